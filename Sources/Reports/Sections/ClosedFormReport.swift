import Formulas
import IndexNotation
import WorkedExamples

/// A gradient's closed form in every notation found for it.
struct ClosedFormReport: Record {
  let form: ClosedForm
  let gradient: Gradient
  let context: ReportContext

  static let members = Members<ClosedFormReport>(
    [
      ("text", { .code(PlainText.text($0.formula)) }),
      (
        "index",
        { report in
          .optional(report.form.entry, because: "it was not derived entry by entry") {
            .code(PlainText.text(Formula($0.body)))
          }
        }
      ),
      (
        "matrix",
        { report in
          .optional(report.form.matrix, because: report.noMatrix) {
            .code(PlainText.text(report.context.formula($0)))
          }
        }
      ),
      (
        "numpy",
        { report in
          .optional(report.form.matrix, because: report.noMatrix) { .code(NumPyText.text($0)) }
        }
      ),
      ("latex", { .code(TeX.text($0.formula)) }),
      ("values", { .tensor($0.context.tensor($0.form.values, nil)) }),
      (
        "multiplications",
        { report in
          .optional(
            report.gradient.comparison.multiplications.closedForm, because: "they were not counted"
          ) { .count($0) }
        }
      ),
      ("simplified", { .flag($0.form.isSimplified) }),
    ],
    derived: [
      ("formula", { .formula($0.formula) }),
      ("entry_formula", { .formula($0.entry) }),
      ("entry_symbol", { .formula($0.entrySymbol) }),
      ("equation", { .formula($0.equation) }),
      ("lines", { .formula($0.lines) }),
    ])

  /// Alone it is the formula: in matrix notation where it has one, else an entry.
  var whole: Value? { .formula(formula) }

  private var noMatrix: String { form.reason ?? "it was derived entry by entry" }
  private var entry: Formula { form.entry.map { Formula($0.body) } ?? .row([]) }
  private var formula: Formula { form.matrix.map(context.formula) ?? entry }

  private var entrySymbol: Formula {
    .total(
      of: Formula(name: gradient.of),
      withRespectTo: Formula(
        Element(gradient.withRespectTo, (form.entry?.indices ?? []).map { .index($0) })))
  }

  /// The formula, and below it the numbers.
  private var lines: Formula {
    let numbers = context.tensor(gradient.shortcut, context.path(of: gradient))
    if form.matrix == nil {
      return .lines([
        .init(entrySymbol, .equals, entry),
        .init(
          ReportContext.total(gradient.of, gradient.withRespectTo), .equals, .tensor(numbers)),
      ])
    }
    return .lines([
      .init(ReportContext.total(gradient.of, gradient.withRespectTo), .equals, formula),
      .init(nil, .equals, .tensor(numbers)),
    ])
  }

  private var equation: Formula {
    let symbol =
      form.matrix == nil
      ? entrySymbol : ReportContext.total(gradient.of, gradient.withRespectTo)
    return .joined([symbol, formula], by: .equals)
  }
}
