import Calculus
import IndexNotation
import MatrixNotation
import ModelLanguage
import Tensors

/// Everything known once an example has been worked: the one value between reading and writing.
///
/// Nothing before it knows about documents; nothing after it computes mathematics.
public struct WorkedExample: Hashable, Sendable, Codable {
  /// The file's name without its ending: `softmax-cross-entropy`.
  public var name: String
  /// The page's heading.
  public var title: String
  /// One paragraph by the author, may be empty.
  public var summary: String
  /// The language of the page, as in HTML's `lang`.
  public var language: String
  /// Where the author wrote it, relative to the project: `Examples/softmax-cross-entropy.yaml`.
  public var sourcePath: String
  /// The model as the author wrote it.
  public var model: String
  /// Digits after the point that numbers are shown with.
  public var digits: Int
  /// How matrix notation is printed.
  public var formNotation: FormNotation
  /// Givens first, then the computed ones in the order of the model.
  public var quantities: [Quantity]
  /// One for every quantity and each quantity it is computed from, where the gradients need it.
  public var jacobians: [Jacobian]
  /// Those asked for, in the author's order.
  public var gradients: [Gradient]
  /// One for each loss, where the author asked for them.
  public var descents: [Descent]
  /// In the author's order.
  public var published: [PublishedComparison]
  /// What the referees found.
  public var checks: [Check]
  /// The gradients asked for, and those their closed forms are written in, each with how it comes
  /// about in matrix notation: for each loss from the end backward.
  public var backward: [BackwardStep]
  /// Local derivatives first, then gradients; those of pullbacks stand in `lemmas`.
  public var derivations: [Derivation]
  /// The local derivations and those of the pullbacks that are quoted, each once: one that serves
  /// several times has one number. In the order in which a reader meets them.
  public var lemmas: [Lemma]
  /// Gradients that derivations mention by a name of their own.
  public var deltas: [NamedGradient]
}

/// δ: a gradient under a name that formulas mention it by.
public struct NamedGradient: Hashable, Sendable, Codable {
  /// `d_z`
  public var name: String
  /// The loss.
  public var of: String
  /// The quantity.
  public var withRespectTo: String
  /// In the shape of the quantity.
  public var value: Tensor
}

/// A named tensor of an example.
public struct Quantity: Hashable, Sendable, Codable {
  /// Who says what it is: the author or the model.
  public enum Role: String, Hashable, Sendable, Codable { case given, computed }
  /// As the model mentions it.
  public var name: String
  /// Whether it is given or computed.
  public var role: Role
  /// Its entries.
  public var value: Tensor
  /// The right-hand side in the model language (`softmax(z)`); empty for a given.
  public var definition: String
  /// The right-hand side in terms of quantities; `nil` for a given, and for a right-hand side that
  /// is written in index notation: see `entryDefinition`.
  public var rightSide: Syntax?
  /// For a given declared `one_hot`: the class of each row, counted from 1; else empty.
  public var classes: [Int]
  /// Whether the author typed its numbers, which are then shown as typed; all others, those that
  /// `random` made too, are shown at the example's digits.
  public var isTyped: Bool
  /// What one entry is, in index notation; `nil` for a given.
  public var entryDefinition: Definition?
  /// What the author says of a given, and was found to be so.
  public var facts: [Fact] = []
  /// What the rows and columns of a given are called.
  public var names = AxisNames()
  /// The author's comment on the equation of a computed quantity; may be empty.
  public var comment = ""
}

/// The local derivative of one quantity with respect to one that it is computed from.
public struct Jacobian: Hashable, Sendable, Codable {
  /// The quantity that is differentiated.
  public var of: String
  /// The quantity it is differentiated with respect to.
  public var withRespectTo: String
  /// Rows, columns (numerator layout; see `Function`).
  public var shape: Shape
  /// `nil` where it would take more than the memory budget with all its zeros.
  public var value: Tensor?
  /// The share of entries that are 0, from 0 to 1; `nil` where it was not written out.
  public var zeroShare: Double?
  /// What it would take to store, in bytes.
  public var bytes: Int
}

/// The gradient of a loss with respect to one quantity, worked by two ways and compared.
public struct Gradient: Hashable, Sendable, Codable {
  /// The loss.
  public var of: String
  /// The quantity it is differentiated with respect to.
  public var withRespectTo: String
  /// What the backward pass gives: the pullbacks through the whole model, in the shape of the
  /// quantity.
  public var shortcut: Tensor
  /// The product of the local Jacobians.
  public var chainRule: ChainRule
  /// What the ways cost, and whether they agree.
  public var comparison: Comparison
  /// `nil` where the derivation found none that is simpler.
  public var closedForm: ClosedForm?
  /// Why it was not derived entry by entry, where that was asked for and cannot be.
  public var withoutEntries: String?
}

