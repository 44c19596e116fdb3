import IndexNotation
import Tensors

/// How an expression is written: order, signs, fractions.
extension Algebra {
  /// The expression as it is printed.
  func form(_ expression: MatrixExpression) -> MatrixForm {
    switch expression.node {
    case .sum(let terms) where terms.count > 1:
      // A term that is added goes first; then no sign needs turning.
      let isFree = terms.contains { !$0.coefficient.isNegative }
      let parts = terms.map { signed($0, turns: !isFree) }
      return .sum(parts.filter { !$0.isNegative } + parts.filter(\.isNegative))
    case .sum(let terms):
      let part = signed(terms[0], turns: true)
      return part.isNegative ? .negative(part.form) : part.form
    default: return signed(Term(coefficient: .one, expression: expression), turns: true).form
    }
  }

  private func signed(_ term: Term, turns: Bool) -> MatrixForm.Term {
    var (coefficient, expression) = (term.coefficient, term.expression)
    if expression.isOne {
      return MatrixForm.Term(
        isNegative: coefficient.isNegative, form: numberForm(coefficient.magnitude))
    }
    if coefficient.isNegative, turns, let other = turned(expression) {
      (coefficient, expression) = (coefficient.negated, other)
    }
    return MatrixForm.Term(
      isNegative: coefficient.isNegative, form: productForm(coefficient.magnitude, expression))
  }

  private func isDecimal(_ value: Rational) -> Bool {
    guard !value.isInteger else { return false }
    if decimals.contains(value) { return true }
    guard value.denominator > 200 else { return false }
    var rest = value.denominator
    for prime in [2, 5] { while rest % prime == 0 { rest /= prime } }
    return rest == 1 && value.denominator & (value.denominator - 1) != 0
  }

  private func numberForm(_ value: Rational) -> MatrixForm {
    if value.isInteger || isDecimal(value) {
      return .number(value, isDecimal: isDecimal(value))
    }
    return .quotient(
      .number(Rational(value.numerator), isDecimal: false),
      .number(Rational(value.denominator), isDecimal: false))
  }

  private func productForm(_ coefficient: Rational, _ expression: MatrixExpression) -> MatrixForm {
    let powers = expression.powers
    if powers.count == 1, powers[0].exponent.isOne, coefficient == .one {
      return atomForm(powers[0].base)
    }
    var above: [MatrixForm] = []
    var below: [MatrixForm] = []
    if isDecimal(coefficient) {
      above.append(.number(coefficient, isDecimal: true))
    } else {
      if coefficient.numerator != 1 {
        above.append(.number(Rational(coefficient.numerator), isDecimal: false))
      }
      if coefficient.denominator != 1 {
        below.append(.number(Rational(coefficient.denominator), isDecimal: false))
      }
    }
    for group in grouped(powers.sorted(by: { placeInProduct($0) < placeInProduct($1) })) {
      if group.exponent.isNegative {
        var positive = group
        positive.exponent = multiply(group.exponent, .number(Rational(-1)))
        below.append(groupForm(positive))
      } else {
        above.append(groupForm(group))
      }
    }
    // NumPy multiplies masks as numbers, but adds and negates none: something stands before them.
    let top: MatrixForm =
      above.isEmpty
      ? .number(.one, isDecimal: false) : above.count == 1 ? above[0] : .product(above)
    if below.isEmpty { return top }
    return .quotient(top, below.count == 1 ? below[0] : .product(below))
  }

  /// Scalars, then a matrix product, then arrays, then masks.
  private func placeInProduct(_ power: Power) -> (Int, Int, Int) {
    let base = power.base
    var kind = 3
    if base.isComparison {
      kind = 4
    } else if base.isScalar {
      kind = 0
      if case .chain = base.node { kind = 1 }
    } else if case .chain(let links) = base.node, power.exponent.isOne, halves(links) == nil {
      kind = 2
    }
    return (kind, base.isDelta ? 0 : 1, base.id)
  }

  private func groupForm(_ group: PowerGroup) -> MatrixForm {
    func product(_ bases: [MatrixExpression]) -> MatrixForm {
      bases.count == 1 ? atomForm(bases[0]) : .product(bases.map(atomForm))
    }
    if group.above.count == 1, group.below.isEmpty {
      return powerForm(Power(base: group.above[0], exponent: group.exponent))
    }
    let above =
      group.above.isEmpty ? .number(.one, isDecimal: false) : product(group.above)
    let base = group.below.isEmpty ? above : .quotient(above, product(group.below))
    switch group.exponent {
    case .number(let exponent):
      return exponent == Rational(1, 2) ? .root(base) : .power(base, numberForm(exponent))
    case .expression(let exponent): return .power(base, form(exponent))
    }
  }

