import IndexNotation
import MatrixNotation
import Tensors

/// A function that the author defined in index notation, for arguments of fixed shapes: everything
/// follows from the definition.
public struct DefinedFunction: Function {
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

  /// Every entry from the definition.
  public func value(_ arguments: [Tensor]) -> Tensor {
    let shape = Shape(body.indices.map(\.range))
    var values = [Double](repeating: 0, count: shape.count)
    forEachEntry(of: shape, arguments) { evaluation, offset in
      values[offset] = evaluation.value(body.body)
    }
    return Tensor(values, shape: shape)
  }

  /// Row by row from the definition, by reverse mode: what an entry does not mention is not stored.
  public func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let parameter = parameters[argument]
    var rows = SparseRows(columns: arguments[argument].count)
    forEachEntry(of: result.shape, arguments) { evaluation, _ in
      var row: [Int: Double] = [:]
      evaluation.accumulate(1, body.body) { tensor, place, slope in
        if tensor == parameter { row[place, default: 0] += slope }
      }
      rows.append(
        row: row.sorted { $0.key < $1.key }.map { (column: $0.key, value: $0.value) })
    }
    return .sparse(rows)
  }

  /// The sum over the entries of the result of cotangent times slope, by reverse mode.
  public func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let parameter = parameters[argument]
    var gradient = [Double](repeating: 0, count: arguments[argument].count)
    forEachEntry(of: result.shape, arguments) { evaluation, offset in
      evaluation.accumulate(cotangent.values[offset], body.body) { tensor, place, slope in
        if tensor == parameter { gradient[place] += slope }
      }
    }
    return Tensor(gradient, shape: arguments[argument].shape)
  }

  /// One for every entry of the result and every entry of the argument that may reach it, as if
  /// its Jacobian were applied.
  public func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    body.indices.map(\.range).reduce(arguments[argument].count, *)
  }

  private func forEachEntry(
    of shape: Shape, _ arguments: [Tensor], _ run: (inout EntryEvaluation, Int) -> Void
  ) {
    var evaluation = EntryEvaluation(
      tensors: Dictionary(zip(parameters, arguments)) { first, _ in first })
    for offset in 0..<shape.count {
      for (index, place) in zip(body.indices, shape.position(at: offset)) {
        evaluation.places[index.name] = place
      }
      run(&evaluation, offset)
    }
  }

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
      algebra, elements: elements,
      functions: [
        .exp: Exp.matrix, .log: Log.matrix, .tanh: Tanh.matrix, .sin: Sin.matrix, .cos: Cos.matrix,
      ])
    do {
      return try reader.expression(body)
    } catch {
      // It has no matrix notation: that is what was asked.
      return nil
    }
  }
}
