import WorkedExamples

extension Formula {
  /// The formula in the model language, which is NumPy's notation.
  public var plain: String { plain(within: .lowest) }

  private func plain(within context: Precedence) -> String {
    let written: String
    switch self {
    case .number(let number): written = number
    case .name(let name): written = name
    case .call(let name, let arguments, let options):
      let shown = arguments.map { $0.plain(within: .lowest) } + options
      written = "\(name)(\(shown.joined(separator: ", ")))"
    case .binary("**", let left, let right):
      // The power binds to the right: a ** b ** c is a ** (b ** c).
      written = "\(left.plain(within: .postfix)) ** \(right.plain(within: .power))"
    case .binary(let sign, let left, let right):
      let tighter: Precedence = precedence == .sum ? .product : .factor
      written = "\(left.plain(within: precedence)) \(sign) \(right.plain(within: tighter))"
    case .negation(let operand): written = "-\(operand.plain(within: .product))"
    case .transpose(let operand): written = "\(operand.plain(within: .postfix)).T"
    case .indexNotation: written = ""
    }
    return precedence < context ? "(\(written))" : written
  }
}
