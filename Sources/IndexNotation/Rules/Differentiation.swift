/// Rules that work a derivative out, one node at a time. The node is `.derivative(of:...)`.
enum Differentiation {
  /// Steps too small for a line of their own: they are shown inside a neighbouring line.
  static let small: [Rule] = [constant, element, constantFactor, sumRule, indicator]

  /// The product rule makes a product of n factors n times as long; more would outgrow any line.
  private static let mostFactors = 75

  /// One line each.
  static let rules: [Rule] =
    [quotientRule, productRule, powerRule] + ElementaryFunction.allCases.map(elementary)

  /// A derivative's body and element, where the node is one.
  private static func parts(_ node: IndexExpression) -> (IndexExpression, Element)? {
    guard case .derivative(let body, let element) = node else { return nil }
    return (body, element)
  }

  private static func derivative(_ body: IndexExpression, _ element: Element) -> IndexExpression {
    .derivative(of: body, withRespectTo: element)
  }

  static let constant = Rule(
    "derivative of a constant",
    because: "What does not depend on the variable does not change with it.",
    example: "∂c/∂x = 0"
  ) { node, _ in
    guard let (body, element) = parts(node), !body.mentions(tensor: element.tensor) else {
      return nil
    }
    return .zero
  }

  static let element = Rule(
    "derivative of an element is a delta",
    because: "An entry changes with itself at rate 1 and with no other entry.",
    example: "∂z_t/∂z_i = δ_ti"
  ) { node, _ in
    guard let (body, element) = parts(node), case .element(let inner) = body,
      inner.tensor == element.tensor
    else { return nil }
    return .times(zip(inner.subscripts, element.subscripts).map { .deltaOf($0, $1) })
  }

  static let constantFactor = Rule(
    "constant factor",
    because: "A factor that does not depend on the variable stays in front.",
    example: "∂(c f)/∂x = c ∂f/∂x"
  ) { node, _ in
    guard let (body, element) = parts(node), case .product(let factors) = body else { return nil }
    let constant = factors.filter { !$0.mentions(tensor: element.tensor) }
    if constant.isEmpty { return nil }
    let rest = factors.filter { $0.mentions(tensor: element.tensor) }
    return .times(constant + [derivative(.times(rest), element)])
  }

  static let sumRule = Rule(
    "sum rule",
    because: "The derivative of a sum is the sum of the derivatives; constant terms drop out.",
    example: "∂(f + g)/∂x = ∂f/∂x + ∂g/∂x"
  ) { node, context in
    guard let (body, element) = parts(node) else { return nil }
    if case .addition(let terms) = body {
      // A term without the variable is constant; as a derivative of its own, a bare quantity would
      // read as its change through the whole model.
      let changing = terms.filter { $0.mentions(tensor: element.tensor) }
      return .plus(changing.map { derivative($0, element) })
    }
    guard case .sum(let index, let inner) = body else { return nil }
    let taken = Set(element.indices.map(\.name)).union(context.freeNames)
    guard taken.contains(index.name) else {
      return .summed(over: index, derivative(inner, element))
    }
    let fresh = index.renamed(avoiding: taken.union(inner.indexNames))
    return .summed(
      over: fresh, derivative(inner.substituting([index: .index(fresh)]), element))
  }

  static let indicator = Rule(
    "derivative of an indicator is 0",
    because: "It is constant on either side of the jump; at the jump itself 0 is taken.",
    example: "∂[z > 0]/∂z = 0"
  ) { node, _ in
    guard let (body, _) = parts(node), case .indicator = body else { return nil }
    return .zero
  }

  static let quotientRule = Rule(
    "quotient rule",
    because: "A fraction changes with its numerator, and against its denominator.",
    example: "(f/g)' = (f' g - f g') / g²"
  ) { node, _ in
    guard let (body, element) = parts(node), case .product(let factors) = body else { return nil }
    let isBelow = { (factor: IndexExpression) in factor.baseAndExponent.1.isNegative }
    let below = factors.filter(isBelow).map {
      let (base, exponent) = $0.baseAndExponent
      return IndexExpression.raised(base, exponent.negated)
    }
    let above = IndexExpression.times(factors.filter { !isBelow($0) })
    let denominator = IndexExpression.times(below)
    guard !below.isEmpty, above.mentions(tensor: element.tensor),
      denominator.mentions(tensor: element.tensor)
    else { return nil }
    let numerator = IndexExpression.plus([
      .times([derivative(above, element), denominator]),
      .negated(.times([above, derivative(denominator, element)])),
    ])
    return .times([numerator, .raised(denominator, Rational(-2))])
  }

