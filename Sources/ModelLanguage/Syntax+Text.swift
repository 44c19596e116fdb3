extension Syntax {
  /// The right-hand side in the model language, which is NumPy's notation, with no more brackets
  /// than it needs.
  public var text: String { text(within: .lowest) }

  private func text(within context: Precedence) -> String {
    let written: String
    switch self {
    case .number(let number, _): written = number
    case .name(let name, _): written = name
    case .call(let name, let arguments, let options, _):
      let shown =
        arguments.map { $0.text(within: .lowest) } + options.map { "\($0.name)=\($0.value)" }
      written = "\(name)(\(shown.joined(separator: ", ")))"
    case .binary("**", let left, let right, _):
      // The power binds to the right: a ** b ** c is a ** (b ** c).
      written = "\(left.text(within: .postfix)) ** \(right.text(within: .power))"
    case .binary(let sign, let left, let right, _):
      let tighter: Precedence = precedence == .sum ? .product : .factor
      written = "\(left.text(within: precedence)) \(sign) \(right.text(within: tighter))"
    case .entry(let base, let places, _):
      let shown = places.map { $0.text(within: .lowest) }.joined(separator: ", ")
      written = "\(base.text(within: .postfix))[\(shown)]"
    case .negation(let operand, _): written = "-\(operand.text(within: .product))"
    case .transpose(let operand, _): written = "\(operand.text(within: .postfix)).T"
    }
    return precedence < context ? "(\(written))" : written
  }
}

/// How tightly an operator binds its operands, weakest first.
package enum Precedence: Comparable {
  case lowest, sum, negation, product, factor, power, postfix
}

extension Syntax {
  /// How tightly its outermost operator binds.
  package var precedence: Precedence {
    switch self {
    case .number, .name, .call, .entry, .transpose: .postfix
    case .binary("**", _, _, _): .power
    case .binary("/", _, _, _), .binary("*", _, _, _), .binary("@", _, _, _): .product
    case .negation: .negation
    case .binary: .sum
    }
  }
}