/// Chain rule against shortcut.
public struct Comparison: Hashable, Sendable, Codable {
  /// The tolerance that the largest difference stays within; `nil` where the numbers are not finite.
  public var agreeWithin: Double?
  /// Multiplications taken.
  public var multiplications: Costs
  /// Numbers stored on the way.
  public var storedNumbers: Costs

  /// One count for each way.
  public struct Costs: Hashable, Sendable, Codable {
    /// What the chain rule takes, whether or not it was built.
    public var chainRule: Int
    /// What the backward pass takes.
    public var pullback: Int
    /// The closed form's, where there is one.
    public var closedForm: Int?
  }
}

/// A gradient on the way back from a loss: asked for, or a δ that others are written in.
public struct BackwardStep: Hashable, Sendable, Codable {
  /// The loss.
  public var of: String
  /// The quantity it is differentiated with respect to.
  public var withRespectTo: String
  /// How it comes about in matrix notation, each line checked; `nil` where it has none.
  public var derivation: MatrixDerivation?
  /// Where it arrives; entry by entry where there is no derivation in matrix notation.
  public var closedForm: ClosedForm?
  /// Its numbers, in the shape of the quantity.
  public var values: Tensor
  /// Whether the author asked for it.
  public var isAsked: Bool
  /// What its closed form takes, with what each δ in it takes once.
  public var multiplications: Int?
  /// The numbers of the lemmas that prove the pullbacks in its first line.
  public var lemmas: [Int] = []
}

/// A gradient's closed form, in every notation that was found for it.
public struct ClosedForm: Hashable, Sendable, Codable {
  /// In matrix notation, in terms of quantities and δ's, where it has one.
  public var matrix: MatrixForm?
  /// Why it has none.
  public var reason: String?
  /// An entry in index notation, in terms of quantities, where it was derived entry by entry.
  public var entry: Definition?
  /// Its numbers, in the shape of the quantity.
  public var values: Tensor
  /// Whether it is simpler than the chain rule's product.
  public var isSimplified: Bool
}

/// Gradient steps and the loss after each.
public struct Descent: Hashable, Sendable, Codable {
  /// The loss.
  public var of: String
  /// The givens that were moved.
  public var moved: [String]
  /// What the gradient was multiplied by in each step.
  public var rate: Double
  /// The loss before the first step, then after each.
  public var losses: [Double]
  /// The moved quantities after the first step, then after the last.
  public var afterFirstStep: [Quantity]
  /// What was moved, after the last step.
  public var afterLastStep: [Quantity]
}

/// Numbers printed elsewhere against the computed ones.
public struct PublishedComparison: Hashable, Sendable, Codable {
  /// How the printed numbers stand to the computed ones.
  public enum Verdict: Hashable, Sendable, Codable {
    case right
    /// Right as far as printed, but cut off instead of rounded.
    case cutOff(entries: [Entry])
    case wrong(entries: [Entry])
    /// The same numbers in another order.
    case reordered(Order)
  }
  /// How numbers came into another order.
  public enum Order: String, Hashable, Sendable, Codable {
    /// Printed as the transpose.
    case transposed
    /// Flattened column by column (the first axis fastest), then reshaped to the right shape.
    case flattenedFirstAxisFastest
    /// Flattened in the right order, but reshaped in the other.
    case reshapedFirstAxisFastest
  }
  /// A printed entry that is not the computed one, rounded.
  public struct Entry: Hashable, Sendable, Codable {
    /// Counted from 0.
    public var position: [Int]
    /// As printed.
    public var published: String
    /// Digits after the point that were printed.
    public var digits: Int
    /// In full; a document shows it rounded to `digits`.
    public var computed: Double
  }
  /// What was published: a quantity (`S`) or a gradient (`dL/dW`).
  public var of: String
  /// As printed.
  public var published: Tensor
  /// As computed here.
  public var computed: Tensor
  /// Digits after the point that were printed at most.
  public var digits: Int
  /// What the comparison says.
  public var verdict: Verdict
  /// For a gradient: the loss before, and after one step with either matrix.
  public var cost: Cost?

  /// What one step along the printed gradient costs, beside one along the right one.
  public struct Cost: Hashable, Sendable, Codable {
    /// What the gradient is multiplied by.
    public var rate: Double
    /// The loss where the step begins.
    public var lossBefore: Double
    /// The loss after a step along the printed gradient.
    public var lossWithPublished: Double
    /// The loss after a step along the computed one.
    public var lossWithComputed: Double
  }
}
