import IndexNotation
import MatrixNotation

/// The digamma function ψ = (log Γ)' of every entry, or its derivative of an order; it has none at 0,
/// -1, -2, ....
///
/// Its calls have a name an order: digamma, trigamma, polygamma2, ....
/// Source: https://dlmf.nist.gov/5.2#E2 and https://dlmf.nist.gov/5.15
struct Polygamma: ElementwiseFunction {
  /// How often ψ is differentiated.
  let order: Int

  var name: String { function.rawValue }
  var summary: String {
    switch order {
    case 0: "The digamma function of every entry, ψ(z), the derivative of log Γ(z)."
    case 1: "The trigamma function of every entry, ψ_1(z), the derivative of ψ(z)."
    default: "The polygamma function of every entry, ψ_\(order)(z): ψ(z) derived \(order) times."
    }
  }
  let source = "https://dlmf.nist.gov/5.15"
  var notation: FunctionNotation { .letter("ψ", index: order == 0 ? nil : order) }
  let sampleEntries = [0.8, 1.2, 2.5, -0.57, 4, 1.9]

  private var function: ElementaryFunction { .polygamma(order: order) }
  private var next: Polygamma { Polygamma(order: order + 1) }

  /// Any order has its name.
  func called(_ name: String) -> (any Function)? {
    if name == self.name { return self }
    guard case .polygamma(let order)? = ElementaryFunction(rawValue: name) else { return nil }
    return Polygamma(order: order)
  }

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(function, z) }
  func slope(at z: Double, value: Double) -> Double { next.number(z) }

  var matrixFunction: MatrixFunction? { matrix }

  /// Of odd order it is a sum of even powers.
  var matrix: MatrixFunction {
    let next = next
    return MatrixFunction(name, isPositive: !order.isMultiple(of: 2)) { algebra, d, arguments, _ in
      [algebra.times(d, next.expression(arguments[0], algebra))]
    }
  }

  func numPy(_ arguments: [String]) -> String {
    order == 0 ? "digamma(\(arguments[0]))" : "polygamma(\(order), \(arguments[0]))"
  }
}
