import IndexNotation
import Tensors

/// Sums along axes, places, windows, new axes.
extension Algebra {
  struct TotalKey: Hashable {
    let expression: MatrixExpression
    let axes: [Int]
  }

  /// All axes of a shape, counted from the end.
  public func allAxes(_ shape: Shape) -> [Int] { Array(-shape.rank..<0) }

  /// The mean along axes.
  public func mean(
    _ axes: [Int], keeps: Bool = false, _ expression: MatrixExpression
  ) -> MatrixExpression {
    let count = axes.reduce(1) { $0 * expression.shape[expression.rank + $1] }
    return scaled(Rational(1, count), reduction(axes, keeps: keeps, expression))
  }

  /// The sum along axes, which are counted from the end.
  ///
  /// - Parameter keeps: whether the axes stay, with length 1.
  public func reduction(
    _ unsorted: [Int], keeps: Bool = false, _ expression: MatrixExpression
  ) -> MatrixExpression {
    let axes = unsorted.sorted()
    guard !axes.isEmpty else { return expression }
    let rank = expression.rank
    let shape = expression.shape
    let result = reduced(shape, axes, keeps)
    func whole(_ part: MatrixExpression) -> MatrixExpression { filled(part, shape) }
    switch expression.node {
    case .zero: return zero(result)
    case .sum(let terms):
      return sum(
        terms.map {
          Term(
            coefficient: $0.coefficient,
            expression: reduction(axes, keeps: keeps, whole($0.expression)))
        }, shape: result)
    default: break
    }
    if let total = total(of: expression, axes) {
      note(
        Reason(
          "a sum that is known", words(sum: total, of: expression, axes),
          because: "Its entries always sum to that."))
      return filled(number(total), result)
    }
    if keeps, axes.count == rank { return filled(reduction(axes, expression), result) }
    if let split = splitProduct(expression, axes, keeps, result) { return split }
    if case .chain(let links) = expression.node, expression.rank == 2 {
      return reducedChain(links, expression, axes, keeps)
    }
    if axes.count == rank, !keeps {
      switch expression.node {
      case .expanded(let inner, _): return reduction(allAxes(inner.shape), inner)
      case .reduction(_, _, let inner): return reduction(allAxes(inner.shape), inner)
      case .transpose(let inner) where rank == 2: return reduction(axes, inner)
      default: break
      }
    }
    return make(.reduction(axes: axes, keeps: keeps, expression), result)
  }

  func reduced(_ shape: Shape, _ axes: [Int], _ keeps: Bool) -> Shape {
    var dimensions: [Int] = []
    for (axis, extent) in shape.dimensions.enumerated() {
      if !axes.contains(axis - shape.rank) {
        dimensions.append(extent)
      } else if keeps {
        dimensions.append(1)
      }
    }
    return Shape(dimensions)
  }

  /// An expression in a larger shape.
  func filled(_ expression: MatrixExpression, _ shape: Shape) -> MatrixExpression {
    expression.shape == shape ? expression : product(of: [expression, ones(shape)])
  }

  /// The sum of a product: factors without the axes stand before it.
  private func splitProduct(
    _ expression: MatrixExpression, _ axes: [Int], _ keeps: Bool, _ result: Shape
  ) -> MatrixExpression? {
    let rank = expression.rank
    let shape = expression.shape
    let isOnes = expression.isOnes
    guard isOnes || { if case .product = expression.node { true } else { false } }() else {
      return nil
    }
    let powers = isOnes ? [Power(base: expression, exponent: .one)] : expression.powers
    let units = powers.filter { if case .unit = $0.base.node { true } else { false } }
    if rank == 1, axes == [-1], units.count == 1, case .unit(let place) = units[0].base.node {
      return product(
        powers.filter { $0.base !== units[0].base }.map { power in
          both(power) { entry(of: $0, at: place) }
        })
    }
    func isFlat(_ base: MatrixExpression) -> Bool {
      axes.allSatisfy { base.rank < -$0 || base.shape[base.rank + $0] == 1 }
    }
    let outside = powers.filter {
      !$0.base.isOnes && isFlat($0.base) && ($0.exponent.expression.map(isFlat) ?? true)
    }
    let inside = powers.filter { !outside.contains($0) && !$0.base.isOnes }
    if !outside.isEmpty || inside.isEmpty {
      func squeezed(_ base: MatrixExpression) -> MatrixExpression {
        keeps || base.isScalar || base.rank < -(axes.last ?? -1) ? base : removing(axes, of: base)
      }
      let count = axes.reduce(1) { $0 * shape[rank + $1] }
      let inner =
        inside.isEmpty
        ? number(Rational(count))
        : reduction(axes, keeps: keeps, product(inside, shape: shape))
      return product(
        outside.map { both($0, squeezed) }
          + [Power(base: inner, exponent: .one)], shape: result)
    }
    if rank == 1, inside.count == 2, inside.allSatisfy({ $0.exponent.isOne }),
      let place = inside.firstIndex(where: {
        if case .chain = $0.base.node { true } else { false }
      })
    {
      return chain([Link(inside[1 - place].base, isRow: true), Link(inside[place].base)])
    }
    for power in inside where power.exponent.isOne && power.base.isSum {
      let rest = inside.filter { $0.base !== power.base }
      let split = sum(
        power.base.terms.map { term in
          Term(
            coefficient: term.coefficient,
            expression: reduction(
              axes, keeps: keeps,
              product(rest + [Power(base: term.expression, exponent: .one)], shape: shape)))
        }, shape: result)
      let whole = raw(.reduction(axes: axes, keeps: keeps, expression), result)
      if length(split) < length(whole) { return split }
    }
    return nil
  }

