import IndexNotation
import MatrixNotation
import Tensors

/// A function that the author defined in index notation, for arguments of fixed shapes: everything
/// follows from the definition.
public struct DefinedFunction: ExplicitFunction {
  /// The name the author gave it.
  public let name: String
  /// As the author named them.
  public let parameters: [String]
  /// The definition as typed.
  public let summary: String
  /// There is no other than the model.
  public let source = "defined in the model"
  /// Derivatives read better in terms of its result.
  public let resultLetter: String? = "u"
  private let shapes: [Shape]
  private let body: Definition

  /// - Parameter definition: an entry of the result, with elements named after the parameters.
  public init(
    name: String, parameters: [String], shapes: [Shape], definition: Definition, summary: String
  ) {
    self.name = name
    self.parameters = parameters
    self.shapes = shapes
    self.body = definition
    self.summary = summary
  }

  /// The shape its indices give, for arguments of the shapes it was defined for.
  /// - Throws: `ShapeMismatch` for any other.
  public func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments == shapes else {
      throw ShapeMismatch("\(name) was defined for \(shapes), not \(arguments)")
    }
    return Shape(body.indices.map(\.range))
  }

  /// The author's definition.
  public func definition(_ arguments: [Shape]) -> Definition { body }

  /// The definition on shorter axes.
  public func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function {
    DefinedFunction(
      name: name, parameters: parameters, shapes: shapes.map { axes($0) },
      definition: body.resized { axes($0) }, summary: summary)
  }

  /// None: it is tried on the example's values.
  public var samples: [[Tensor]] { [] }

  /// The definition read as operations on whole tensors, where it is such.
  public func expression(
    _ arguments: [MatrixExpression], in algebra: Algebra
  ) -> MatrixExpression? {
    let elements = Dictionary(zip(parameters, arguments)) { first, _ in first }
    let reader = IndexReader(
      algebra, elements: elements, function: { $0.inMatrixNotation })
    do {
      return try reader.expression(body)
    } catch {
      // It has no matrix notation: that is what was asked.
      return nil
    }
  }
}
