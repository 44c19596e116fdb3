import IndexNotation
import Tensors

/// Rules on the factors of a product.
enum ProductRules {
  typealias Power = MatrixExpression.Power
  typealias Exponent = MatrixExpression.Exponent
  typealias Term = MatrixExpression.Term

  /// What the functions in it say of a product: |x| sign(x) = x.
  static let functions = MatrixRules.ProductRule(name: "functions in products") {
    algebra, product in
    for power in product.factors.powers {
      guard case .apply(let function, _) = power.base.node,
        let changed = function.inProduct?(algebra, power.base, product.factors)
      else { continue }
      return algebra.product(
        changed.powers, coefficient: product.coefficient, shape: product.shape)
    }
    return nil
  }

  /// y y = y where every entry of y is 0 or 1.
  static let zeroOrOne = MatrixRules.ProductRule(name: "zero or one") { algebra, product in
    guard !algebra.facts.isEmpty else { return nil }
    for power in product.factors.powers {
      guard let exponent = power.exponent.number, exponent > .zero, exponent != .one,
        algebra.facts[power.base]?.contains(.zeroOrOne) ?? false
      else { continue }
      algebra.note(
        Reason(
          "its own square", [.form(algebra.form(power.base)), " is its own square"],
          because: "Every entry is 0 or 1, and so is its own square."))
      return algebra.product(
        product.factors.with(power.base, .one).powers, coefficient: product.coefficient,
        shape: product.shape)
    }
    return nil
  }

  /// relu(u) [relu(u) > 0] = relu(u): a mask times what is 0 without it.
  static let idleMask = MatrixRules.ProductRule(name: "idle masks") { algebra, product in
    for power in product.factors.powers where power.base.isComparison {
      var values: [MatrixExpression: MatrixExpression] = [:]
      for found in algebra.definitions.idle[power.base] ?? [] where values[found.quantity] == nil {
        values[found.quantity] = algebra.filled(found.value, found.quantity.shape)
      }
      for other in product.factors.powers {
        guard case .apply(let function, let arguments) = other.base.node,
          let fixed = function.fixedWhere?(algebra, arguments).first(where: {
            $0.mask === power.base
          })
        else { continue }
        values[other.base] = algebra.filled(fixed.otherwise, other.base.shape)
      }
      if values.isEmpty { continue }
      let isIdle = product.factors.powers.contains { other in
        guard other.base !== power.base, let exponent = other.exponent.number, exponent > .zero
        else { return false }
        return algebra.replacingEntries(values, in: other.base).isZero
      }
      guard isIdle else { continue }
      algebra.note(
        Reason(
          "leave out the mask", ["where ", .form(algebra.form(power.base)), " is 0, all is"],
          because: "Where it is 0, another factor is 0 as well."))
      return algebra.product(
        product.factors.removing(power.base).powers, coefficient: product.coefficient,
        shape: product.shape)
    }
    return nil
  }

  /// S e_k = S[k] e_k
  static let units = MatrixRules.ProductRule(name: "units") { algebra, product in
    guard product.shape.rank == 1 else { return nil }
    var places: [(MatrixExpression, Int)] = []
    for power in product.factors.powers {
      if case .unit(let place) = power.base.node { places.append((power.base, place)) }
    }
    guard let (unit, place) = places.first else { return nil }
    if places.count > 1 { return algebra.zero(product.shape) }
    guard product.factors.powers.contains(where: { $0.base.rank > 0 && $0.base !== unit }) else {
      return nil
    }
    algebra.note(
      Reason(
        "pick the entry", [.form(algebra.form(unit)), .text(" picks entry \(place + 1)")],
        because: "All other entries are multiplied by 0."))
    let picked = product.factors.powers.map { power -> Power in
      if power.base === unit { return Power(base: unit, exponent: .one) }
      return Power(
        base: algebra.entry(of: power.base, at: place),
        exponent: power.exponent.expression.map {
          algebra.exponent(algebra.entry(of: $0, at: place))
        } ?? power.exponent)
    }
    return algebra.product(picked, coefficient: product.coefficient)
  }

