import Foundation
import IndexNotation

/// Every entry times the distribution function of the standard normal, z Φ(z), or the approximation of
/// that by a hyperbolic tangent, z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2.
///
/// Source: https://arxiv.org/abs/1606.08415
struct GELU: ElementwiseFunction {
  /// How Φ is computed.
  enum Approximation: Hashable, Sendable { case none, tanh }

  var approximation = Approximation.none
  let options = [OptionDeclaration("approximate", .choice(["none", "tanh"]))]

  var name: String {
    switch approximation {
    case .none: "gelu"
    case .tanh: "gelu_tanh"
    }
  }
  var summary: String {
    switch approximation {
    case .none:
      "Every entry times the distribution function of the standard normal, z Φ(z)."
    case .tanh:
      "The approximation of gelu by z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2 for every entry."
    }
  }
  let source = "https://arxiv.org/abs/1606.08415"

  func configured(with options: Options) throws(OptionError) -> any Function {
    options.text("approximate") == "tanh" ? GELU(approximation: .tanh) : self
  }

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    switch approximation {
    case .none: z * .call(Ndtr(), z)
    case .tanh: .number(Rational(1, 2)) * z * (.one + .call(.tanh, argument(z)))
    }
  }

  private func argument<E: EntryArithmetic>(_ z: E) -> E {
    .power(.number(Rational(2)) / .constant(.pi), Rational(1, 2))
      * (z + .number(Rational(44715, 1_000_000)) * .power(z, Rational(3)))
  }

  /// (1 + tanh u) / 2 = σ(2u), which keeps its digits where tanh u is nearly -1.
  private func share(_ z: Double) -> Double { Sigmoid().number(2 * argument(z)) }

  func number(_ z: Double) -> Double {
    switch approximation {
    case .none: formula(z)
    case .tanh: z * share(z)
    }
  }

  func slope(at z: Double, value: Double) -> Double {
    switch approximation {
    case .none: return formula(DualNumber(z, slope: 1)).slope ?? 0
    case .tanh:
      let share = share(z)
      let change = share * self.share(-z)
      // Where nothing is left of it, z³ may have overflowed.
      if change == 0 { return share }
      return share + z * change * 2 * (argument(DualNumber(z, slope: 1)).slope ?? 0)
    }
  }

  func numPy(_ arguments: [String]) -> String {
    let z = "(\(arguments[0]))"
    return switch approximation {
    case .none: "(\(z) * ndtr\(z))"
    case .tanh:
      "(0.5 * \(z) * (1 + np.tanh(np.sqrt(2 / np.pi) * (\(z) + 0.044715 * \(z)**3))))"
    }
  }
}
