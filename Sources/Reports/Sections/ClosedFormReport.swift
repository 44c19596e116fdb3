import Formulas
import IndexNotation
import WorkedExamples

/// A gradient's closed form in every notation found for it.
struct ClosedFormReport: Record {
  let form: ClosedForm
  /// What it is the form of: `dL/dW`, `δ_z`.
  let symbol: Formula
  /// What an entry is the form of, where there is one for an entry.
  var entrySymbol: Formula?
  /// The numbers under their name.
  let numbers: TensorView
  let multiplications: Int?
  let context: ReportContext

  static let members = Members<ClosedFormReport>(
    [
      ("text", { .code(PlainText.text($0.formula)) }),
      (
        "index",
        { report in
          .optional(report.entry, because: "it was not derived entry by entry") {
            .code(PlainText.text($0))
          }
        }
      ),
      (
        "matrix",
        { report in
          .optional(report.form.matrix, because: report.noMatrix) {
            .code(PlainText.text(report.context.formula($0, of: report.form.values.shape)))
          }
        }
      ),
      (
        "numpy",
        { report in
          .optional(report.form.matrix, because: report.noMatrix) {
            .code(NumPyText.text($0) { report.context.shape($0) })
          }
        }
      ),
      ("latex", { .code(TeX.text($0.formula)) }),
      ("values", { .tensor($0.context.tensor($0.form.values, nil)) }),
      (
        "multiplications",
        { report in
          .optional(report.multiplications, because: "they were not counted") { .count($0) }
        }
      ),
      ("simplified", { .flag($0.form.isSimplified) }),
    ],
    derived: [
      ("formula", { .formula($0.formula) }),
      (
        "entry_formula",
        { .optional($0.entry, because: "it was not derived entry by entry") { .formula($0) } }
      ),
      (
        "entry_symbol",
        { .optional($0.entrySymbol, because: "it was not derived entry by entry") { .formula($0) } }
      ),
      (
        "without_matrix",
        { .optional($0.form.reason, because: "it has matrix notation") { .text($0) } }
      ),
      ("deltas", { .list($0.deltas) }),
      ("equation", { .formula($0.equation) }),
      ("lines", { .formula($0.lines) }),
    ])

  /// Alone it is the formula: in matrix notation where it has one, else an entry.
  var whole: Value? { .formula(formula) }

  private var noMatrix: String { form.reason ?? "it was derived entry by entry" }
  private var entry: Formula? { entrySymbol == nil ? nil : form.entry.map { Formula($0.body) } }
  private var formula: Formula {
    form.matrix.map { context.formula($0, of: form.values.shape) } ?? entry ?? .row([])
  }

  /// The δ's in it: as they are shown, and as the NumPy text has them.
  private var deltas: [Value] {
    (form.matrix?.deltas.sorted() ?? []).map { name in
      .record(
        Object([
          ("symbol", .formula(.delta(name))), ("numpy", .code(NumPyText.text(.delta(name)))),
        ]))
    }
  }

  /// The formula, and below it the numbers.
  private var lines: Formula {
    .lines([
      .init(shownSymbol, .equals, formula),
      .init(form.matrix == nil ? symbol : nil, .equals, .tensor(numbers)),
    ])
  }

  private var equation: Formula { .joined([shownSymbol, formula], by: .equals) }
  private var shownSymbol: Formula { form.matrix == nil ? entrySymbol ?? symbol : symbol }
}
