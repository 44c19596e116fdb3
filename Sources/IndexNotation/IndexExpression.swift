/// A name that runs over the places of one axis: the `i` of `z_i`.
///
/// Places are counted from 0 in code and from 1 wherever a reader sees them.
public struct Index: Hashable, Sendable, Codable {
  /// The letter.
  public let name: String
  /// How many places it runs over.
  public let range: Int

  /// An index by its letter and how far it runs.
  public init(_ name: String, range: Int) {
    self.name = name
    self.range = range
  }
}

/// An entry of a named tensor: `W_ji`; a scalar has no subscripts.
public struct Element: Hashable, Sendable, Codable {
  /// The tensor's name.
  public let tensor: String
  /// One for every axis, outermost first.
  public let subscripts: [Subscript]

  /// An entry of the tensor of this name.
  public init(_ tensor: String, _ subscripts: [Subscript]) {
    self.tensor = tensor
    self.subscripts = subscripts
  }
}

/// A scalar-valued expression in index notation: what one entry of a tensor is, for any values of
/// its free indices.
public indirect enum IndexExpression: Hashable, Sendable, Codable {
  /// An exact number.
  case number(Rational)
  /// A number that is no fraction and has a name: `π`.
  case constant(NamedConstant)
  /// An entry of a tensor: `W_ji`.
  case element(Element)
  /// The Kronecker delta: 1 where both subscripts are the same place, else 0.
  case delta(Subscript, Subscript)
  /// The sum over all places of an index, which is bound here: `sum_j ...`.
  case sum(over: Index, IndexExpression)
  /// A sum of terms, in the order a reader sees them. No terms: 0.
  case addition([IndexExpression])
  /// A product of factors, in the order a reader sees them. No factors: 1.
  case product([IndexExpression])
  /// A power with an exact exponent; -1 is a quotient, 1/2 a square root.
  case power(IndexExpression, Rational)
  /// An elementary function of an expression: `exp(z_i)`.
  case function(ElementaryFunction, IndexExpression)
  /// 1 where the expression is greater than 0, else 0: `[z_i > 0]`, for piecewise functions.
  case indicator(IndexExpression)
  /// A derivative not worked out yet: `d/dz_i ( ... )`.
  case derivative(of: IndexExpression, withRespectTo: Element)
}

/// What an entry of a quantity is, in index notation: for each place of `indices`, `body`.
public struct Definition: Hashable, Sendable, Codable {
  /// One index for every axis of the quantity, outermost first.
  public let indices: [Index]
  /// What the entry at these indices is.
  public let body: IndexExpression

  /// A definition of an entry by its indices.
  public init(_ indices: [Index], _ body: IndexExpression) {
    self.indices = indices
    self.body = body
  }
}
