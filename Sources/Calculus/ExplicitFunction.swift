import IndexNotation
import Tensors

/// A function whose entries a formula gives: nearly all of the catalogue.
public protocol ExplicitFunction: Function {
  /// The value of an entry in index notation, with elements named after `parameters`.
  func definition(_ arguments: [Shape]) -> Definition
}

/// What follows from the definition in index notation. A function says it itself where that is
/// faster, or where its definition overflows before its value does.
extension ExplicitFunction {
  /// The definition.
  public func entryFormula(_ arguments: [Shape]) -> Definition? { definition(arguments) }

  /// Every entry from the definition.
  public func value(_ arguments: [Tensor]) -> Tensor {
    tensor(of: definition(arguments.map(\.shape)), on: named(arguments))
  }

  /// Row by row from the definition, by reverse mode: what an entry does not mention is not stored.
  public func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let parameter = parameters[argument]
    var rows = SparseRows(columns: arguments[argument].count)
    forEachEntry(arguments) { evaluation, _, body in
      var row: [Int: Double] = [:]
      evaluation.accumulate(1, body) { tensor, place, slope in
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
    var gradient = Tensor.zeros(arguments[argument].shape)
    forEachEntry(arguments) { evaluation, offset, body in
      evaluation.accumulate(cotangent.values[offset], body) { tensor, place, slope in
        if tensor == parameter { gradient.values[place] += slope }
      }
    }
    return gradient
  }

  /// One for every entry of the result and every entry of the argument, as if its Jacobian were
  /// applied.
  public func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    knownShape(arguments).count * arguments[argument].count
  }

  private func named(_ arguments: [Tensor]) -> [String: Tensor] {
    Dictionary(zip(parameters, arguments)) { first, _ in first }
  }

  private func forEachEntry(
    _ arguments: [Tensor], _ run: (inout EntryEvaluation, Int, IndexExpression) -> Void
  ) {
    let definition = definition(arguments.map(\.shape))
    EntryEvaluation(tensors: named(arguments)).forEachEntry(of: definition.indices) {
      run(&$0, $1, definition.body)
    }
  }
}
