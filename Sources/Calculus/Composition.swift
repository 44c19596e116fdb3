import IndexNotation
import Tensors

/// What the model language can call: a function of the catalogue, or a composition of such.
public protocol Callable: Sendable {
  /// The name in the model language: `softmax`; for an operator its sign: `@`.
  var name: String { get }
  /// Other names of the model language for the same.
  var aliases: [String] { get }
  /// The names of the arguments, in order.
  var parameters: [String] { get }
  /// How many of the last arguments may be left out.
  var optionalParameters: Int { get }
  /// How its arguments are handed over.
  var calling: CallingConvention { get }
  /// The options that a call may have, in the order in which they may stand without a name.
  var options: [OptionDeclaration] { get }
  /// One sentence on what it computes, with the formula.
  var summary: String { get }
  /// Paper, book or URL.
  var source: String { get }
}

extension Callable {
  /// None, where it says nothing else.
  public var aliases: [String] { [] }
  /// None, where it says nothing else.
  public var optionalParameters: Int { 0 }
  /// One after the other, where it says nothing else.
  public var calling: CallingConvention { .separate }
  /// None, where it says nothing else.
  public var options: [OptionDeclaration] { [] }
  /// Whether it is called by a name, not by a sign.
  public var isNamed: Bool { name.first?.isLetter == true }
}

/// How arguments are handed over in the model language.
public enum CallingConvention: Hashable, Sendable {
  /// One for each parameter: `maximum(a, b)`.
  case separate
  /// As many as there are, in a list: `stack([a, b])`.
  case list
  /// As many as there are, behind the options: `einsum("ij,j->i", A, x)`.
  case trailing
}

/// A function that is a few lines of the model language: its steps become quantities of the model,
/// and are derived as if the author had written them.
public protocol Composition: Callable {
  /// The lines, over the parameters: each names a step, but the last, which is the result.
  /// - Throws: `ShapeMismatch` where the arguments do not fit.
  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String]
}

/// What a composition is called with.
public struct CompositionCall: Sendable {
  let shapes: [String: Shape]
  let texts: [String: String]
  /// What the options are set to.
  let options: Options

  /// - Parameters:
  ///   - shapes: of the arguments, by their parameters.
  ///   - texts: the options as typed.
  public init(shapes: [String: Shape], options: Options, texts: [String: String]) {
    (self.shapes, self.options, self.texts) = (shapes, options, texts)
  }

  /// Whether that argument was handed over.
  func has(_ parameter: String) -> Bool { shapes[parameter] != nil }

  /// The shape of an argument.
  /// - Precondition: it was handed over.
  func shape(_ parameter: String) -> Shape {
    guard let shape = shapes[parameter] else { preconditionFailure("no argument \(parameter)") }
    return shape
  }

  /// The lengths of an argument's axes, as an option takes them.
  func lengths(_ parameter: String) -> String {
    "[\(shape(parameter).dimensions.map(String.init).joined(separator: ", "))]"
  }

  /// A number as the author typed it.
  func number(_ option: String, otherwise: String) -> String { texts[option] ?? otherwise }

  /// A mean, or a sum where the author says so, as PyTorch's losses have it.
  func reduced(_ body: String) -> String {
    switch options.text("reduction") {
    case "sum": "sum(\(body))"
    case "none": body
    default: "mean(\(body))"
    }
  }

  /// What `reduced` understands.
  static let reduction = OptionDeclaration("reduction", .choice(["mean", "sum", "none"]))

  /// The options of a function of axes, for the calls within: `, axis=0, keepdims=True`.
  func axes(keeps: Bool? = nil) -> String {
    var text = texts["axis"].map { ", axis=\($0)" } ?? ""
    if keeps ?? options.flag("keepdims") { text += ", keepdims=True" }
    return text
  }

  /// x without its mean and divided by its deviation along an axis, then scaled and moved.
  func normalised(axis: Int) -> [String] {
    let eps = number("eps", otherwise: "1e-5")
    return [
      "c = x - mean(x, axis=\(axis), keepdims=True)",
      "s = sqrt(mean(c ** 2, axis=\(axis), keepdims=True) + \(eps))", "n = c / s",
      scaledAndMoved("n"),
    ]
  }

  /// Times `weight`, plus `bias`, where these were handed over.
  func scaledAndMoved(_ text: String) -> String {
    text + (has("weight") ? " * weight" : "") + (has("bias") ? " + bias" : "")
  }
}
