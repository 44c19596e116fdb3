/// A number that is no fraction, and so stands by its name.
public enum NamedConstant: String, Hashable, Sendable, Codable, CaseIterable {
  /// The ratio of a circle's circumference to its diameter.
  case pi

  /// The nearest floating-point number.
  public var double: Double {
    switch self {
    case .pi: .pi
    }
  }
}
