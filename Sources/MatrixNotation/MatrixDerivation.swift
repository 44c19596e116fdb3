import IndexNotation

/// How a gradient comes about in matrix notation: the pullbacks that it is made of, what is put in,
/// and what that simplifies to.
public struct MatrixDerivation: Hashable, Sendable, Codable {
  /// The loss.
  public var of: String
  /// The quantity it is differentiated with respect to.
  public var withRespectTo: String
  /// The quantities whose definitions the first line goes back through, in the order of the model.
  public var through: [String]
  /// Each equal to the gradient.
  public var lines: [Line]

  /// One line, and why it equals the one before it.
  public struct Line: Hashable, Sendable, Codable {
    /// What kind of step leads to it.
    public var step: Step
    /// What the line says.
    public var form: MatrixForm
    /// How many times it was evaluated and found equal to the gradient.
    public var checked: Int
  }

  /// What leads to a line.
  public enum Step: Hashable, Sendable, Codable {
    /// The loss by itself.
    case start
    /// The pullbacks of what the quantity is used in.
    case pullback
    /// Gradients found before are put in for their names, and rules that were used at once.
    case putIn([String], rules: [Reason])
    /// Rules, each with what it was about.
    case rules([Reason])
    /// The same in another form, which is shorter.
    case shorter
  }

  /// The closed form.
  public var result: MatrixForm { lines[lines.count - 1].form }
}
