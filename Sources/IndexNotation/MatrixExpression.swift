/// An expression in matrix notation: what a closed form reads as when all its entries are seen at
/// once.
///
/// Vectors are NumPy's: of rank 1, so the transpose of a vector matters to how it is written only.
/// A number or a scalar in a sum is added to every entry.
public indirect enum MatrixExpression: Hashable, Sendable, Codable {
  case number(Rational)
  /// A quantity of the example.
  case name(String)
  case transpose(MatrixExpression)
  /// Matrix or matrix-vector product.
  case product(MatrixExpression, MatrixExpression)
  /// `u v^T`.
  case outer(MatrixExpression, MatrixExpression)
  case addition([MatrixExpression])
  case negation(MatrixExpression)
  /// A scalar (first) times anything.
  case scaled(MatrixExpression, MatrixExpression)
  /// Entry by entry; all of one shape.
  case elementwise([MatrixExpression])
  /// Entry by entry; either side may be a scalar.
  case quotient(MatrixExpression, MatrixExpression)
  case power(MatrixExpression, Rational)
  case function(ElementaryFunction, MatrixExpression)
  case indicator(MatrixExpression)
  /// The sum over one axis, or over all (`nil`).
  case sum(MatrixExpression, axis: Int?)
  /// The diagonal matrix of a vector.
  case diagonal(MatrixExpression)
  /// The identity matrix of so many rows.
  case identity(Int)
  /// The vector of so many ones.
  case ones(Int)
}
