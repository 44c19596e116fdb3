/// Why a line of a derivation holds: which rule, and what it was about.
public struct Reason: Hashable, Sendable, Codable {
  /// The rule as a teacher would say it: "cancel".
  public let rule: String
  /// What it was about here: "S".
  public let subject: String
  /// One sentence on why the rule holds.
  public let sentence: String

  init(_ rule: String, _ subject: String = "", because sentence: String) {
    self.rule = rule
    self.subject = subject
    self.sentence = sentence
  }

  /// The definition of a quantity, met again.
  static func recognise(_ quantity: MatrixExpression) -> Reason {
    Reason(
      "recognise", quantity.symbol?.name ?? "",
      because: "This is how the model defines it: the name stands for it.")
  }
}