  /// S (y / S + c) = y + S c
  static let cancelInSums = MatrixRules.ProductRule(name: "cancel in sums") { algebra, product in
    for power in product.factors.powers where power.exponent.isOne && power.base.isSum {
      let others = product.factors.removing(power.base)
      func meets(_ term: Term) -> [MatrixExpression] {
        term.expression.powers.filter { inner in
          others[inner.base].map { $0.isOpposed(to: inner.exponent) } ?? false
        }.map(\.base)
      }
      let terms = power.base.terms
      let meeting = terms.filter { !meets($0).isEmpty }
      if meeting.isEmpty { continue }
      for base in Set(meeting.flatMap(meets)).sorted(by: { $0.id < $1.id }) {
        algebra.note(
          Reason(
            "cancel", [.form(algebra.form(base)), " cancels"],
            because: "It stands above and below the line."))
      }
      let rest = terms.filter { meets($0).isEmpty }
      var parts = meeting.map { term in
        Term(
          coefficient: term.coefficient,
          expression: algebra.product(
            others.powers + [Power(base: term.expression, exponent: .one)]))
      }
      if !rest.isEmpty {
        parts.append(
          Term(
            coefficient: .one,
            expression: algebra.product(
              others.powers + [Power(base: algebra.sum(rest), exponent: .one)])))
      }
      return algebra.scaled(
        product.coefficient, algebra.sum(parts, shape: product.shape))
    }
    return nil
  }

  /// (x - mu) / s^2 = n / s, where n = (x - mu) / s: part of a product is a power of a definition.
  ///
  /// A fold only takes away: every exponent moves towards 0.
  static let foldDefinition = MatrixRules.ProductRule(name: "fold powers") { algebra, product in
    guard algebra.folds else { return nil }
    let factors = product.factors
    for power in factors.powers {
      for definition in algebra.definitions.products[power.base] ?? []
      where definition.powers.allSatisfy({ factors.contains($0.base) }) {
        guard let fold = algebra.fold(definition.powers, definition.coefficient, in: factors)
        else { continue }
        algebra.noteDefinition(of: definition.quantity)
        return algebra.finish(fold, as: definition.quantity, in: product, definition.powers)
      }
    }
    return nil
  }

  /// 1 / (1 + c) = P / M, where P is defined as M / (1 + c).
  static let foldHeart = MatrixRules.ProductRule(name: "fold hearts") { algebra, product in
    guard algebra.folds, !algebra.definitions.hearts.isEmpty else { return nil }
    for power in product.factors.powers where power.base.isSum {
      let rest = product.factors.removing(power.base)
      guard let fold = algebra.heartFold(power, besides: rest) else { continue }
      return algebra.product(
        rest.powers + fold.powers,
        coefficient: algebra.multiply(product.coefficient, fold.coefficient),
        shape: product.shape)
    }
    return nil
  }

  /// e^z / Σ e^z = softmax(z): the definition of a function, at some argument.
  static let foldFunction = MatrixRules.ProductRule(name: "fold functions") { algebra, product in
    guard algebra.folds, product.factors.powers.contains(where: { $0.exponent.isNegative }) else {
      return nil
    }
    for function in algebra.recognised {
      guard let definition = function.definition else { continue }
      let bases = product.factors.powers.map(\.base)
      for argument in algebra.candidates(definition.seed, in: bases) {
        let body = algebra.withoutFolding { definition.body(algebra, argument) }
        guard let single = body.single else { continue }
        let powers = single.expression.powers
        guard powers.allSatisfy({ product.factors.contains($0.base) }),
          let fold = algebra.fold(powers, single.coefficient, in: product.factors)
        else { continue }
        let call = algebra.apply(function, [argument])
        algebra.noteDefinition(of: function)
        return algebra.finish(fold, as: call, in: product, powers)
      }
    }
    return nil
  }
}

extension Algebra {
  /// How often a definition is in a product, and what is left of the bases it takes from.
  struct Fold {
    let exponent: Exponent
    let rest: [Power]
    let coefficient: Rational
  }

