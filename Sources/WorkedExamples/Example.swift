import Calculus
import IndexNotation
import MatrixNotation
import ModelLanguage
import Problems
import Tensors

/// What an author configures: the values, the model, what to differentiate.
public struct Example: Sendable {
  /// The file's name without its ending.
  public let name: String
  /// Where the author wrote it, relative to the project.
  public let sourcePath: String
  /// The page's heading.
  public let title: String
  /// One paragraph by the author, may be empty.
  public let summary: String
  /// As in HTML's `lang`.
  public let language: String
  /// In the order of the file.
  public let givens: [Given]
  /// The model as the author wrote it.
  public let modelText: String
  /// The model as a graph.
  public let model: Model
  /// The right-hand side of every computed quantity but those written in index notation.
  public let rightSides: [String: Syntax]
  /// The right-hand side of every computed quantity as typed.
  public let texts: [String: String]
  /// What comments of the model say of computed quantities.
  public let comments: [String: String]
  /// Places in the model.
  public let differentiate: [Derivative]
  /// The Jacobians that stand in the model.
  public let jacobians: [Jacobian]
  /// Digits after the point.
  public let digits: Int
  /// Numbers printed elsewhere, in the order of the file.
  public let published: [Published]
  /// Gradient descents, one for each loss.
  public let descents: [DescentRequest]
  /// How many bytes a Jacobian may take that is written out with all its zeros.
  public let memoryBudget: Int
  /// Whether a value may be infinite or not a number.
  public let allowsNotFinite: Bool
  /// The names that closed forms are written in; `nil` for whatever reads shortest.
  public let formNames: FormNames?
  /// How matrix notation is printed.
  public let formNotation: FormNotation
  /// How the gradients are derived line by line.
  public let derives: Derivations
  /// Whether published numbers that are not right are a problem.
  public let publishedMustBeRight: Bool
  /// Where the model's lines stand in the file, for problems found while working.
  let places: SourcePlaces

  /// A value that the author supplies.
  public struct Given: Sendable {
    /// The name that the model mentions it by.
    public let name: String
    /// Its entries.
    public let value: Tensor
    /// What the form it was given in says of it.
    public let facts: [Fact]
    /// For one-hot givens: the class of each row, counted from 1.
    public let classes: [Int]
    /// Whether the author typed its numbers; those of `random` and `zeros` were made.
    public let isTyped: Bool
    /// What its rows and columns are called.
    public var names = AxisNames()
  }

  /// A loss and what to differentiate it with respect to, as places in the model.
  public struct Derivative: Sendable {
    /// The loss, a single number.
    public let loss: Int
    /// What it is differentiated with respect to, in the author's order.
    public let targets: [Int]
  }

  /// A Jacobian of the model, as places in the model.
  public struct Jacobian: Sendable {
    /// The Jacobian itself.
    public let node: Int
    /// What was differentiated.
    public let of: Int
    /// What it was differentiated with respect to.
    public let withRespectTo: Int
  }

  /// Numbers printed elsewhere.
  public struct Published: Sendable {
    /// What the numbers are of, as places in the model.
    public enum Subject: Hashable, Sendable {
      case quantity(Int)
      case gradient(loss: Int, target: Int)
    }
    /// What they are of.
    public let subject: Subject
    /// As the author names it: `S`, `dL/dW`.
    public let name: String
    /// The numbers, in the shape they were printed in.
    public let value: Tensor
    /// Every entry as printed.
    public let texts: [String]
    /// Digits after the point of every entry.
    public let digits: [Int]
  }

  /// A gradient descent: its loss, what moves, how far and how often.
  public struct DescentRequest: Sendable {
    /// The loss, as a place in the model.
    public let loss: Int
    /// The givens that are moved.
    public let moved: [Int]
    /// What the gradient is multiplied by in a step.
    public let rate: Double
    /// How many steps, at least 1.
    public let steps: Int
  }
}

/// An example's file as the disk gave it.
public struct ExampleSource: Hashable, Sendable {
  /// The file's name without its ending.
  public let name: String
  /// Relative to the project, for messages.
  public let path: String
  /// The file's contents.
  public let text: String

  /// A file by its name, where it is and what stands in it.
  public init(name: String, path: String, text: String) {
    self.name = name
    self.path = path
    self.text = text
  }
}

/// What stands in a file, by its path in the project.
/// - Throws: `Problem` where it cannot be read.
public typealias FileReader = (_ path: String) throws(Problem) -> String

/// In which notation gradients are derived.
public enum Derivations: String, Hashable, Sendable, Codable, CaseIterable {
  /// Not at all.
  case none
  /// Backward through the author's own operations; local derivatives in index notation.
  case matrix
  /// Entry by entry from the loss.
  case index
  /// Both ways, which have to meet.
  case both

  /// Whether gradients are derived backward in matrix notation.
  public var includesMatrix: Bool { self == .matrix || self == .both }
  /// Whether gradients are derived entry by entry.
  public var includesIndex: Bool { self == .index || self == .both }
}
