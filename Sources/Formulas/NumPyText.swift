import IndexNotation

/// Matrix notation as a NumPy expression: a program, not a layout.
public enum NumPyText {
  /// `np.outer(x, S - y)`
  public static func text(_ matrix: MatrixExpression) -> String { sum(matrix) }

  // MARK: By strength of binding: sum of terms, product, factor

  private static func sum(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .addition(let terms):
      var text = ""
      for (place, term) in terms.enumerated() {
        if case .negation(let inner) = term {
          text += place == 0 ? negative(inner) : " - " + numbers(inner)
        } else {
          text += (place == 0 ? "" : " + ") + numbers(term)
        }
      }
      return text
    case .negation(let inner): return negative(inner)
    case .number, .name, .transpose, .product, .outer, .scaled, .elementwise, .quotient, .power,
      .function, .indicator, .sum, .diagonal, .identity, .ones:
      return product(matrix)
    }
  }

  private static func product(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .product(let a, let b):
      // The product of two masks in NumPy is a mask: there 1 + 1 is 1.
      if isMask(a), isMask(b) { return "1 * \(factor(a)) @ \(factor(b))" }
      // Products associate to the left.
      if case .product = a { return "\(product(a)) @ \(factor(b))" }
      return "\(factor(a)) @ \(factor(b))"
    case .scaled(let a, let b): return "\(factor(a)) * \(factor(b))"
    case .elementwise(let factors): return factors.map(factor).joined(separator: " * ")
    case .quotient(let a, let b): return "\(factor(a)) / \(factor(b))"
    case .number, .name, .transpose, .outer, .addition, .negation, .power, .function, .indicator,
      .sum, .diagonal, .identity, .ones:
      return factor(matrix)
    }
  }

  /// A term, as numbers: NumPy adds no masks (`(z > 0)`) as numbers, and subtracts none.
  private static func numbers(_ term: MatrixExpression) -> String {
    (isMask(term) ? "1 * " : "") + product(term)
  }

  /// With a minus in front, which in Python binds to the first factor: NumPy negates no mask.
  private static func negative(_ term: MatrixExpression) -> String {
    "-" + (isMask(term) || beginsWithMask(term) ? "1 * " : "") + product(term)
  }

  private static func beginsWithMask(_ matrix: MatrixExpression) -> Bool {
    switch matrix {
    case .elementwise(let factors): factors.first.map(isMask) ?? false
    case .product(let first, _), .scaled(let first, _), .quotient(let first, _):
      isMask(first) || beginsWithMask(first)
    case .number, .name, .transpose, .outer, .addition, .negation, .power, .function, .indicator,
      .sum, .diagonal, .identity, .ones:
      false
    }
  }

  /// Whether NumPy's result is one of truth values.
  private static func isMask(_ matrix: MatrixExpression) -> Bool {
    switch matrix {
    case .indicator: true
    case .transpose(let inner), .diagonal(let inner): isMask(inner)
    case .outer(let a, let b): isMask(a) && isMask(b)
    case .elementwise(let factors): factors.allSatisfy(isMask)
    case .number, .name, .product, .addition, .negation, .scaled, .quotient, .power, .function,
      .sum, .identity, .ones:
      false
    }
  }

  private static func factor(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .number(let value): return number(value)
    case .name(let name): return name
    case .transpose(.power(let inner, let exponent)):
      return "(" + power(inner, exponent) + ").T"
    case .transpose(let inner): return factor(inner) + ".T"
    case .outer(let a, let b): return "np.outer(\(sum(a)), \(sum(b)))"
    case .power(let inner, let exponent): return power(inner, exponent)
    case .function(let function, let inner): return "np.\(function.rawValue)(\(sum(inner)))"
    case .indicator(let inner): return "(\(sum(inner)) > 0)"
    case .sum(let inner, nil): return "np.sum(\(sum(inner)))"
    case .sum(let inner, let axis?): return "np.sum(\(sum(inner)), axis=\(axis))"
    case .diagonal(let inner): return "np.diag(\(sum(inner)))"
    case .identity(let count): return "np.eye(\(count))"
    case .ones(let count): return "np.ones(\(count))"
    case .product, .addition, .negation, .scaled, .elementwise, .quotient:
      return "(\(sum(matrix)))"
    }
  }

  private static func number(_ value: Rational) -> String {
    if value.isInteger { return value.isNegative ? "(\(value.numerator))" : "\(value.numerator)" }
    return "(\(value.numerator)/\(value.denominator))"
  }

  private static func power(_ inner: MatrixExpression, _ exponent: Rational) -> String {
    if exponent == Rational(1, 2) { return "np.sqrt(\(sum(inner)))" }
    let base =
      if case .power = inner {
        "(\(sum(inner)))"
      } else if case .transpose = inner {
        "(\(sum(inner)))"
      } else {
        factor(inner)
      }
    return base + "**" + (exponent.isInteger ? "\(exponent.numerator)" : number(exponent))
  }
}
