/// Rules about Kronecker deltas.
enum Deltas {
  static let rules: [Rule] = [contract]

  static let contract = Rule(
    "contract the delta",
    because: "In a sum over an index, a delta leaves only the term where its subscripts agree.",
    example: "Σ_j x_j δ_ja = x_a"
  ) { node, context in
    guard case .sum(let index, let body) = node else { return nil }
    guard let (other, rest) = split(body, at: index) else { return nil }
    return rest.substituting([index: other])
  }

  /// The subscript that the expression ties the index to by a delta in each of its terms, and the
  /// expression without those deltas.
  private static func split(_ body: IndexExpression, at index: Index) -> (
    Subscript, IndexExpression
  )? {
    switch body {
    case .delta(let a, let b):
      guard let other = Subscript.solution(a, b, for: index), other.fits(index) else { return nil }
      return (other, .one)
    case .product(let factors):
      for (place, factor) in factors.enumerated() {
        guard let (other, rest) = split(factor, at: index) else { continue }
        var factors = factors
        factors[place] = rest
        return (other, .times(factors))
      }
      return nil
    case .addition(let terms):
      var parts: [(Subscript, IndexExpression)] = []
      for term in terms {
        guard let part = split(term, at: index), part.0 == parts.first?.0 ?? part.0 else {
          return nil
        }
        parts.append(part)
      }
      guard let first = parts.first else { return nil }
      return (first.0, .plus(parts.map(\.1)))
    case .sum(let inner, let body):
      guard inner != index, let (other, rest) = split(body, at: index),
        !other.indices.contains(inner)
      else { return nil }
      return (other, .summed(over: inner, rest))
    case .number, .constant, .element, .power, .function, .indicator, .derivative: return nil
    }
  }
}
