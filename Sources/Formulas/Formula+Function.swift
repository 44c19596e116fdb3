import IndexNotation

extension NamedConstant {
  /// How it is written.
  var letter: String {
    switch self {
    case .pi: "π"
    }
  }
}

extension ElementaryFunction {
  /// The word before its argument, where that is how it is written.
  var word: String? {
    switch self {
    case .exp, .gammaln, .polygamma: nil
    case .log, .sin, .cos, .tan, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh,
      .arccosh, .arctanh, .erf, .erfc:
      rawValue
    }
  }

  /// What stands before its argument, where that is no word.
  var letter: Formula {
    switch self {
    case .gammaln: .word("log Γ")
    case .polygamma(let order): .letter("ψ", index: order == 0 ? nil : order)
    case .exp, .log, .sin, .cos, .tan, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh,
      .arccosh, .arctanh, .erf, .erfc:
      .word(rawValue)
    }
  }
}

extension Formula {
  /// The letter of a function, and its number below: `ψ_1`.
  static func letter(_ letter: String, index: Int?) -> Formula {
    guard let index else { return .letter(letter) }
    return .name(
      "\(letter)_\(index)", .scripts(.letter(letter), below: .integer(index), above: nil))
  }
}
