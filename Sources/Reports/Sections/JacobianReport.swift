import Formulas
import WorkedExamples

/// A local derivative: its matrix where it stands alone.
struct JacobianReport: Record {
  let jacobian: Jacobian
  let context: ReportContext

  static let members = Members<JacobianReport>(
    [
      ("of", { .name($0.jacobian.of) }),
      ("with_respect_to", { .name($0.jacobian.withRespectTo) }),
      ("symbol", { .formula($0.symbol) }),
      ("shape", { .counts($0.jacobian.shape.dimensions) }),
      ("values", { $0.values }),
      (
        "zero_share",
        { report in
          .optional(report.jacobian.zeroShare, because: report.tooLarge) { share in
            .number(NumberView(share, format: report.context.format, style: .asTyped))
          }
        }
      ),
      ("bytes", { .count($0.jacobian.bytes) }),
    ],
    derived: [
      ("equation", { $0.equation }),
      ("derivation", { $0.derivation }),
      ("lemma", { $0.lemma }),
      ("rows", { .count($0.jacobian.shape[0]) }),
      ("columns", { .count($0.jacobian.shape[1]) }),
      ("is_built", { .flag($0.jacobian.value != nil) }),
      ("is_small", { .flag($0.isSmall) }),
      ("is_sparse", { .flag(($0.jacobian.zeroShare ?? 0) > 0) }),
      ("zero_percent", { .count(percent($0.jacobian.zeroShare ?? 0)) }),
      ("megabytes", { .count(($0.jacobian.bytes + 500_000) / 1_000_000) }),
    ])

  var whole: Value? { values }
  static let hasTensor = true

  private var path: String { "jacobian.\(jacobian.of).\(jacobian.withRespectTo)" }
  private var tooLarge: String {
    "this Jacobian is too large to be written out"
  }
  var symbol: Formula { ReportContext.partial(jacobian.of, jacobian.withRespectTo) }

  /// `nil` where it was not written out.
  var tensor: TensorView? { jacobian.value.map { context.tensor($0, path) } }

  /// Whether its rows fit a page, as they are shown.
  var isSmall: Bool {
    guard let tensor else { return false }
    if jacobian.shape[1] <= 6 { return true }
    return PlainText.block(tensor).allSatisfy { $0.count <= 84 }
  }

  private var values: Value { .optional(tensor, because: tooLarge) { .tensor($0) } }

  /// How empty the matrix is, in words; `nil` where no entry is zero.
  var zeros: String? {
    guard let share = jacobian.zeroShare, share > 0 else { return nil }
    return "\(Self.percent(share)) % of it zero"
  }

  /// `∂S/∂z = [...]`
  private var equation: Value {
    .optional(tensor, because: tooLarge) {
      .formula(.joined([symbol, .tensor($0)], by: .equals))
    }
  }

  private var derivation: Value {
    let known = context.derivation(
      .local, .index, of: jacobian.of, withRespectTo: jacobian.withRespectTo)
    return .optional(known, because: "it was not derived") {
      .record(DerivationReport(forms: $0))
    }
  }

  /// The lemma that says it in symbols.
  private var lemma: Value {
    let known = context.lemma(of: jacobian.of, withRespectTo: jacobian.withRespectTo)
    return .optional(known, because: "it was not derived") { .record($0) }
  }

  /// Whole percents, but never 100 for less than all.
  static func percent(_ share: Double) -> Int {
    share < 1 ? min(99, Int((share * 100).rounded())) : 100
  }
}