  static let productRule = Rule(
    "product rule",
    because: "Each factor changes in turn while the others stay.",
    example: "(f g)' = f' g + f g'"
  ) { node, _ in
    guard let (body, element) = parts(node), case .product(let factors) = body,
      factors.count > 1, factors.count <= mostFactors
    else { return nil }
    return .plus(
      factors.indices.map { place in
        var factors = factors
        factors[place] = derivative(factors[place], element)
        return .times(factors)
      })
  }

  static let powerRule = Rule(
    "power rule",
    because: "The exponent comes down and is lowered by 1, times the derivative of the base.",
    example: "(f^n)' = n f^(n-1) f'"
  ) { node, _ in
    guard let (body, element) = parts(node), case .power(let base, let exponent) = body,
      let lower = exponent.adding(Rational(-1))
    else { return nil }
    return .times([.number(exponent), .raised(base, lower), derivative(base, element)])
  }

  /// The rule for an elementary function: its derivative at the argument, times the argument's.
  static func elementary(_ function: ElementaryFunction) -> Rule {
    let (name, example) =
      switch function {
      case .exp: ("the exponential", "(e^f)' = e^f f'")
      case .log: ("the logarithm", "(log f)' = f' / f")
      case .sin: ("the sine", "(sin f)' = cos f f'")
      case .cos: ("the cosine", "(cos f)' = -sin f f'")
      case .tan: ("the tangent", "(tan f)' = (1 + tan² f) f'")
      case .arcsin: ("the arcsine", "(arcsin f)' = f' / √(1 - f²)")
      case .arccos: ("the arccosine", "(arccos f)' = -f' / √(1 - f²)")
      case .arctan: ("the arctangent", "(arctan f)' = f' / (1 + f²)")
      case .sinh: ("the hyperbolic sine", "(sinh f)' = cosh f f'")
      case .cosh: ("the hyperbolic cosine", "(cosh f)' = sinh f f'")
      case .tanh: ("the hyperbolic tangent", "(tanh f)' = (1 - tanh² f) f'")
      case .arcsinh: ("the inverse hyperbolic sine", "(arcsinh f)' = f' / √(f² + 1)")
      case .arccosh: ("the inverse hyperbolic cosine", "(arccosh f)' = f' / √(f² - 1)")
      case .arctanh: ("the inverse hyperbolic tangent", "(arctanh f)' = f' / (1 - f²)")
      case .erf: ("the error function", "(erf f)' = 2/√π e^(-f²) f'")
      case .erfc: ("the complementary error function", "(erfc f)' = -2/√π e^(-f²) f'")
      case .gammaln: ("the logarithm of the gamma function", "(log Γ(f))' = ψ(f) f'")
      case .polygamma: ("a polygamma function", "(ψ_n(f))' = ψ_(n+1)(f) f'")
      }
    return Rule(
      "derivative of \(name)",
      because: "Its own derivative at the argument, times the derivative of the argument.",
      example: example
    ) { node, _ in
      guard let (body, element) = parts(node), case .function(let own, let argument) = body,
        own.isOfKind(function)
      else { return nil }
      return .times([slope(of: own, body, at: argument), derivative(argument, element)])
    }
  }

  /// The derivative of an elementary function at its argument.
  private static func slope(
    of function: ElementaryFunction, _ call: IndexExpression, at argument: IndexExpression
  ) -> IndexExpression {
    let square = IndexExpression.raised(argument, Rational(2))
    func root(_ terms: IndexExpression...) -> IndexExpression {
      .raised(.plus(terms), Rational(-1, 2))
    }
    switch function {
    case .exp: return call
    case .log: return .raised(argument, Rational(-1))
    case .sin: return .function(.cos, argument)
    case .cos: return .negated(.function(.sin, argument))
    case .tan: return .plus([.one, .raised(call, Rational(2))])
    case .arcsin: return root(.one, .negated(square))
    case .arccos: return .negated(root(.one, .negated(square)))
    case .arctan: return .raised(.plus([.one, square]), Rational(-1))
    case .sinh: return .function(.cosh, argument)
    case .cosh: return .function(.sinh, argument)
    case .tanh: return .plus([.one, .negated(.raised(call, Rational(2)))])
    case .arcsinh: return root(square, .one)
    case .arccosh: return root(square, .number(Rational(-1)))
    case .arctanh: return .raised(.plus([.one, .negated(square)]), Rational(-1))
    case .erf:
      return .times([
        .number(Rational(2)), .raised(.constant(.pi), Rational(-1, 2)),
        .function(.exp, .negated(square)),
      ])
    case .erfc: return .negated(slope(of: .erf, call, at: argument))
    case .gammaln: return .function(.polygamma(order: 0), argument)
    case .polygamma(let order): return .function(.next(order), argument)
    }
  }
}
