import Foundation

extension ElementaryFunction {
  /// Its value; not a number where it has none.
  public func value(at x: Double) -> Double {
    switch self {
    case .exp: Foundation.exp(x)
    case .log: Foundation.log(x)
    case .sin: Foundation.sin(x)
    case .cos: Foundation.cos(x)
    case .tan: Foundation.tan(x)
    case .arcsin: Foundation.asin(x)
    case .arccos: Foundation.acos(x)
    case .arctan: Foundation.atan(x)
    case .sinh: Foundation.sinh(x)
    case .cosh: Foundation.cosh(x)
    case .tanh: Foundation.tanh(x)
    case .arcsinh: Foundation.asinh(x)
    case .arccosh: Foundation.acosh(x)
    case .arctanh: Foundation.atanh(x)
    case .erf: Foundation.erf(x)
    case .erfc: Foundation.erfc(x)
    case .gammaln: Foundation.lgamma(x).0
    case .polygamma(let order): Polygamma.value(order: order, at: x)
    }
  }

  /// Whether it jumps from one infinity to the other, or is not defined, somewhere from `a` to `b`.
  func hasPole(from a: Double, to b: Double) -> Bool {
    switch self {
    case .tan: (a / .pi - 0.5).rounded(.down) != (b / .pi - 0.5).rounded(.down)
    case .gammaln, .polygamma: a <= 0 && (a.rounded(.up) <= b)
    case .exp, .log, .sin, .cos, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh,
      .arccosh, .arctanh, .erf, .erfc:
      false
    }
  }
}

/// The derivatives of ψ = (log Γ)'.
///
/// Sources: https://dlmf.nist.gov/5.5#E2 and 5.15#E5 (recurrence), 5.5#E4 and 5.15#E6 (reflection),
/// 5.11#E2 and 5.15#E8 (asymptotic series).
enum Polygamma {
  /// The derivative of this order of ψ; not a number at 0 and the negative integers.
  static func value(order: Int, at x: Double) -> Double {
    if x.isNaN || x <= 0 && x == x.rounded() { return .nan }
    return x < 0 ? reflected(order, x) : positive(order, x)
  }

  /// (-1)^n ψ^(n)(1 - x) - d^n/dx^n π cot(π x)
  private static func reflected(_ order: Int, _ x: Double) -> Double {
    let distance = x - x.rounded()
    let cotangent =
      abs(distance) <= 0.25
      ? 1 / tan(.pi * distance)
      : tan(.pi * (0.5 - abs(distance))) * (distance < 0 ? -1 : 1)
    // A derivative of cot is a polynomial in it, by cot' = -(1 + cot²).
    var polynomial: [Double] = [0, 1]
    for _ in 0..<order {
      let slopes = polynomial.indices.dropFirst().map { Double($0) * polynomial[$0] }
      polynomial = [Double](repeating: 0, count: slopes.count + 2)
      for (power, slope) in slopes.enumerated() {
        polynomial[power] -= slope
        polynomial[power + 2] -= slope
      }
    }
    let derivative = polynomial.reversed().reduce(0) { $0 * cotangent + $1 }
    return sign(order) * positive(order, 1 - x) - pow(.pi, Double(order + 1)) * derivative
  }

  private static func positive(_ order: Int, _ x: Double) -> Double {
    if x == .infinity { return order == 0 ? .infinity : 0 }
    var (place, sum) = (x, 0.0)
    while place < Double(12 + order) {
      sum += pow(place, -Double(order + 1))
      place += 1
    }
    return series(order, place) - sign(order) * factorial(order) * sum
  }

  /// The asymptotic series, for large x.
  private static func series(_ order: Int, _ x: Double) -> Double {
    let square = x * x
    if order == 0 {
      var (sum, power) = (0.0, 1.0)
      for (place, number) in bernoulli.enumerated() {
        power /= square
        sum += number / Double(2 * place + 2) * power
      }
      return log(x) - 0.5 / x - sum
    }
    let n = Double(order)
    var (sum, term) = (0.0, (n + 1) * n / (2 * square))
    for (place, number) in bernoulli.enumerated() {
      sum += number * term
      let k = Double(2 * place + 2)
      term *= (k + n) * (k + n + 1) / ((k + 1) * (k + 2) * square)
    }
    return sign(order - 1) * factorial(order - 1) * pow(x, -n) * (1 + n / (2 * x) + sum)
  }

  /// B_2, B_4, ..., B_20 (https://dlmf.nist.gov/24.2#T3).
  private static let bernoulli: [Double] = [
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510,
    43867.0 / 798, -174611.0 / 330,
  ]

  private static func sign(_ power: Int) -> Double { power.isMultiple(of: 2) ? 1 : -1 }

  static func factorial(_ n: Int) -> Double {
    (0..<max(0, n)).reduce(1) { $0 * Double($1 + 1) }
  }
}
