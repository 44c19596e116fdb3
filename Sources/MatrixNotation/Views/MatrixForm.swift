import IndexNotation
import Tensors

/// Matrix notation as it is printed: every sign, order and bracket decided.
///
/// A view of a `MatrixExpression`, made by `Algebra.form`; nothing is derived from it. Vectors are
/// NumPy's: of rank 1, so the transpose of a vector matters to how it is written only. Products and
/// sums entry by entry broadcast.
public indirect enum MatrixForm: Hashable, Sendable, Codable {
  /// A quantity of the example.
  case quantity(String)
  /// The gradient with respect to a quantity: δ.
  case delta(String)
  /// A number, not below 0, and whether it is written as a decimal.
  case number(Rational, isDecimal: Bool)
  /// A number that is no fraction: π.
  case constant(NamedConstant)
  case zeros(Shape)
  case ones(Shape)
  case identity(Int)
  /// The vector of so many entries that is 1 at a place, counted from 0.
  case unit(Int, of: Int)
  /// Two terms or more.
  case sum([Term])
  case negative(MatrixForm)
  /// Entry by entry, or a number times the rest: numbers and scalars stand first, then a matrix
  /// product, then the rest.
  case product([MatrixForm])
  /// Entry by entry.
  case quotient(MatrixForm, MatrixForm)
  /// A matrix product; a vector at its left is a row, at its right a column.
  case chain([MatrixForm])
  /// `u v^T`
  case outer(MatrixForm, MatrixForm)
  case transpose(MatrixForm)
  case inverse(MatrixForm)
  /// Entry by entry.
  case power(MatrixForm, MatrixForm)
  case root(MatrixForm)
  /// The root of the sum of all squares.
  case norm(MatrixForm)
  /// The sum along axes counted from 0, all of them where there are none given; whether they stay.
  case total(MatrixForm, axes: [Int]?, keeps: Bool)
  case mean(MatrixForm, axes: [Int]?, keeps: Bool)
  /// Entries, rows, windows, new axes.
  case indexed(MatrixForm, [Place])
  /// With zeros before and after along every axis.
  case padded(MatrixForm, [Padding])
  /// 1 where the first is larger, else 0.
  case greater(MatrixForm, MatrixForm, orEqual: Bool)
  /// The first where the mask holds, else the second.
  case either(mask: MatrixForm, MatrixForm, MatrixForm)
  /// A function of the catalogue.
  case call(String, [MatrixForm])
  /// A part that stands several times, under a name; and the whole with that name in it.
  case naming(String, MatrixForm, in: MatrixForm)
  /// A part that was given a name.
  case named(String)

  /// A term of a sum.
  public struct Term: Hashable, Sendable, Codable {
    /// Whether it is subtracted.
    public var isNegative: Bool
    /// Without its sign.
    public var form: MatrixForm
  }

  /// What is taken of an axis.
  public enum Place: Hashable, Sendable, Codable {
    /// One place, counted from 0.
    case at(Int)
    /// From the first to before the second, in steps.
    case range(Int, Int, by: Int)
    case all
    /// An axis of length 1 that was not there.
    case new
  }

  /// Zeros along an axis.
  public struct Padding: Hashable, Sendable, Codable {
    /// How many stand before.
    public var before: Int
    /// How many stand after.
    public var after: Int
  }
}

extension MatrixForm {
  /// Everything directly inside.
  public var children: [MatrixForm] {
    switch self {
    case .quantity, .delta, .number, .constant, .zeros, .ones, .identity, .unit, .named: []
    case .sum(let terms): terms.map(\.form)
    case .negative(let inner), .transpose(let inner), .inverse(let inner), .root(let inner),
      .norm(let inner), .total(let inner, _, _), .mean(let inner, _, _), .indexed(let inner, _),
      .padded(let inner, _):
      [inner]
    case .product(let factors), .chain(let factors): factors
    case .quotient(let a, let b), .outer(let a, let b), .power(let a, let b),
      .greater(let a, let b, _), .naming(_, let a, in: let b):
      [a, b]
    case .either(let mask, let a, let b): [mask, a, b]
    case .call(_, let arguments): arguments
    }
  }

  /// The quantities whose gradients stand in it.
  public var deltas: Set<String> {
    if case .delta(let name) = self { return [name] }
    return children.reduce(into: []) { $0.formUnion($1.deltas) }
  }

  /// The quantities in it.
  public var quantities: Set<String> {
    if case .quantity(let name) = self { return [name] }
    return children.reduce(into: []) { $0.formUnion($1.quantities) }
  }
}
