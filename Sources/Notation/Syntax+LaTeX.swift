import Calculus
import ModelLanguage

extension Syntax {
  /// The right-hand side in LaTeX.
  /// - Parameter isScalar: whether the quantity of this name is a single number. A product with
  ///   one is written with a dot, a product of two tensors entry by entry with a circled one.
  public func latex(isScalar: (String) -> Bool) -> String {
    latex(isScalar, within: .lowest)
  }

  private func latex(_ isScalar: (String) -> Bool, within context: Precedence) -> String {
    func text(_ formula: Syntax, _ context: Precedence) -> String {
      formula.latex(isScalar, within: context)
    }
    let written: String
    switch self {
    case .number(let number, _): written = Self.latex(number: number)
    case .name(let name, _): written = latexName(name)
    case .call(let name, let arguments, let options, _):
      let shown =
        (arguments.map { text($0, .lowest) } + options.map(Self.latex(option:)))
        .joined(separator: ",\\, ")
      written =
        switch catalogueFunction(named: name)?.notation ?? .word(name) {
        case .exponential: "\\exp(\(shown))"
        case .root: "\\sqrt{\(shown)}"
        case .bars: "\\left|\(shown)\\right|"
        case .sign: "\(name)(\(shown))"
        case .word(let word): "\(Self.latex(word: word))(\(shown))"
        }
    case .binary("/", let left, let right, _):
      written = "\\frac{\(text(left, .lowest))}{\(text(right, .lowest))}"
    case .binary("**", let left, let right, _):
      // A fraction or a power below a power needs parentheses, though it is one block on paper.
      let isBlock = if case .binary = left { true } else { false }
      let base = isBlock ? "\\left(\(text(left, .lowest))\\right)" : text(left, .postfix)
      written = "\(base)^{\(text(right, .lowest))}"
    case .binary("*", let left, let right, _):
      let sign = left.isScalar(isScalar) || right.isScalar(isScalar) ? "\\cdot" : "\\odot"
      written = "\(text(left, .product)) \(sign) \(text(right, .factor))"
    case .binary("@", let left, let right, _):
      written = "\(text(left, .product))\\, \(text(right, .factor))"
    case .binary(let sign, let left, let right, _):
      written = "\(text(left, .sum)) \(sign) \(text(right, sign == "-" ? .product : .sum))"
    case .entry(let operand, let places, _):
      // Counted from 1, as everything a reader sees.
      let shown = places.map { place in Int(place.text).map { String($0 + 1) } ?? place.text }
        .joined(separator: ",")
      written = "\(text(operand, .postfix))_{\(shown)}"
    case .negation(let operand, _): written = "-\(text(operand, .product))"
    case .transpose(let operand, _): written = "\(text(operand, .postfix))^{\\mathsf{T}}"
    }
    return precedence < context ? "\\left(\(written)\\right)" : written
  }

  /// Whether the formula is a single number whatever happens.
  private func isScalar(_ isScalarName: (String) -> Bool) -> Bool {
    switch self {
    case .number: true
    case .name(let name, _): isScalarName(name)
    case .negation(let operand, _), .transpose(let operand, _): operand.isScalar(isScalarName)
    case .binary("@", _, _, _): false
    case .binary(_, let left, let right, _):
      left.isScalar(isScalarName) && right.isScalar(isScalarName)
    case .call(let name, _, let options, _):
      ["sum", "mean", "cross_entropy"].contains(name) && options.isEmpty
    case .entry: false
    }
  }

  /// `1e-3` as a power of ten, other numbers as typed.
  private static func latex(number: String) -> String {
    let parts = number.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard parts.count == 2, let exponent = Int(parts[1]) else { return number }
    return Numeral(String(parts[0]), exponent: exponent).latex
  }

  /// `axis=0` with the name upright.
  private static func latex(option: Option) -> String {
    "\\text{\(option.name.replacing("_", with: "\\_"))} = \(option.value)"
  }

  /// The words that LaTeX has commands for are written with these.
  private static func latex(word: String) -> String {
    ["log", "tanh", "sin", "cos", "max"].contains(word)
      ? "\\\(word)" : "\\operatorname{\(word.replacing("_", with: "-"))}"
  }
}
