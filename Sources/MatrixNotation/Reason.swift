import IndexNotation

/// Why a line of a derivation holds: which rule, and what it was about.
public struct Reason: Hashable, Sendable, Codable {
  /// The rule as a teacher would call it: "cancel".
  public let rule: String
  /// What it did here: "S", " cancels".
  public let words: [Word]
  /// One sentence on why the rule holds.
  public let sentence: String

  /// A part of what a reason says.
  public enum Word: Hashable, Sendable, Codable {
    case text(String)
    case form(MatrixForm)
    /// A function by its name.
    case function(String)
  }

  init(_ rule: String, _ words: [Word], because sentence: String) {
    self.rule = rule
    self.words = words
    self.sentence = sentence
  }
}

extension Reason.Word: ExpressibleByStringLiteral {
  /// Words as they are.
  public init(stringLiteral text: String) { self = .text(text) }
}

extension Algebra {
  /// The definition of a quantity, met again.
  func noteDefinition(of quantity: MatrixExpression) {
    note(
      Reason(
        "recognise", ["this is ", .form(form(quantity)), ", by its definition"],
        because: "This is how the model defines it: the name stands for it."))
  }

  /// A gradient found before, met again.
  func noteGradient(_ delta: MatrixExpression) {
    note(
      Reason(
        "recognise a gradient", ["this is ", .form(form(delta)), ", found before"],
        because: "The name of a gradient stands for its form."))
  }
}
