import IndexNotation
import Tensors

/// An expression in the author's matrix notation, in normal form.
///
/// Made by an `Algebra` alone, which keeps one object for each expression: equal is identical. The
/// normal form: sums carry the rational coefficients, products hold powers of bases, a matrix
/// product is one flat chain in which a vector is a column or a row, transposes stand at names, a
/// sum over axes is split over the terms of a sum. The distributive law is not part of it: what is
/// printed is chosen among equal forms by length (`Algebra.shortest`).
public final class MatrixExpression: Sendable {
  let node: Node
  /// The shape of its value.
  public let shape: Shape
  /// Its place in the order of making: what came first stands first.
  let id: Int

  init(_ node: Node, shape: Shape, id: Int) {
    self.node = node
    self.shape = shape
    self.id = id
  }

  var rank: Int { shape.rank }
  var isScalar: Bool { shape.rank == 0 }
}

extension MatrixExpression: Hashable {
  /// Equal is identical.
  public static func == (a: MatrixExpression, b: MatrixExpression) -> Bool { a === b }
  /// By identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension MatrixExpression {
  /// What an expression is made of.
  enum Node: Hashable, Sendable {
    case symbol(Symbol)
    /// A number that is no fraction.
    case constant(NamedConstant)
    /// The number 1.
    case one
    /// Zeros in the expression's shape.
    case zero
    /// Ones in the expression's shape, which has axes.
    case ones
    case identity
    /// The vector that is 1 at a place, counted from 0, and 0 elsewhere.
    case unit(Int)
    /// `Σ c t`, no term a sum, none zero, in order.
    case sum([Term])
    /// `Π b^k`, entry by entry after broadcasting, in order.
    case product([Power])
    /// A matrix product, flat.
    case chain([Link])
    /// The last two axes exchanged.
    case transpose(MatrixExpression)
    case inverse(MatrixExpression)
    /// The sum along axes, which are counted from the end: -1 is the last.
    case reduction(axes: [Int], keeps: Bool, MatrixExpression)
    /// A new axis of length 1, counted from the end of the result.
    case expanded(MatrixExpression, axis: Int)
    /// An entry, a row, a window.
    case part(MatrixExpression, [Place])
    /// The transpose of `part`: the entries at those places, 0 elsewhere.
    case scattered(MatrixExpression, [Place])
    /// 1 where it holds, else 0.
    case comparison(Relation, MatrixExpression, MatrixExpression)
    case apply(MatrixFunction, [MatrixExpression])
    /// Views only: the mean along axes.
    case mean(axes: [Int], keeps: Bool, MatrixExpression)
    /// Views only: one where the mask holds, the other elsewhere.
    case either(mask: MatrixExpression, MatrixExpression, MatrixExpression)
  }

  /// What a name stands for.
  struct Symbol: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      case quantity
      /// The gradient with respect to the quantity of that name.
      case delta
      /// A part that stands more than once in a form and got a name there.
      case part
    }
    let kind: Kind
    let name: String
  }

  struct Term: Hashable, Sendable {
    var coefficient: Rational
    var expression: MatrixExpression
  }

  struct Power: Hashable, Sendable {
    var base: MatrixExpression
    var exponent: Exponent

    /// Whether it is a single number.
    var isScalar: Bool { base.isScalar && exponent.expression?.isScalar ?? true }
  }

  enum Exponent: Hashable, Sendable {
    case number(Rational)
    case expression(MatrixExpression)

    static let one = Exponent.number(.one)
  }

  /// A factor of a chain. A vector is a column, or a row.
  struct Link: Hashable, Sendable {
    var expression: MatrixExpression
    var isRow: Bool

    init(_ expression: MatrixExpression, isRow: Bool = false) {
      self.expression = expression
      self.isRow = isRow
    }
  }

  /// What is taken of an axis.
  public enum Place: Hashable, Sendable {
    /// One place, counted from 0; the axis goes.
    case at(Int)
    /// Places from the first to before the second, in steps.
    case range(Int, Int, by: Int)
  }

  enum Relation: Hashable, Sendable { case greater, greaterOrEqual }
}

extension MatrixExpression {
  /// Whether it is the number 1.
  public var isOne: Bool { node == .one }
  /// Whether all its entries are 0, whatever the names stand for.
  public var isZero: Bool { node == .zero }
  var isOnes: Bool { node == .ones }

  /// Whether it is a sum of several terms.
  var isSum: Bool { if case .sum(let terms) = node { terms.count > 1 } else { false } }

  var symbol: Symbol? { if case .symbol(let symbol) = node { symbol } else { nil } }

  var isDelta: Bool { symbol?.kind == .delta }

  var isComparison: Bool { if case .comparison = node { true } else { false } }

  /// The number it is, if it is one.
  public var number: Rational? {
    switch node {
    case .zero: return .zero
    case .one: return .one
    case .sum(let terms) where terms.count == 1 && terms[0].expression.isOne:
      return terms[0].coefficient
    default: return nil
    }
  }

  /// Its coefficient and the rest; `nil` for a sum of several terms.
  var single: Term? {
    guard case .sum(let terms) = node else { return Term(coefficient: .one, expression: self) }
    return terms.count == 1 ? terms[0] : nil
  }

  /// Its terms; one for what is no sum.
  var terms: [Term] {
    if case .sum(let terms) = node { return terms }
    return [Term(coefficient: .one, expression: self)]
  }

  /// Its factors, without a coefficient; one for what is no product, none for 1.
  var powers: [Power] {
    switch node {
    case .product(let powers): powers
    case .one: []
    default: [Power(base: self, exponent: .one)]
    }
  }

  /// Everything directly inside.
  var children: [MatrixExpression] {
    switch node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit: []
    case .sum(let terms): terms.map(\.expression)
    case .product(let powers):
      powers.flatMap { power in [power.base] + (power.exponent.expression.map { [$0] } ?? []) }
    case .chain(let links): links.map(\.expression)
    case .transpose(let inner), .inverse(let inner), .reduction(_, _, let inner),
      .expanded(let inner, _), .part(let inner, _), .scattered(let inner, _),
      .mean(_, _, let inner):
      [inner]
    case .comparison(_, let a, let b): [a, b]
    case .apply(_, let arguments): arguments
    case .either(let mask, let a, let b): [mask, a, b]
    }
  }
}

extension MatrixExpression.Exponent {
  var number: Rational? { if case .number(let number) = self { number } else { nil } }
  var expression: MatrixExpression? {
    if case .expression(let expression) = self { expression } else { nil }
  }
  /// Whether it is the number 1.
  public var isOne: Bool { number == .one }
  /// Whether it is a number below 0.
  var isNegative: Bool { number?.isNegative ?? false }
  var isInteger: Bool { number?.isInteger ?? false }
  /// Whether both are numbers of opposite signs.
  func isOpposed(to other: Self) -> Bool {
    guard let a = number, let b = other.number else { return false }
    return a.isNegative != b.isNegative && a != .zero && b != .zero
  }
}

extension MatrixExpression {
  /// Whether it is a name of the model.
  public var isName: Bool { symbol != nil }
}
