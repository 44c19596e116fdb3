/// An expression in matrix notation: what a closed form reads as when all its entries are seen at
/// once.
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
  /// Entry by entry, with broadcasting.
  case elementwise([MatrixExpression])
  case quotient(MatrixExpression, MatrixExpression)
  case power(MatrixExpression, Rational)
  case function(ElementaryFunction, MatrixExpression)
  case indicator(MatrixExpression)
  /// The sum over one axis, or over all (`nil`).
  case sum(MatrixExpression, axis: Int?)
  /// The diagonal matrix of a vector.
  case diagonal(MatrixExpression)
}