  /// The sum of a matrix product along its ends.
  private func reducedChain(
    _ links: [Link], _ expression: MatrixExpression, _ axes: [Int], _ keeps: Bool
  ) -> MatrixExpression {
    let result: MatrixExpression
    if axes == [-1], let last = links.last {
      result = chain(
        Array(links.dropLast()) + [Link(reduction([-1], last.expression))])
    } else if axes == [-2], let first = links.first {
      let sum =
        first.expression.rank == 2
        ? reduction([-2], first.expression) : reduction([-1], first.expression)
      result = chain(
        [Link(sum, isRow: first.expression.rank == 2)] + Array(links.dropFirst()))
    } else {
      return reduction([-1], reduction([-2], expression))
    }
    return keeps ? expanded(result, axis: axes[0]) : result
  }

  // MARK: Totals that are known

  /// "the sum of y is 1", "each row of S sums to 1"
  private func words(
    sum total: Rational, of expression: MatrixExpression, _ axes: [Int]
  ) -> [Reason.Word] {
    let shown = Reason.Word.form(form(expression))
    let number = Reason.Word.form(form(self.number(total)))
    if axes.count == expression.rank { return ["the sum of ", shown, " is ", number] }
    if axes == [-1] { return ["each row of ", shown, " sums to ", number] }
    if axes == [-2] { return ["each column of ", shown, " sums to ", number] }
    return ["the sums of ", shown, " are ", number]
  }

  /// A sum that is known from facts, or from the quantity's own definition.
  private func total(of expression: MatrixExpression, _ axes: [Int]) -> Rational? {
    if axes == [-1] {
      if facts[expression]?.contains(.lastAxisSumsToOne) ?? false { return .one }
      if case .unit = expression.node { return .one }
      if case .apply(let function, _) = expression.node, function.sumsToOne { return .one }
    }
    guard expression.symbol?.kind == .quantity, let body = definitions.bodies[expression] else {
      return nil
    }
    let key = TotalKey(expression: expression, axes: axes)
    if let known = knownTotals[key] { return known }
    knownTotals[key] = .some(nil)
    // The definition as it is: folded back, it would be its own name again.
    let sum = withoutFolding { silently { reduction(axes, body) } }
    var total = sum.number
    if total == nil, sum.isZero { total = .zero }
    if total == nil, sum.isOnes { total = .one }
    if total == nil, let single = sum.single, single.expression.isOnes {
      total = single.coefficient
    }
    knownTotals[key] = .some(total)
    return total
  }

  /// A power whose base and exponent became something else.
  private func both(
    _ power: Power, _ change: (MatrixExpression) -> MatrixExpression
  ) -> Power {
    Power(
      base: change(power.base),
      exponent: power.exponent.expression.map { exponent(change($0)) } ?? power.exponent)
  }

  // MARK: Places

  /// An entry of a vector, taken inside.
  func entry(of vector: MatrixExpression, at place: Int) -> MatrixExpression {
    guard vector.rank == 1 else { return vector }
    if vector.shape[0] == 1 && place > 0 { return entry(of: vector, at: 0) }
    switch vector.node {
    case .sum(let terms):
      return sum(
        terms.map {
          Term(coefficient: $0.coefficient, expression: entry(of: $0.expression, at: place))
        })
    case .product(let powers):
      return product(
        powers.map { power in both(power) { entry(of: $0, at: place) } })
    case .unit(let own): return own == place ? one : zero()
    case .ones: return one
    case .apply(let function, let arguments) where function.kind == .entrywise:
      return apply(function, arguments.map { entry(of: $0, at: place) })
    default: return part(vector, [.at(place)])
    }
  }

