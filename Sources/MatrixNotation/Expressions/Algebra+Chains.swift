import IndexNotation
import Tensors

/// Matrix products. A chain is flat; between two links without a common axis it is an outer product.
extension Algebra {
  /// The matrix product as NumPy's `@` has it, of operands with at least one axis.
  public func matrixProduct(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    // A batch of matrices times a vector has no chain: its result is rows, not a matrix.
    if a.rank == 1, b.rank > 2 {
      return reduction([-2], times(expanded(a, axis: -1), b))
    }
    if b.rank == 1, a.rank > 2 { return reduction([-1], times(a, b)) }
    return chain([Link(a, isRow: a.rank == 1), Link(b)])
  }

  /// `u v^T`.
  public func outer(_ u: MatrixExpression, _ v: MatrixExpression) -> MatrixExpression {
    chain([Link(u), Link(v, isRow: true)])
  }

  /// The link that a link is in the transposed chain.
  func transposed(_ link: Link) -> Link {
    link.expression.rank == 1
      ? Link(link.expression, isRow: !link.isRow) : Link(transpose(link.expression))
  }

  /// Rows and columns of a link; `nil` where a vector has none.
  func extents(_ link: Link) -> (rows: Int?, columns: Int?) {
    let shape = link.expression.shape
    if shape.rank == 1 { return link.isRow ? (nil, shape[0]) : (shape[0], nil) }
    return (shape[shape.rank - 2], shape[shape.rank - 1])
  }

  /// A matrix product in normal form.
  func chain(_ links: [Link]) -> MatrixExpression {
    var coefficient = Rational.one
    var scalars: [Power] = []
    var flat: [Link] = []
    for link in links {
      if link.expression.isScalar {
        scalars.append(Power(base: link.expression, exponent: .one))
        continue
      }
      let parts = parts(link)
      coefficient = multiply(coefficient, parts.coefficient)
      scalars += parts.scalars
      flat += parts.links
    }
    if flat.contains(where: { $0.expression.isZero }) {
      return zero(broadcast(scalars.map(\.base.shape) + [chainShape(flat)]))
    }
    flat = withoutRepeatedBatches(flat)
    flat = withoutIdentities(flat)
    flat = withoutOrthonormal(withoutInverses(flat))
    var segments: [[Link]] = []
    for link in flat {
      if let last = segments.last?.last, extents(last).columns != nil {
        segments[segments.count - 1].append(link)
      } else {
        segments.append([link])
      }
    }
    var whole: [Link] = []
    for segment in segments {
      let folded = foldingDefinitions(segment)
      if let first = folded.first, let last = folded.last, extents(first).rows == nil,
        extents(last).columns == nil
      {
        scalars.append(Power(base: bilinear(folded), exponent: .one))
      } else {
        whole += folded
      }
    }
    // A row is written as a column.
    if let first = whole.first, extents(first).rows == nil {
      whole = whole.reversed().map(transposed)
    }
    return product(
      scalars + [Power(base: lone(whole), exponent: .one)], coefficient: coefficient)
  }

  func chainShape(_ links: [Link]) -> Shape {
    guard let first = links.first, let last = links.last else { return .scalar }
    let batch = broadcast(
      links.map { Shape(Array($0.expression.shape.dimensions.dropLast(2))) })
    let ends = [extents(first).rows, extents(last).columns].compactMap { $0 }
    return Shape(batch.dimensions + ends)
  }

  /// Coefficient, scalars and links that a link consists of.
  private func parts(
    _ link: Link
  ) -> (coefficient: Rational, scalars: [Power], links: [Link]) {
    if link.isRow {
      let (coefficient, scalars, links) = parts(Link(link.expression))
      return (coefficient, scalars, links.reversed().map(transposed))
    }
    let expression = link.expression
    switch expression.node {
    case .chain(let links) where expression.rank > 0: return (.one, [], links)
    case .sum:
      guard let single = expression.single else {
        let (coefficient, rest) = content(expression)
        return (coefficient, [], [Link(rest)])
      }
      // A lone term may have lost axes that the sum had.
      guard single.expression.shape == expression.shape else {
        return (.one, [], [link])
      }
      let (coefficient, scalars, links) = parts(Link(single.expression))
      return (multiply(single.coefficient, coefficient), scalars, links)
    case .product(let powers):
      let scalars = powers.filter(\.isScalar)
      if scalars.isEmpty { return (.one, [], [link]) }
      let rest = product(
        powers.filter { power in !scalars.contains(power) }, shape: expression.shape)
      let (coefficient, more, links) = parts(Link(rest))
      return (coefficient, scalars + more, links)
    default: return (.one, [], [link])
    }
  }

  /// What is repeated over a batch axis that others have anyway need not be repeated.
  private func withoutRepeatedBatches(_ links: [Link]) -> [Link] {
    guard links.contains(where: { $0.expression.rank > 2 }) else { return links }
    return links.enumerated().map { place, link in
      guard case .product(let powers) = link.expression.node,
        powers.contains(where: { $0.base.isOnes })
      else { return link }
      let batch = Shape(Array(link.expression.shape.dimensions.dropLast(2)))
      let others = broadcast(
        links.enumerated().filter { $0.offset != place }.map {
          Shape(Array($0.element.expression.shape.dimensions.dropLast(2)))
        })
      let bare = rawProduct(Factors(powers.filter { !$0.base.isOnes }))
      guard others == batch,
        bare.shape.dimensions.suffix(2) == link.expression.shape.dimensions.suffix(2)
      else { return link }
      if case .expanded(let inner, axis: -3) = bare.node { return Link(inner) }
      return Link(bare)
    }
  }

