/// Why a line holds: a name as a teacher would say it, and one sentence.
///
/// A rule that was applied has one; so do the lines that no rule rewrites.
struct Reason: Sendable {
  let name: String
  let sentence: String

  init(_ name: String, because sentence: String) {
    self.name = name
    self.sentence = sentence
  }

  static let definition = Reason("definition", because: "This is what the entry is.")

  /// dL/dz_i = Σ_t dL/dS_t ∂S_t/∂z_i
  static let chainRule = Reason(
    "chain rule",
    because: "A change passes on through every entry in between; the contributions add up.")

  /// ∂/∂z_a Σ_t d_t S_t = Σ_t d_t ∂S_t/∂z_a
  static let heldStill = Reason(
    "hold the weights still",
    because: "The derivative of a sum is the sum of the derivatives; a constant factor stays.")

  /// dL/dS_t = ∂L/∂S_t
  static let onlyWay = Reason(
    "the only way",
    because: "The loss depends on it directly and in no other way: the local derivative is all.")

  /// 0 a + b = b
  static let leaveOutZero = Reason(
    "leave out what is 0", because: "A product with a factor 0 is 0.")

  /// (a b) (c d) = a b c d
  static let writeAsOneProduct = Reason(
    "write as one product", because: "Factors may be multiplied in any order.")
}

extension Rule {
  /// Why a line holds that the rule gave.
  /// - Parameter title: what the line is called, where that is not the rule's name.
  func reason(titled title: String? = nil) -> Reason { Reason(title ?? name, because: reason) }
}
