import IndexNotation
import WorkedExamples

extension Derivation {
  /// Lines as plain text and as LaTeX; `checked` counts evaluations of both sides.
  var json: JSONValue {
    let symbol = PlainText().derivative(kind, of: of, withRespectTo: withRespectTo)
    return .object([
      ("of", .string(of.tensor)), ("with_respect_to", .string(withRespectTo.tensor)),
      ("kind", .string(kind.rawValue)),
      ("symbol", .string(symbol)),
      ("result", .string(PlainText().text(result))),
      ("simplified", .bool(isSimplified)),
      (
        "steps",
        .array(
          steps.enumerated().map { place, step in step.json(from: place == 0 ? symbol : nil) })
      ),
      ("cases", .array(cases.map(\.json))),
    ])
  }
}

extension Derivation.Step {
  /// - Parameter start: what the line begins with, where it is the first.
  fileprivate func json(from start: String? = nil) -> JSONValue {
    .object([
      ("rule", .string(rule)), ("reason", .string(reason)),
      ("before", .string(start ?? PlainText().text(before))),
      ("after", .string(PlainText().text(after))),
      ("latex", .string(LaTeXIndexNotation().text(after))), ("checked", .integer(checked)),
      ("substeps", .array(substeps.map { $0.json() })),
    ])
  }
}

extension Derivation.Case {
  fileprivate var json: JSONValue {
    .object([
      ("when", .string(conditionText)), ("result", .string(PlainText().text(result))),
      ("latex", .string(LaTeXIndexNotation().text(result))), ("checked", .integer(checked)),
    ])
  }
}

extension Derivation.Case {
  /// `t = i`, `n = m, t ≠ i`.
  public var conditionText: String {
    conditions.map {
      "\(PlainText.name($0.left)) \($0.equal ? "=" : "≠") \(PlainText.name($0.right))"
    }
    .joined(separator: ", ")
  }

  /// `t = i`, `t \neq i`.
  public var conditionLaTeX: String {
    conditions.map {
      "\(PlainText.name($0.left)) \($0.equal ? "=" : "\\neq") \(PlainText.name($0.right))"
    }.joined(separator: ",\\; ")
  }
}

extension ClosedForm {
  /// In matrix notation where it has one, else for an entry.
  public var text: String {
    matrix.map { MatrixText(.plain).text($0) } ?? PlainText().text(expression)
  }

  var json: JSONValue {
    .object([
      ("indices", .strings(indices.map(\.name))),
      ("entry", .string(PlainText().text(expression))),
      ("latex", .string(LaTeXIndexNotation().text(expression))),
      ("matrix", .optional(matrix) { .string(MatrixText(.plain).text($0)) }),
      ("numpy", .optional(matrix) { .string(MatrixText(.numpy).text($0)) }),
      ("simplified", .bool(isSimplified)),
    ])
  }
}