  private func powerForm(_ power: Power) -> MatrixForm {
    guard let exponent = power.exponent.number else {
      return .power(
        atomForm(power.base), power.exponent.expression.map(form) ?? .named(""))
    }
    if let root = squared(power.base), exponent != .one {
      let norm = MatrixForm.norm(form(root))
      let twice = multiply(exponent, Rational(2))
      return twice == .one ? norm : .power(norm, numberForm(twice))
    }
    if exponent == .one { return atomForm(power.base) }
    if exponent == Rational(1, 2) { return .root(form(power.base)) }
    return .power(atomForm(power.base), numberForm(exponent))
  }

  private func atomForm(_ expression: MatrixExpression) -> MatrixForm {
    let shape = expression.shape
    switch expression.node {
    case .symbol(let symbol):
      switch symbol.kind {
      case .quantity: return .quantity(symbol.name)
      case .delta: return .delta(symbol.name)
      case .part: return .named(symbol.name)
      }
    case .constant(let constant): return .constant(constant)
    case .one: return .number(.one, isDecimal: false)
    case .zero: return shape.rank == 0 ? .number(.zero, isDecimal: false) : .zeros(shape)
    case .ones: return .ones(shape)
    case .identity: return .identity(shape[0])
    case .unit(let place): return .unit(place, of: shape[0])
    case .sum, .product: return form(expression)
    case .chain(let links):
      if let halves = halves(links) {
        return .outer(chainForm(halves.left), chainForm(halves.right))
      }
      return chainForm(links)
    case .transpose(let inner): return .transpose(atomForm(inner))
    case .inverse(let inner):
      if case .transpose(let name) = inner.node { return .transpose(.inverse(form(name))) }
      return .inverse(form(inner))
    case .reduction(let axes, let keeps, let inner):
      if let root = squared(expression) {
        let own = atomForm(root)
        if root.rank == 1, 2 * atomLength(root) + 1 <= atomLength(root) + 3 {
          return .chain([own, own])
        }
        return .power(.norm(form(root)), .number(Rational(2), isDecimal: false))
      }
      if let (a, b) = dotted(inner), !keeps { return .chain([atomForm(a), atomForm(b)]) }
      return .total(form(inner), axes: shown(axes, inner), keeps: keeps)
    case .mean(let axes, let keeps, let inner):
      return .mean(form(inner), axes: shown(axes, inner), keeps: keeps)
    case .expanded(let inner, let axis):
      var places = [MatrixForm.Place](repeating: .all, count: inner.rank)
      places.insert(.new, at: inner.rank + 1 + axis)
      return .indexed(atomForm(inner), places)
    case .part(let inner, let places):
      return .indexed(
        atomForm(inner), zip(places, inner.shape.dimensions).map { shown($0, $1) })
    case .scattered(let inner, let places): return scatteredForm(inner, places, shape)
    case .comparison(let relation, let a, let b):
      return .greater(form(a), form(b), orEqual: relation == .greaterOrEqual)
    case .either(let mask, let a, let b): return .either(mask: form(mask), form(a), form(b))
    case .apply(let function, let arguments): return .call(function.name, arguments.map(form))
    }
  }

  private func chainForm(_ links: [Link]) -> MatrixForm {
    links.count == 1
      ? form(links[0].expression) : .chain(links.map { form($0.expression) })
  }

  private func shown(_ axes: [Int], _ inner: MatrixExpression) -> [Int]? {
    axes.count == inner.rank ? nil : axes.map { $0 + inner.rank }
  }

  private func shown(_ place: Place, _ extent: Int) -> MatrixForm.Place {
    switch place {
    case .at(let place): .at(place)
    case .range(0, extent, by: 1): .all
    case .range(let start, let end, let step): .range(start, end, by: step)
    }
  }

  private func scatteredForm(
    _ inner: MatrixExpression, _ places: [Place], _ shape: Shape
  ) -> MatrixForm {
    var paddings: [MatrixForm.Padding] = []
    var axes: [MatrixForm.Place] = []
    for (place, extent) in zip(places, shape.dimensions) {
      switch place {
      case .at(let at):
        paddings.append(.init(before: at, after: extent - 1 - at))
        axes.append(.new)
      case .range(let start, let end, _):
        paddings.append(.init(before: start, after: extent - end))
        axes.append(.all)
      }
    }
    let own = form(inner)
    if inner.isScalar {
      // A number has no axes to put zeros along.
      let one = MatrixForm.ones(Shape(Array(repeating: 1, count: axes.count)))
      return .padded(inner.isOne ? one : .product([own, one]), paddings)
    }
    return .padded(axes.contains(.new) ? .indexed(atomForm(inner), axes) : own, paddings)
  }
}
