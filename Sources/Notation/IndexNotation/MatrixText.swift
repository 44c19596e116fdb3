import IndexNotation

/// Matrix notation as text: plain, LaTeX, or a NumPy expression.
public struct MatrixText: Sendable {
  public enum Style: Sendable { case plain, latex, numpy }
  public var style: Style

  public init(_ style: Style) { self.style = style }

  public func text(_ matrix: MatrixExpression) -> String { sum(matrix) }

  private func sum(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .addition(let terms):
      var text = ""
      for (place, term) in terms.enumerated() {
        if case .negation(let inner) = term {
          text += place == 0 ? "-" : " - "
          text += product(inner)
        } else {
          text += (place == 0 ? "" : " + ") + product(term)
        }
      }
      return text
    case .negation(let inner): return "-" + product(inner)
    case .number, .name, .transpose, .product, .outer, .scaled, .elementwise, .quotient, .power,
      .function, .indicator, .sum, .diagonal, .identity, .ones:
      return product(matrix)
    }
  }

  private func product(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .product(let a, let b):
      if style == .numpy {
        return "\(left(a)) @ \(right(b))"
      }
      return "\(left(a)) \(right(b))"
    case .outer(let a, let b):
      if style == .numpy { return "np.outer(\(sum(a)), \(sum(b)))" }
      return "\(factor(a)) \(raisedToT(b))"
    case .scaled(let a, let b):
      let joint = style == .numpy ? " * " : " "
      return factor(a) + joint + (style == .numpy ? right(b) : tight(b))
    case .elementwise(let factors):
      let joint = style == .latex ? " \\odot " : " * "
      return factors.map(tight).joined(separator: joint)
    case .quotient(let a, let b):
      if style == .latex { return "\\frac{\(sum(a))}{\(sum(b))}" }
      return style == .numpy ? "\(right(a)) / \(right(b))" : "\(tight(a))/\(right(b))"
    case .number, .name, .transpose, .addition, .negation, .power, .function, .indicator, .sum,
      .diagonal, .identity, .ones:
      return factor(matrix)
    }
  }

  /// The left factor of a matrix product: products associate to the left.
  private func left(_ matrix: MatrixExpression) -> String {
    if case .product = matrix { return product(matrix) }
    return factor(matrix)
  }

  /// The right factor, or an operand that a product would blur.
  private func right(_ matrix: MatrixExpression) -> String {
    if case .product = matrix, style != .numpy { return product(matrix) }
    return factor(matrix)
  }

  /// A factor of an elementwise product: a matrix product may stand bare where juxtaposition
  /// binds tighter.
  private func tight(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .product, .outer: return style == .numpy ? right(matrix) : product(matrix)
    case .scaled: return style == .numpy ? factor(matrix) : product(matrix)
    case .number, .name, .transpose, .addition, .negation, .elementwise, .quotient, .power,
      .function, .indicator, .sum, .diagonal, .identity, .ones:
      return factor(matrix)
    }
  }

  private func parenthesised(_ text: String) -> String {
    style == .latex ? "\\left( \(text) \\right)" : "(\(text))"
  }

  private func raisedToT(_ matrix: MatrixExpression) -> String {
    switch style {
    case .plain: return factor(matrix) + "^T"
    case .latex: return factor(matrix) + "^{\\top}"
    case .numpy: return factor(matrix) + ".T"
    }
  }

  private func factor(_ matrix: MatrixExpression) -> String {
    switch matrix {
    case .number(let value): return number(value)
    case .name(let name): return style == .latex ? latexName(name) : name
    case .transpose(let inner):
      return raisedToT(inner)
    case .power(let inner, let exponent): return power(inner, exponent)
    case .function(let function, let inner):
      switch style {
      case .numpy: return "np.\(function.rawValue)(\(sum(inner)))"
      case .plain: return "\(function.rawValue)(\(sum(inner)))"
      case .latex: return "\\\(function.rawValue)" + parenthesised(sum(inner))
      }
    case .indicator(let inner):
      switch style {
      case .numpy: return "(\(sum(inner)) > 0)"
      case .plain: return "[\(sum(inner)) > 0]"
      case .latex: return "\\left[ \(sum(inner)) > 0 \\right]"
      }
    case .sum(let inner, let axis):
      switch (style, axis) {
      case (.numpy, nil): return "np.sum(\(sum(inner)))"
      case (.numpy, let axis?): return "np.sum(\(sum(inner)), axis=\(axis))"
      case (.plain, nil): return "sum(\(sum(inner)))"
      case (.plain, let axis?): return "sum(\(sum(inner)), axis \(axis))"
      case (.latex, nil), (.latex, 1): return "\(factor(inner)) \\mathbf{1}"
      case (.latex, _): return "\(raisedToT(inner)) \\mathbf{1}"
      }
    case .diagonal(let inner):
      switch style {
      case .numpy: return "np.diag(\(sum(inner)))"
      case .plain: return "diag(\(sum(inner)))"
      case .latex: return "\\operatorname{diag}" + parenthesised(sum(inner))
      }
    case .identity(let count): return style == .numpy ? "np.eye(\(count))" : "I"
    case .ones(let count):
      return style == .numpy ? "np.ones(\(count))" : style == .plain ? "1" : "\\mathbf{1}"
    case .product, .outer, .addition, .negation, .scaled, .elementwise, .quotient:
      if style == .numpy, case .outer = matrix { return product(matrix) }
      return parenthesised(sum(matrix))
    }
  }

  private func number(_ value: Rational) -> String {
    if value.isInteger { return value.isNegative ? "(\(value.numerator))" : "\(value.numerator)" }
    if style == .latex {
      let fraction = "\\frac{\(abs(value.numerator))}{\(value.denominator)}"
      return value.isNegative ? parenthesised("-" + fraction) : fraction
    }
    return "(\(value.numerator)/\(value.denominator))"
  }

  private func power(_ inner: MatrixExpression, _ exponent: Rational) -> String {
    let base: String =
      switch inner {
      case .power, .transpose: parenthesised(sum(inner))
      case .number, .name, .product, .outer, .addition, .negation, .scaled, .elementwise,
        .quotient, .function, .indicator, .sum, .diagonal, .identity, .ones:
        factor(inner)
      }
    let whole = exponent.isInteger
    switch style {
    case .numpy:
      if exponent == Rational(1, 2) { return "np.sqrt(\(sum(inner)))" }
      return base + "**" + (whole ? "\(exponent.numerator)" : number(exponent))
    case .plain:
      if exponent == Rational(1, 2) { return "sqrt(\(sum(inner)))" }
      if exponent == Rational(2), case .name(let name) = inner { return "\(name)*\(name)" }
      return base + "^" + (whole ? "\(exponent.numerator)" : number(exponent))
    case .latex:
      return base + "^{\\circ "
        + (whole ? "\(exponent.numerator)" : "\(exponent.numerator)/\(exponent.denominator)") + "}"
    }
  }
}
