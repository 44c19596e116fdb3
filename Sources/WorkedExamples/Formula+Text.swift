extension Formula {
  /// The formula in the model language, which is NumPy's notation.
  public var text: String { text(within: .lowest) }

  private func text(within context: Precedence) -> String {
    let written: String
    switch self {
    case .number(let number): written = number
    case .name(let name): written = name
    case .call(let name, let arguments, let options):
      let shown = arguments.map { $0.text(within: .lowest) } + options
      written = "\(name)(\(shown.joined(separator: ", ")))"
    case .binary("**", let left, let right):
      // The power binds to the right: a ** b ** c is a ** (b ** c).
      written = "\(left.text(within: .postfix)) ** \(right.text(within: .power))"
    case .binary(let sign, let left, let right):
      let tighter: Precedence = precedence == .sum ? .product : .factor
      written = "\(left.text(within: precedence)) \(sign) \(right.text(within: tighter))"
    case .entry(let operand, let places):
      let shown = places.map(String.init).joined(separator: ", ")
      written = "\(operand.text(within: .postfix))[\(shown)]"
    case .negation(let operand): written = "-\(operand.text(within: .product))"
    case .transpose(let operand): written = "\(operand.text(within: .postfix)).T"
    case .indexNotation: written = ""
    }
    return precedence < context ? "(\(written))" : written
  }
}

/// How tightly an operator binds its operands, weakest first.
package enum Precedence: Comparable {
  case lowest, sum, negation, product, factor, power, postfix
}

extension Formula {
  package var precedence: Precedence {
    switch self {
    case .number, .name, .call, .entry, .indexNotation, .transpose: .postfix
    case .binary("**", _, _): .power
    case .binary("/", _, _), .binary("*", _, _), .binary("@", _, _): .product
    case .negation: .negation
    case .binary: .sum
    }
  }
}
