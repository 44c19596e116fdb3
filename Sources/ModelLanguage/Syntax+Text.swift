extension Syntax {
  /// The right-hand side in the model language, which is NumPy's notation, with no more brackets
  /// than it needs.
  public var text: String { text(within: .lowest) }

  private func text(within context: Precedence) -> String {
    let written: String
    switch self {
    case .number(let number, _): written = number
    case .name(let name, _): written = name
    case .text(let text, _): written = text.contains("\"") ? "'\(text)'" : "\"\(text)\""
    case .list(let elements, _): written = "[\(Self.list(elements))]"
    case .ellipsis: written = "..."
    case .slice(let start, let end, let step, _):
      let parts = [start, end] + (step == nil ? [] : [step])
      written = parts.map { $0?.text(within: .sum) ?? "" }.joined(separator: ":")
    case .call(let name, let arguments, let options, _):
      let shown =
        arguments.map { $0.text(within: .lowest) }
        + options.map { "\($0.name)=\($0.value.text(within: .lowest))" }
      written = "\(name)(\(shown.joined(separator: ", ")))"
    case .binary("**", let left, let right, _):
      // The power binds to the right: a ** b ** c is a ** (b ** c).
      written = "\(left.text(within: .postfix)) ** \(right.text(within: .power))"
    case .binary(let sign, let left, let right, _):
      let left = left.text(within: precedence == .comparison ? .either : precedence)
      written = "\(left) \(sign) \(right.text(within: precedence.tighter))"
    case .entry(let base, let places, _):
      written = "\(base.text(within: .postfix))[\(Self.list(places))]"
    case .negation(let operand, _): written = "-\(operand.text(within: .product))"
    case .transpose(let operand, _): written = "\(operand.text(within: .postfix)).T"
    }
    return precedence < context ? "(\(written))" : written
  }

  private static func list(_ parts: [Syntax]) -> String {
    parts.map { $0.text(within: .lowest) }.joined(separator: ", ")
  }
}

/// How tightly an operator binds its operands, weakest first.
package enum Precedence: Comparable {
  case lowest, comparison, either, both, sum, negation, product, factor, power, postfix

  /// What the right operand of an operator has to bind at least.
  fileprivate var tighter: Precedence {
    switch self {
    case .lowest, .comparison: .either
    case .either: .both
    case .both: .sum
    case .sum: .product
    case .negation, .product, .factor: .factor
    case .power: .power
    case .postfix: .postfix
    }
  }
}

extension Syntax {
  /// How tightly its outermost operator binds.
  package var precedence: Precedence {
    switch self {
    case .number, .name, .text, .list, .call, .entry, .ellipsis, .transpose: .postfix
    case .slice: .lowest
    case .binary("**", _, _, _): .power
    case .binary("/", _, _, _), .binary("*", _, _, _), .binary("@", _, _, _): .product
    case .binary("&", _, _, _): .both
    case .binary("|", _, _, _): .either
    case .binary(let sign, _, _, _) where Self.comparisons.contains(sign): .comparison
    case .negation: .negation
    case .binary: .sum
    }
  }
}
