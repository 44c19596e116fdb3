import Formulas
import IndexNotation
import Tensors
import WorkedExamples

/// A named quantity: its tensor where it stands alone, its definition, and what is known of it.
struct QuantityReport: Record {
  let quantity: Quantity
  let context: ReportContext
  /// What its entries are called; `nil` for one moved by a descent, which is no part of the report.
  var path: String?

  init(_ quantity: Quantity, _ context: ReportContext) {
    self.quantity = quantity
    self.context = context
    path = quantity.name
  }

  static let members = Members<QuantityReport>(
    [
      ("name", { .name($0.quantity.name) }),
      ("role", { .text($0.quantity.role.rawValue) }),
      ("shape", { .counts($0.quantity.value.shape.dimensions) }),
      ("values", { .tensor($0.values) }),
      (
        "definition",
        {
          $0.quantity.role == .given
            ? .missing(because: "\($0.quantity.name) is given") : .code($0.quantity.definition)
        }
      ),
      ("classes", { .counts($0.quantity.classes) }),
      ("row_names", { .texts($0.quantity.names.rows) }),
      ("column_names", { .texts($0.quantity.names.columns) }),
      ("facts", { .texts($0.quantity.facts.map(\.identifier)) }),
      ("comment", { .text($0.quantity.comment) }),
    ],
    derived: [
      ("symbol", { .formula(Formula(name: $0.quantity.name)) }),
      ("formula", { $0.rightSide }),
      ("equation", { .formula($0.equation) }),
      ("worked", { $0.worked }),
      ("entry_symbol", { $0.entry(\.symbol) }),
      ("entry_formula", { $0.entry(\.formula) }),
      (
        "expanded",
        { report in
          .optional(
            report.quantity.rightSide.flatMap { side in
              TypedCall(report.quantity.definition, expanded: side).map { _ in side.text }
            }, because: "\(report.quantity.name) is what its definition says"
          ) { .code($0) }
        }
      ),
      ("dimensions", { .text($0.dimensions) }),
      ("is_given", { .flag($0.quantity.role == .given) }),
      ("properties", { .texts($0.properties) }),
      (
        "table",
        { report in
          .optional(
            report.table, because: "\(report.quantity.name) has no names of rows or columns"
          ) {
            .record($0)
          }
        }
      ),
      ("is_one_hot", { .flag(!$0.quantity.classes.isEmpty) }),
      (
        "class",
        { report in
          .optional(
            report.quantity.classes.first, because: "\(report.quantity.name) is not one-hot"
          ) { .count($0) }
        }
      ),
    ])

  static let hasTensor = true
  var tensor: TensorView? { values }

  private var values: TensorView {
    context.tensor(
      quantity.value, path, isTyped: quantity.role == .given && quantity.isTyped && path != nil)
  }

  /// The numbers under the names of their rows and columns; `nil` where they have none.
  private var table: NamedTable? {
    quantity.names.isEmpty ? nil : NamedTable(names: quantity.names, tensor: values)
  }

  /// The facts in words; one-hot is a case of its own.
  private var properties: [String] {
    quantity.classes.isEmpty ? quantity.facts.map { $0.words(for: quantity.value.shape) } : []
  }

  private var dimensions: String {
    quantity.value.shape.rank == 0
      ? "a number" : quantity.value.shape.dimensions.map(String.init).joined(separator: " × ")
  }

  /// The author's right-hand side; what an entry is, where it was written in index notation.
  private var rightSide: Value {
    if let side = quantity.rightSide {
      return .formula(Formula(side) { context.shape($0) })
    }
    return entry(\.formula)
  }

  /// `z = x W = [...]`; a given is its symbol and its value.
  private var equation: Formula {
    let symbol = Formula(name: quantity.name)
    let result = Value.tensor(values).formula ?? .tensor(values)
    guard let side = quantity.rightSide else { return .joined([symbol, result], by: .equals) }
    let typed = typed.map { [$0] } ?? []
    return .joined(
      [symbol] + typed + [Formula(side) { context.shape($0) }, result], by: .equals)
  }

  /// What the author wrote, where the right-hand side is what became of it: a derivative's closed form,
  /// the last line of a composition.
  private var typed: Formula? {
    guard let side = quantity.rightSide,
      let call = TypedCall(quantity.definition, expanded: side)
    else { return nil }
    return call.formula { context.shape($0) }
  }

  /// An entry in index notation: `z_i` and what it is.
  private func entry(_ part: KeyPath<(symbol: Formula, formula: Formula), Formula>) -> Value {
    .optional(
      quantity.entryDefinition,
      because: quantity.role == .given
        ? "\(quantity.name) is given" : "no formula gives the entries of \(quantity.name)"
    ) { definition in
      let symbol = Element(quantity.name, definition.indices.map { .index($0) })
      return .formula((symbol: Formula(symbol), formula: Formula(definition.body))[keyPath: part])
    }
  }

  /// For a single number: the numbers put in, where they are few enough to follow.
  private var worked: Value {
    guard quantity.role == .computed, quantity.value.shape.rank == 0 else {
      return .missing(because: "only a computed number is worked in one line")
    }
    // Only its result would stand there, a second time.
    guard quantity.entryDefinition != nil else {
      return .missing(because: "no formula gives the entries of \(quantity.name)")
    }
    let entry = EntryReference(quantity.name, [])
    let found = context.explanations(of: entry, depth: 0, limit: 1)
    if case .list(let values) = found, let first = values.first { return first }
    return found
  }
}
