import IndexNotation
import Tensors

/// What is known of matrices as a whole: orthonormal columns, definiteness.
extension Algebra {
  private func isSquare(_ expression: MatrixExpression) -> Bool {
    expression.rank == 2 && expression.shape[0] == expression.shape[1]
  }

  // MARK: Orthonormal columns

  /// Whether Xᵀ X is the identity, whatever the names stand for.
  func hasOrthonormalColumns(_ expression: MatrixExpression) -> Bool {
    guard expression.rank == 2 else { return false }
    switch expression.node {
    case .identity: return true
    case .symbol: return has(expression, .orthonormalColumns)
    case .transpose(let inner): return isSquare(inner) && hasOrthonormalColumns(inner)
    case .chain(let links): return links.allSatisfy { hasOrthonormalColumns($0.expression) }
    default: return false
    }
  }

  /// inv(X) = Xᵀ for an orthogonal matrix; `nil` for anything else.
  func transposeOfOrthogonal(_ expression: MatrixExpression) -> MatrixExpression? {
    guard isSquare(expression), hasOrthonormalColumns(expression) else { return nil }
    let turned = silently { transpose(expression) }
    note(
      Reason(
        "inverse of an orthogonal matrix",
        ["the inverse of ", .form(form(expression)), " is ", .form(form(turned))],
        because: "The columns of an orthogonal matrix have the length 1 and are orthogonal to each "
          + "other: times its transpose it is the identity."))
    return turned
  }

  /// Xᵀ X vanishes where the columns of X are orthonormal, and X Xᵀ where it is square, too.
  func withoutOrthonormal(_ links: [Link]) -> [Link] {
    guard facts.values.contains(where: { $0.contains(.orthonormalColumns) }) else { return links }
    var links = links
    var place = 0
    while place + 1 < links.count {
      let (left, right) = (links[place].expression, links[place + 1].expression)
      guard left.rank == 2, hasOrthonormalColumns(right),
        silently({ transpose(right) }) === left
      else {
        place += 1
        continue
      }
      let extent = right.shape[1]
      let product = raw(.chain([Link(left), Link(right)]), [extent, extent])
      note(
        Reason(
          "orthonormal columns", [.form(form(product)), " is the identity"],
          because: "The columns have the length 1 and are orthogonal to each other."))
      links.replaceSubrange(
        place...place + 1, with: links.count > 2 ? [] : [Link(identity(extent))])
      // What stands side by side now may be such a pair.
      place = 0
    }
    return links
  }

  // MARK: Definiteness

  /// Which sign xᵀ A x has for a symmetric matrix A.
  enum Definiteness {
    /// Above 0 for every x but 0.
    case definite
    /// Never below 0.
    case notNegative
    case unknown
  }

  /// What is known of xᵀ A x, whatever the names stand for.
  func definiteness(of expression: MatrixExpression) -> Definiteness {
    guard isSquare(expression) else { return .unknown }
    switch expression.node {
    case .identity: return .definite
    case .zero: return .notNegative
    case .symbol:
      if has(expression, .positiveDefinite) { return .definite }
      return has(expression, .positiveSemidefinite) ? .notNegative : .unknown
    case .inverse(let inner): return definiteness(of: inner) == .definite ? .definite : .unknown
    case .sum(let terms):
      let parts = terms.map { definiteness(of: $0.expression) }
      guard
        terms.allSatisfy({
          !$0.coefficient.isNegative && $0.expression.shape == expression.shape
        }), !parts.contains(.unknown)
      else {
        return .unknown
      }
      return parts.contains(.definite) ? .definite : .notNegative
    case .product(let powers):
      // A positive number times a matrix.
      let matrices = powers.filter { !$0.isScalar }
      guard matrices.count == 1, matrices[0].exponent.isOne,
        powers.allSatisfy({ !$0.isScalar || isPositive($0.base) })
      else { return .unknown }
      return definiteness(of: matrices[0].base)
    case .chain(let links): return definiteness(of: links)
    default: return .unknown
    }
  }

  /// Bᵀ A B is never negative where A is not: a chain that reads the same from behind, with nothing
  /// or such a matrix in the middle.
  func definiteness(of links: [Link]) -> Definiteness {
    guard links.allSatisfy({ $0.expression.rank <= 2 }),
      silently({ links.reversed().map(transposed) }) == links
    else { return .unknown }
    if links.count.isMultiple(of: 2) { return .notNegative }
    let middle = links[links.count / 2].expression
    return middle.rank == 2 && definiteness(of: middle) != .unknown ? .notNegative : .unknown
  }
}
