import IndexNotation
import Tensors

/// What determinants, traces and diagonals are of matrices that are put together from others.
extension Algebra {
  /// A matrix as a number times square matrices and inverses of such, whose determinants multiply.
  public struct DeterminantParts {
    /// What stands before all, with the power that the determinant has of it.
    var coefficient: Rational
    var scalars: [Power]
    /// The matrices, each with 1, or -1 for an inverse.
    var matrices: [(matrix: MatrixExpression, exponent: Int)]
    /// Whether it is more than the matrix itself.
    public var isSplit: Bool {
      coefficient != .one || !scalars.isEmpty || matrices.count != 1 || matrices[0].exponent != 1
        || isTurned
    }
    /// Whether it was a transpose.
    var isTurned = false
  }

  /// det(c A) = c^n det A, det(A B) = det A det B for square ones, det(A^T) = det A,
  /// det(A^-1) = 1 / det A, det I = 1
  public func determinantParts(of matrix: MatrixExpression) -> DeterminantParts {
    let size = matrix.shape[0]
    func whole() -> DeterminantParts {
      DeterminantParts(coefficient: .one, scalars: [], matrices: [(matrix, 1)])
    }
    switch matrix.node {
    case .identity: return DeterminantParts(coefficient: .one, scalars: [], matrices: [])
    case .transpose(let inner):
      var parts = determinantParts(of: inner)
      parts.isTurned = true
      return parts
    case .inverse(let inner):
      var parts = determinantParts(of: inner)
      if parts.coefficient == .zero { return whole() }
      parts.coefficient = parts.coefficient.reciprocal
      parts.scalars = parts.scalars.map {
        Power(base: $0.base, exponent: multiply($0.exponent, .number(Rational(-1))))
      }
      parts.matrices = parts.matrices.map { ($0.matrix, -$0.exponent) }
      return parts
    case .chain(let links)
    where links.allSatisfy({ $0.expression.shape == matrix.shape }):
      let all = links.map { determinantParts(of: $0.expression) }
      return DeterminantParts(
        coefficient: all.reduce(.one) { multiply($0, $1.coefficient) },
        scalars: all.flatMap(\.scalars), matrices: all.flatMap(\.matrices))
    case .sum:
      let (coefficient, rest) =
        matrix.single.map { ($0.coefficient, $0.expression) } ?? content(matrix)
      guard coefficient != .one, rest.shape == matrix.shape,
        let raised = coefficient.raised(to: size)
      else { return whole() }
      var parts = determinantParts(of: rest)
      parts.coefficient = multiply(parts.coefficient, raised)
      return parts
    case .product(let powers) where powers.contains(where: \.isScalar):
      let scalars = powers.filter(\.isScalar)
      let rest = product(powers.filter { !scalars.contains($0) }, shape: matrix.shape)
      var parts = determinantParts(of: rest)
      parts.scalars += scalars.map {
        Power(base: $0.base, exponent: multiply($0.exponent, .number(Rational(size))))
      }
      return parts
    default: return whole()
    }
  }

  /// The determinant of a matrix by its parts.
  public func determinant(
    _ parts: DeterminantParts, by function: MatrixFunction
  ) -> MatrixExpression {
    product(
      parts.scalars
        + parts.matrices.map {
          Power(base: apply(function, [$0.matrix]), exponent: .number(Rational($0.exponent)))
        }, coefficient: parts.coefficient)
  }

  /// tr(A + B) = tr A + tr B, tr(A^T) = tr A, tr(u v^T) = u v, tr I = n; `nil` for anything else.
  public func trace(
    of matrix: MatrixExpression, by function: MatrixFunction
  ) -> MatrixExpression? {
    let size = matrix.shape[0]
    switch matrix.node {
    case .zero: return zero()
    case .identity, .ones: return number(Rational(size))
    case .transpose(let inner): return apply(function, [inner])
    case .sum(let terms):
      return sum(
        terms.map {
          Term(
            coefficient: $0.coefficient,
            expression: apply(function, [filled($0.expression, matrix.shape)]))
        })
    case .product(let powers) where powers.contains(where: \.isScalar):
      let scalars = powers.filter(\.isScalar)
      let rest = product(powers.filter { !scalars.contains($0) }, shape: matrix.shape)
      return product(scalars + [Power(base: apply(function, [rest]), exponent: .one)])
    case .chain(let links):
      // Both sides of the place without a common axis change places: that is a number.
      guard
        let place = links.indices.dropFirst().first(where: {
          extents(links[$0 - 1]).columns == nil && extents(links[$0]).rows == nil
        })
      else { return nil }
      return chain(Array(links[place...]) + Array(links[..<place]))
    default: return nil
    }
  }

  /// diag(A + B) = diag A + diag B, diag(A^T) = diag A, diag(u v^T) = u v entry by entry, diag I = 1;
  /// `nil` for anything else.
  public func diagonal(
    of matrix: MatrixExpression, by function: MatrixFunction
  ) -> MatrixExpression? {
    let shape: Shape = [matrix.shape[0]]
    func part(_ matrix: MatrixExpression) -> MatrixExpression {
      apply(function, [matrix], shape: shape)
    }
    switch matrix.node {
    case .zero: return zero(shape)
    case .identity, .ones: return ones(shape)
    case .transpose(let inner): return part(inner)
    case .sum(let terms):
      return sum(
        terms.map {
          Term(
            coefficient: $0.coefficient, expression: part(filled($0.expression, matrix.shape)))
        }, shape: shape)
    case .product(let powers) where powers.contains(where: \.isScalar):
      let scalars = powers.filter(\.isScalar)
      let rest = product(powers.filter { !scalars.contains($0) }, shape: matrix.shape)
      return product(scalars + [Power(base: part(rest), exponent: .one)])
    case .chain(let links):
      guard let sides = halves(links) else { return nil }
      return times(chain(sides.left), chain(sides.right))
    default: return nil
    }
  }
}
