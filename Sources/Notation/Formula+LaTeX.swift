import Calculus
import WorkedExamples

extension Formula {
  /// The formula in LaTeX.
  /// - Parameter isScalar: whether the quantity of this name is a single number. A product with
  ///   one is written with a dot, a product of two tensors entry by entry with a circled one.
  public func latex(isScalar: (String) -> Bool) -> String {
    latex(isScalar, within: .lowest)
  }

  private func latex(_ isScalar: (String) -> Bool, within context: Precedence) -> String {
    func text(_ formula: Formula, _ context: Precedence) -> String {
      formula.latex(isScalar, within: context)
    }
    let written: String
    switch self {
    case .number(let number): written = Self.latex(number: number)
    case .name(let name): written = latexName(name)
    case .call("sqrt", let arguments, _) where arguments.count == 1:
      written = "\\sqrt{\(text(arguments[0], .lowest))}"
    case .call(let name, let arguments, let options):
      let shown = arguments.map { text($0, .lowest) } + options.map(Self.latex(option:))
      written = "\(Self.latex(function: name))(\(shown.joined(separator: ",\\, ")))"
    case .binary("/", let left, let right):
      written = "\\frac{\(text(left, .lowest))}{\(text(right, .lowest))}"
    case .binary("**", let left, let right):
      // A fraction or a power below a power needs parentheses, though it is one block on paper.
      let isBlock = if case .binary = left { true } else { false }
      let base = isBlock ? "\\left(\(text(left, .lowest))\\right)" : text(left, .postfix)
      written = "\(base)^{\(text(right, .lowest))}"
    case .binary("*", let left, let right):
      let sign = left.isScalar(isScalar) || right.isScalar(isScalar) ? "\\cdot" : "\\odot"
      written = "\(text(left, .product)) \(sign) \(text(right, .factor))"
    case .binary("@", let left, let right):
      written = "\(text(left, .product))\\, \(text(right, .factor))"
    case .binary(let sign, let left, let right):
      written = "\(text(left, .sum)) \(sign) \(text(right, sign == "-" ? .product : .sum))"
    case .entry(let operand, let places):
      // Counted from 1, as everything a reader sees.
      let shown = places.map { String($0 + 1) }.joined(separator: ",")
      written = "\(text(operand, .postfix))_{\(shown)}"
    case .negation(let operand): written = "-\(text(operand, .product))"
    case .transpose(let operand): written = "\(text(operand, .postfix))^{\\mathsf{T}}"
    case .indexNotation: written = ""
    }
    return precedence < context ? "\\left(\(written)\\right)" : written
  }

  /// Whether the formula is a single number whatever happens.
  private func isScalar(_ isScalarName: (String) -> Bool) -> Bool {
    switch self {
    case .number: true
    case .name(let name): isScalarName(name)
    case .negation(let operand), .transpose(let operand): operand.isScalar(isScalarName)
    case .binary("@", _, _): false
    case .binary(_, let left, let right):
      left.isScalar(isScalarName) && right.isScalar(isScalarName)
    case .call(let name, _, let options):
      ["sum", "mean", "cross_entropy"].contains(name) && options.isEmpty
    case .entry, .indexNotation: false
    }
  }

  /// `1e-3` as a power of ten, other numbers as typed.
  private static func latex(number: String) -> String {
    let parts = number.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard parts.count == 2, let exponent = Int(parts[1]) else { return number }
    return Numeral(String(parts[0]), exponent: exponent).latex
  }

  /// `axis=0` with the name upright.
  private static func latex(option: String) -> String {
    let parts = option.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return "\\text{\(option.replacing("_", with: "\\_"))}" }
    return "\\text{\(parts[0].replacing("_", with: "\\_"))} = \(parts[1])"
  }

  /// As the catalogue has it; a function of the author's stands upright.
  private static func latex(function name: String) -> String {
    catalogueFunction(named: name)?.latex ?? "\\operatorname{\(name.replacing("_", with: "-"))}"
  }
}