  /// The fold of a definition `c Π b^j` in factors that have all its bases; `nil` where it would not
  /// take away.
  fileprivate func fold(
    _ body: [Power], _ coefficient: Rational, in factors: Factors
  ) -> Fold? {
    var best: (fold: Fold, length: Int)?
    var tried: Set<Rational> = []
    for part in body {
      guard let own = factors[part.base] else { return nil }
      var candidate: Rational?
      if let own = own.number, let part = part.exponent.number {
        candidate = divide(own, part)
      } else if own == part.exponent {
        candidate = .one
      }
      guard let exponent = candidate, exponent.isInteger, tried.insert(exponent).inserted,
        let root = root(coefficient.reciprocal, exponent)
      else { continue }
      let rest = body.map { item -> Power in
        Power(
          base: item.base,
          exponent: subtract(
            factors[item.base] ?? .number(.zero), multiply(.number(exponent), item.exponent)))
      }
      guard rest.allSatisfy({ takesAway($0.exponent, from: factors[$0.base]) }) else { continue }
      let left = rest.filter { $0.exponent.number != .zero }
      let gain = body.count - left.count - 1
      let isCheaper =
        body.count > 1 && left.allSatisfy { $0.exponent.number != nil }
        && 1 + (exponent == .one ? 0 : 2) + left.reduce(0) { $0 + powerLength($1) + 1 }
          < body.reduce(-1) {
            $0 + powerLength(Power(base: $1.base, exponent: factors[$1.base] ?? .one)) + 1
          }
      guard
        gain > 0 || gain == 0 && body.count == 1 && body[0].base.symbol == nil || isCheaper
      else { continue }
      let length =
        1 + (exponent == .one ? 0 : 2) + left.reduce(0) { $0 + powerLength($1) + 1 }
        + (gain <= 0 ? 1 : 0)
      if best.map({ length < $0.length }) ?? true {
        best = (
          Fold(exponent: .number(exponent), rest: left, coefficient: root), length
        )
      }
    }
    return best?.fold ?? symbolicFold(body, coefficient, in: factors)
  }

  /// Whether an exponent came nearer to 0.
  private func takesAway(_ rest: Exponent, from own: Exponent?) -> Bool {
    guard let rest = rest.number, let own = own?.number else { return true }
    return rest == .zero || rest > .zero && rest <= own || rest < .zero && rest >= own
  }

  /// Folds of powers with symbolic exponents: K^(a - 1) = K^a / K, u^(1/r - 1) = Y^(1 - r).
  private func symbolicFold(
    _ body: [Power], _ coefficient: Rational, in factors: Factors
  ) -> Fold? {
    guard body.contains(where: { $0.exponent.expression != nil }), coefficient == .one else {
      return nil
    }
    if body.count == 1 {
      guard case .expression(let inner) = body[0].exponent,
        case .expression(let own) = factors[body[0].base]
      else { return nil }
      let quotient = sum(
        own.terms.map { term in
          Term(
            coefficient: term.coefficient,
            expression: product([
              Power(base: term.expression, exponent: .one),
              Power(base: inner, exponent: .number(Rational(-1))),
            ]))
        })
      guard quotient.number != nil || length(quotient) <= length(own) else { return nil }
      return Fold(exponent: exponent(quotient), rest: [], coefficient: .one)
    }
    let rest = body.map { item in
      Power(
        base: item.base, exponent: subtract(factors[item.base] ?? .number(.zero), item.exponent))
    }
    guard rest.allSatisfy({ $0.exponent.number != nil }) else { return nil }
    let left = rest.filter { $0.exponent.number != .zero }
    guard left.count + 1 < body.count else { return nil }
    return Fold(exponent: .one, rest: left, coefficient: .one)
  }

  fileprivate func finish(
    _ fold: Fold, as quantity: MatrixExpression, in product: Product, _ body: [Power]
  ) -> MatrixExpression {
    let others = product.factors.powers.filter { own in
      !body.contains { $0.base === own.base }
    }
    return self.product(
      [Power(base: quantity, exponent: fold.exponent)] + fold.rest + others,
      coefficient: multiply(product.coefficient, fold.coefficient), shape: product.shape)
  }

  /// The arguments, and their negatives, of a function's calls within expressions.
  func candidates(_ seed: String, in expressions: [MatrixExpression]) -> [MatrixExpression] {
    var found: [MatrixExpression] = []
    func visit(_ expression: MatrixExpression, _ depth: Int) {
      if case .apply(let function, let arguments) = expression.node, function.name == seed {
        for argument in [arguments[0], negative(arguments[0])] where !found.contains(argument) {
          found.append(argument)
        }
      }
      guard depth > 0 else { return }
      for child in expression.children { visit(child, depth - 1) }
    }
    for expression in expressions { visit(expression, 2) }
    return found
  }

  func withoutFolding<Result>(_ body: () -> Result) -> Result {
    let before = folds
    folds = false
    defer { folds = before }
    return body()
  }
}
