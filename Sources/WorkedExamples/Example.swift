import Calculus
import IndexNotation
import ModelLanguage
import Tensors

/// What an author configures: the values, the model, what to differentiate.
public struct Example: Sendable {
  public let name: String
  public let sourcePath: String
  public let title: String
  public let summary: String
  /// As in HTML's `lang`.
  public let language: String
  public let givens: [Given]
  public let modelText: String
  public let model: Model
  /// The right-hand side of every computed quantity but those written in index notation.
  public let rightSides: [String: Syntax]
  /// The right-hand side of every computed quantity as typed.
  public let texts: [String: String]
  /// Places in the model.
  public let differentiate: [Derivative]
  /// Digits after the point.
  public let digits: Int
  public let published: [Published]
  public let descents: [DescentRequest]
  /// How many bytes a Jacobian may take.
  public let memoryBudget: Int
  public let allowsNotFinite: Bool
  /// Whether the gradients are derived line by line.
  public let derives: Bool
  public let publishedMustBeRight: Bool
  /// Where the model's lines stand in the file, for problems found while working.
  let places: SourcePlaces

  public struct Given: Sendable {
    public let name: String
    public let value: Tensor
    public let facts: [Fact]
    /// For one-hot givens: the class of each row, counted from 1.
    public let classes: [Int]
    /// Whether the author typed its numbers; those of `random` and `zeros` were made.
    public let isTyped: Bool
  }

  /// A loss and what to differentiate it with respect to, as places in the model.
  public struct Derivative: Sendable {
    public let loss: Int
    public let targets: [Int]
  }

  /// Numbers printed elsewhere.
  public struct Published: Sendable {
    public enum Subject: Hashable, Sendable {
      case quantity(Int)
      case gradient(loss: Int, target: Int)
    }
    public let subject: Subject
    /// As the author names it: `S`, `dL/dW`.
    public let name: String
    public let value: Tensor
    /// Every entry as printed.
    public let texts: [String]
    /// Digits after the point of every entry.
    public let digits: [Int]
  }

  public struct DescentRequest: Sendable {
    public let loss: Int
    /// The givens that are moved.
    public let moved: [Int]
    public let rate: Double
    public let steps: Int
  }
}

/// An example's file as the disk gave it.
public struct ExampleSource: Hashable, Sendable {
  /// The file's name without its ending.
  public let name: String
  /// Relative to the project, for messages.
  public let path: String
  public let text: String

  public init(name: String, path: String, text: String) {
    self.name = name
    self.path = path
    self.text = text
  }
}
