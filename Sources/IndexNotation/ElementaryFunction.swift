/// The smooth functions of one real variable that index notation knows: what is not composed of
/// others, or loses its digits where it is. erfc stands beside erf, since 1 - erf has no digits in the
/// tail.
public enum ElementaryFunction: Hashable, Comparable, Sendable, Codable {
  case exp, log
  case sin, cos, tan, arcsin, arccos, arctan
  case sinh, cosh, tanh, arcsinh, arccosh, arctanh
  case erf, erfc
  /// The logarithm of |Γ|.
  case gammaln
  /// The derivative of `gammaln`, and its derivatives: ψ is of order 0.
  case polygamma(order: Int)
}

extension ElementaryFunction: CaseIterable, RawRepresentable {
  /// One of every kind.
  public static let allCases: [ElementaryFunction] = [
    .exp, .log, .sin, .cos, .tan, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh,
    .arccosh, .arctanh, .erf, .erfc, .gammaln, .polygamma(order: 0),
  ]

  /// Its name, as in the model language: `tanh`, `digamma`.
  public var rawValue: String {
    switch self {
    case .exp, .log, .sin, .cos, .tan, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh,
      .arccosh, .arctanh, .erf, .erfc, .gammaln:
      "\(self)"
    case .polygamma(order: 0): "digamma"
    case .polygamma(order: 1): "trigamma"
    case .polygamma(let order): "\(Self.polygammaStem)\(order)"
    }
  }

  /// The function of a name.
  public init?(rawValue: String) {
    let known = Self.allCases + [.polygamma(order: 1)]
    if let function = known.first(where: { $0.rawValue == rawValue }) {
      self = function
      return
    }
    guard rawValue.hasPrefix(Self.polygammaStem),
      let order = Int(rawValue.dropFirst(Self.polygammaStem.count)), 2...Self.greatestOrder ~= order
    else { return nil }
    self = .polygamma(order: order)
  }

  private static let polygammaStem = "polygamma"
  /// The factorial of what is greater is no number of the machine's.
  public static let greatestOrder = 100

  /// Whether both are the same but for an order.
  func isOfKind(_ other: ElementaryFunction) -> Bool {
    if case .polygamma = self, case .polygamma = other { return true }
    return self == other
  }

  /// The same function's derivative, among the polygamma functions.
  static func next(_ order: Int) -> ElementaryFunction { .polygamma(order: order + 1) }
}