  /// An entry, a row, a window: a place for each axis from the first; axes without one stay whole.
  public func part(_ expression: MatrixExpression, _ places: [Place]) -> MatrixExpression {
    var whole = true
    var dimensions: [Int] = []
    var all: [Place] = []
    for (axis, extent) in expression.shape.dimensions.enumerated() {
      let place = axis < places.count ? places[axis] : .range(0, extent, by: 1)
      all.append(place)
      switch place {
      case .at: whole = false
      case .range(let start, let end, let step):
        dimensions.append(stride(from: start, to: end, by: step).map(\.self).count)
        if start != 0 || end != extent || step != 1 { whole = false }
      }
    }
    if whole { return expression }
    let shape = Shape(dimensions)
    if expression.isZero { return zero(shape) }
    if expression.isOnes { return ones(shape) }
    return make(.part(expression, all), shape)
  }

  /// The entries along an axis that rows of the identity pick; `nil` where no matrix product says
  /// that.
  public func picking(
    _ rows: MatrixExpression, along axis: Int, of expression: MatrixExpression
  ) -> MatrixExpression? {
    switch (expression.rank, axis) {
    case (1, 0), (2, 0): matrixProduct(rows, expression)
    case (2, 1): matrixProduct(expression, transpose(rows))
    default: nil
    }
  }

  /// The pullback of `part`: the entries at those places, 0 elsewhere.
  public func scattered(
    _ expression: MatrixExpression, _ shape: Shape, _ places: [Place]
  ) -> MatrixExpression {
    if expression.isZero { return zero(shape) }
    let whole = zip(places, shape.dimensions).map { place, extent in
      place == .range(0, extent, by: 1)
    }
    switch places.count {
    case 1:
      if case .at(let place) = places[0] { return times(expression, unit(place, shape[0])) }
    case 2:
      if case .at(let row) = places[0], case .at(let column) = places[1] {
        return chain([
          Link(expression), Link(unit(row, shape[0])), Link(unit(column, shape[1]), isRow: true),
        ])
      }
      if case .at(let row) = places[0], whole[1] {
        return chain([Link(unit(row, shape[0])), Link(expression, isRow: true)])
      }
      if case .at(let column) = places[1], whole[0] {
        return chain([Link(expression), Link(unit(column, shape[1]), isRow: true)])
      }
    default: break
    }
    if let single = expression.single, single.coefficient != .one {
      return scaled(
        single.coefficient, scattered(filled(single.expression, expression.shape), shape, places))
    }
    if case .sum(let terms) = expression.node {
      return sum(
        terms.map {
          Term(
            coefficient: $0.coefficient,
            expression: scattered(filled($0.expression, expression.shape), shape, places))
        }, shape: shape)
    }
    let scalars = expression.powers.filter(\.isScalar)
    if !scalars.isEmpty, expression.rank > 0 {
      let rest = product(
        expression.powers.filter { !scalars.contains($0) }, shape: expression.shape)
      return product(scalars + [Power(base: scattered(rest, shape, places), exponent: .one)])
    }
    return make(.scattered(expression, places), shape)
  }

  // MARK: New axes

  /// A new axis of length 1, counted from the end of the result.
  public func expanded(_ expression: MatrixExpression, axis: Int) -> MatrixExpression {
    if expression.isScalar { return expression }
    var dimensions = expression.shape.dimensions
    dimensions.insert(1, at: dimensions.count + 1 + axis)
    let shape = Shape(dimensions)
    switch expression.node {
    case .ones: return ones(shape)
    case .zero: return zero(shape)
    case .reduction(let axes, keeps: false, let inner) where axes == [axis]:
      return reduction(axes, keeps: true, inner)
    case .product(let powers):
      let scalars = powers.filter(\.isScalar)
      if !scalars.isEmpty {
        let rest = product(powers.filter { !scalars.contains($0) }, shape: expression.shape)
        return product(scalars + [Power(base: expanded(rest, axis: axis), exponent: .one)])
      }
    default: break
    }
    if let single = expression.single, single.coefficient != .one {
      return scaled(
        single.coefficient, expanded(filled(single.expression, expression.shape), axis: axis))
    }
    return make(.expanded(expression, axis: axis), shape)
  }

  /// An expression without axes of length 1.
  func removing(_ axes: [Int], of expression: MatrixExpression) -> MatrixExpression {
    switch expression.node {
    case .expanded(let inner, let axis) where axes == [axis]: return inner
    case .reduction(let own, keeps: true, let inner) where own == axes:
      return reduction(axes, inner)
    default: break
    }
    if axes.allSatisfy({ expression.rank < -$0 }) { return expression }
    if expression.shape.count == 1 {
      return part(expression, Array(repeating: .at(0), count: expression.rank))
    }
    return part(
      expression,
      expression.shape.dimensions.enumerated().map { axis, extent in
        axes.contains(axis - expression.rank) ? .at(0) : .range(0, extent, by: 1)
      })
  }
}
