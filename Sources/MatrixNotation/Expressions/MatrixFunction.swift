import IndexNotation

/// What the algebra has to know of a function: it is the facet that a function of the catalogue
/// states once, and from which its derivations, closed forms and program text come.
public struct MatrixFunction: Sendable {
  /// How the result depends on the arguments.
  public enum Kind: Hashable, Sendable {
    /// Entry by entry, after broadcasting.
    case entrywise
    /// Along the last axis; the result has the argument's shape.
    case rowwise
    /// From the whole argument; the result is a number.
    case number
    /// From the whole argument; the result's shape is said where it is called.
    case shaped
  }
  /// What changes when the sign of the only argument does.
  public enum Parity: Hashable, Sendable { case odd, even }

  /// As the model language calls it.
  public let name: String
  /// How the result depends on the arguments.
  public let kind: Kind
  /// f(-x) = -f(x) or f(-x) = f(x), where that holds.
  public var parity: Parity?
  /// Whether f(c x) = c f(x) for c > 0.
  public var isHomogeneous: Bool
  /// Whether f(c x) = f(x) for c > 0.
  public var ignoresScale: Bool
  /// Whether the result is above 0, whatever the argument.
  public var isPositive: Bool
  /// Whether the result is never below 0, whatever the argument.
  public var isNeverNegative: Bool
  /// Whether f(x) > 0 just where x > 0.
  public var isPositiveWithArgument: Bool
  /// Whether the result is above 0 where the argument is a positive definite matrix.
  public var isPositiveOnDefinite: Bool
  /// Whether the entries along the last axis of the result sum to 1.
  public var sumsToOne: Bool
  /// Whether the result, where it is a matrix, equals its transpose.
  public var isSymmetric: Bool
  /// A mask in the arguments where an argument makes no difference, so that a factor 0 there may go:
  /// for each the mask and what the result is there.
  public var fixedWhere: (@Sendable (Algebra, [MatrixExpression]) -> [FixedCase])?
  /// The gradient of each argument from the gradient `d` of the result, its arguments and itself.
  public let pullback:
    @Sendable (Algebra, _ d: MatrixExpression, [MatrixExpression], _ result: MatrixExpression) ->
      [MatrixExpression]
  /// Another form of a call, where it has one that is always simpler: log(exp(x)) = x.
  public var simplified: (@Sendable (Algebra, [MatrixExpression]) -> MatrixExpression?)?
  /// A product that a call stands in, made simpler: |x| sign(x) = x.
  public var inProduct: (@Sendable (Algebra, MatrixExpression, Factors) -> Factors?)?
  /// A sum of two terms that a call stands in, made simpler: 1 - σ(u) = σ(-u).
  public var inSum:
    (@Sendable (Algebra, MatrixExpression, Rational, Rational) -> MatrixExpression?)?
  /// What the function is in terms of simpler ones, folded back where it is met: 1 / (1 + e^-u).
  public var definition: Definition?
  /// What is measured of its text beyond the word: `np.maximum(x, 0)` has one name more than
  /// `tanh(x)`.
  public var extraLength: Int

  /// A result that an argument does not matter to.
  public struct FixedCase {
    /// Where it is so.
    public let mask: MatrixExpression
    /// What the result is where the mask does not hold.
    public let otherwise: MatrixExpression
    /// A case of a function.
    public init(mask: MatrixExpression, otherwise: MatrixExpression) {
      self.mask = mask
      self.otherwise = otherwise
    }
  }

  /// A definition in terms of simpler functions.
  public struct Definition: Sendable {
    /// The function whose calls may be the heart of one: those of exp in a sigmoid.
    public let seed: String
    /// The function whose call the whole is, where it is one: the log of log(1 + e^u).
    public let head: String?
    /// The function's value at an argument.
    public let body: @Sendable (Algebra, MatrixExpression) -> MatrixExpression
    /// A definition by its seed.
    public init(
      seed: String, head: String? = nil,
      body: @escaping @Sendable (Algebra, MatrixExpression) -> MatrixExpression
    ) {
      self.seed = seed
      self.head = head
      self.body = body
    }
  }

  /// A function by its facets.
  public init(
    _ name: String, kind: Kind = .entrywise, parity: Parity? = nil, isHomogeneous: Bool = false,
    ignoresScale: Bool = false, isPositive: Bool = false, isNeverNegative: Bool = false,
    isPositiveWithArgument: Bool = false, isPositiveOnDefinite: Bool = false,
    sumsToOne: Bool = false, isSymmetric: Bool = false,
    extraLength: Int = 0, definition: Definition? = nil,
    simplified: (@Sendable (Algebra, [MatrixExpression]) -> MatrixExpression?)? = nil,
    inProduct: (@Sendable (Algebra, MatrixExpression, Factors) -> Factors?)? = nil,
    inSum: (@Sendable (Algebra, MatrixExpression, Rational, Rational) -> MatrixExpression?)? = nil,
    fixedWhere: (@Sendable (Algebra, [MatrixExpression]) -> [FixedCase])? = nil,
    pullback:
      @escaping @Sendable (Algebra, MatrixExpression, [MatrixExpression], MatrixExpression) ->
      [MatrixExpression]
  ) {
    self.name = name
    self.kind = kind
    self.parity = parity
    self.isHomogeneous = isHomogeneous
    self.ignoresScale = ignoresScale
    self.isPositive = isPositive
    self.isNeverNegative = isNeverNegative
    self.isPositiveWithArgument = isPositiveWithArgument
    self.isPositiveOnDefinite = isPositiveOnDefinite
    self.sumsToOne = sumsToOne
    self.isSymmetric = isSymmetric
    self.extraLength = extraLength
    self.definition = definition
    self.simplified = simplified
    self.inProduct = inProduct
    self.inSum = inSum
    self.fixedWhere = fixedWhere
    self.pullback = pullback
  }
}

extension MatrixFunction: Hashable {
  /// Functions are told apart by their names.
  public static func == (a: MatrixFunction, b: MatrixFunction) -> Bool { a.name == b.name }
  /// By the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
