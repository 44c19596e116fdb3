import Tensors

/// A number that was claimed, and measured in an independent way: the one place that says whether
/// the two agree.
public struct CheckedNumber: Hashable, Sendable {
  /// Which entry it is, by its place in row-major storage.
  public let entry: Int
  /// What is to be confirmed.
  public let claimed: Double
  /// What the other way gave.
  public let measured: Double
  /// How far the two may be apart.
  public let tolerance: Double

  /// An entry as claimed and as measured.
  public init(entry: Int, claimed: Double, measured: Double, tolerance: Double) {
    self.entry = entry
    self.claimed = claimed
    self.measured = measured
    self.tolerance = tolerance
  }

  /// Whether the two agree; never where either is not a number.
  public var holds: Bool { abs(claimed - measured) <= tolerance }

  /// Every entry of a tensor against another of the same shape.
  ///
  /// - Precondition: the shapes are the same.
  public static func entries(
    of claimed: Tensor, against measured: Tensor, tolerance: Double
  ) -> [CheckedNumber] {
    precondition(claimed.shape == measured.shape, "\(claimed.shape) against \(measured.shape)")
    return zip(claimed.values, measured.values).enumerated().map { place, values in
      CheckedNumber(
        entry: place, claimed: values.0, measured: values.1, tolerance: tolerance)
    }
  }
}