  private func withoutIdentities(_ links: [Link]) -> [Link] {
    let rest = links.filter { $0.expression.node != .identity }
    return rest.isEmpty ? Array(links.prefix(1)) : rest
  }

  /// inv(X) @ X vanishes, and so does inv(A @ B) @ A @ B.
  private func withoutInverses(_ links: [Link]) -> [Link] {
    var links = links
    var place = 0
    while place < links.count {
      guard case .inverse(let inner) = links[place].expression.node else {
        place += 1
        continue
      }
      var inverted = [Link(inner)]
      if case .chain(let factors) = inner.node { inverted = factors }
      let before = place - inverted.count..<place
      let after = place + 1..<place + 1 + inverted.count
      let found = [after, before].first { range in
        range.lowerBound >= 0 && range.upperBound <= links.count
          && Array(links[range]) == inverted
      }
      guard let found else {
        place += 1
        continue
      }
      note(
        Reason(
          "cancel", [.form(form(inner)), " cancels its inverse"],
          because: "A matrix times its inverse is the identity."))
      let gone = min(place, found.lowerBound)..<max(place + 1, found.upperBound)
      let unit = gone.count < links.count ? [] : [Link(identity(inner.shape[0]))]
      links.replaceSubrange(gone, with: unit)
      // What stands side by side now may be such a pair.
      place = 0
    }
    return links
  }

  /// A @ B where a quantity is defined so, or as its transpose.
  private func foldingDefinitions(_ links: [Link]) -> [Link] {
    guard folds, rules.folds(.chains), links.count > 1 else { return links }
    for place in links.indices {
      for definition in definitions.chains[links[place]] ?? []
      where definition.links.count <= links.count - place {
        guard Array(links[place..<place + definition.links.count]) == definition.links else {
          continue
        }
        noteDefinition(of: definition.quantity)
        let found = Link(rules.named(self, .chains, definition.quantity))
        return foldingDefinitions(
          Array(links[..<place]) + [definition.isTransposed ? transposed(found) : found]
            + Array(links[(place + definition.links.count)...]))
      }
    }
    return links
  }

  /// A chain from a row to a column is a number, read from the side with fewer transposes.
  private func bilinear(_ links: [Link]) -> MatrixExpression {
    if links.count == 2 {
      return reduction([-1], times(links[0].expression, links[1].expression))
    }
    if let last = links.last, last.expression.isOnes || links[0].expression.isOnes {
      let result = lone(links)
      return result.isScalar ? result : reduction([-1], result)
    }
    let turned = links.reversed().map(transposed)
    func weight(_ links: [Link]) -> (Int, [Int]) {
      let transposes = links.reduce(0) {
        if case .transpose = $1.expression.node { $0 + 1 } else { $0 }
      }
      return (transposes, links.map(\.expression.id))
    }
    let (a, b) = (weight(links), weight(turned))
    let isTurned = b.0 < a.0 || b.0 == a.0 && b.1.lexicographicallyPrecedes(a.1)
    return make(.chain(isTurned ? turned : links), .scalar)
  }

  /// A chain without scalars, after the rules on ones and unit vectors.
  private func lone(_ links: [Link]) -> MatrixExpression {
    if links.isEmpty { return one }
    if links.count == 1 { return links[0].expression }
    if links.count == 2, !links[0].isRow, links[1].isRow {
      // u 1^T and 1 v^T: repeated along an axis.
      if links[1].expression.isOnes {
        return times(expanded(links[0].expression, axis: -1), ones(chainShape(links)))
      }
      if links[0].expression.isOnes, links[0].expression.rank == 1 {
        return times(links[1].expression, ones(chainShape(links)))
      }
    }
    for (place, link) in links.enumerated() {
      let expression = link.expression
      if place > 0, !link.isRow, expression.rank == 1 {
        let before = links[place - 1].expression
        if expression.isOnes, before.rank == 2 {
          return chain(
            Array(links[..<(place - 1)]) + [Link(reduction([-1], before))]
              + Array(links[(place + 1)...]))
        }
        if case .unit(let at) = expression.node, before.symbol != nil, before.rank == 2 {
          return chain(
            Array(links[..<(place - 1)])
              + [Link(part(before, [.range(0, before.shape[0], by: 1), .at(at)]))]
              + Array(links[(place + 1)...]))
        }
      }
      if place + 1 < links.count, link.isRow {
        let after = links[place + 1].expression
        if expression.isOnes, after.rank == 2 {
          return chain(
            Array(links[..<place]) + [Link(reduction([-2], after), isRow: true)]
              + Array(links[(place + 2)...]))
        }
        if case .unit(let at) = expression.node, after.symbol != nil, after.rank == 2 {
          return chain(
            Array(links[..<place]) + [Link(part(after, [.at(at)]), isRow: true)]
              + Array(links[(place + 2)...]))
        }
      }
    }
    return make(.chain(links), chainShape(links))
  }

  /// The two vectors or matrices of an outer product: what stands at the two sides of the place
  /// where no axis is in common.
  func halves(_ links: [Link]) -> (left: [Link], right: [Link])? {
    for place in links.indices.dropFirst()
    where extents(links[place - 1]).columns == nil && extents(links[place]).rows == nil {
      return (Array(links[..<place]), links[place...].reversed().map(transposed))
    }
    return nil
  }
}
