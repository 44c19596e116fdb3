import Formulas
import WorkedExamples

/// Gradient steps and the loss after each.
struct DescentReport: Record {
  let descent: Descent
  let context: ReportContext

  static let members = Members<DescentReport>(
    [
      ("of", { .name($0.descent.of) }),
      ("moved", { .names($0.descent.moved) }),
      ("rate", { $0.context.typed($0.descent.rate) }),
      ("losses", { report in .list(report.descent.losses.map { report.context.number($0) }) }),
      ("after_first_step", { .list($0.moved($0.descent.afterFirstStep)) }),
      ("after_last_step", { .list($0.moved($0.descent.afterLastStep)) }),
    ],
    derived: [
      ("count", { .count($0.last) }),
      ("loss_before", { $0.loss(after: 0) }),
      ("loss_after_first", { $0.loss(after: 1) }),
      ("shown", { report in .list(report.shown.map { .record(report.step($0)) }) }),
      ("left_out", { report in .count(report.descent.losses.count - report.shown.count) }),
      ("leaves_out", { report in .flag(report.descent.losses.count > report.shown.count) }),
      ("has_several_steps", { .flag($0.last > 1) }),
      ("falls", { .flag($0.falls) }),
      ("is_lower", { .flag(($0.descent.losses.last ?? 0) < ($0.descent.losses.first ?? 0)) }),
    ])

  private var last: Int { max(0, descent.losses.count - 1) }

  /// Whether every step lowers the loss.
  private var falls: Bool { zip(descent.losses, descent.losses.dropFirst()).allSatisfy { $0 > $1 } }

  private func loss(after step: Int) -> Value {
    descent.losses.indices.contains(step)
      ? context.number(descent.losses[step]) : .missing(because: "there is no step \(step)")
  }

  private func step(_ step: Int) -> LossReport {
    LossReport(step: step, loss: descent.losses[step], context: context)
  }

  private func moved(_ quantities: [Quantity]) -> [Value] {
    quantities.map { quantity in
      var report = QuantityReport(quantity, context)
      report.path = nil
      return .record(report)
    }
  }

  /// The steps listed: all of a few, of many the first ones, some between and the last.
  private var shown: [Int] {
    let count = descent.losses.count
    guard count > 21 else { return Array(0..<count) }
    let stride = (count - 1 + 9) / 10
    return Array(0...5)
      + Array(Swift.stride(from: stride, to: count - 1, by: stride)).filter { $0 > 5 }
      + [count - 1]
  }
}

/// The loss after a step.
struct LossReport: Record {
  let step: Int
  let loss: Double
  let context: ReportContext

  static let members = Members<LossReport>([
    ("step", { .count($0.step) }),
    ("loss", { $0.context.number($0.loss) }),
  ])
}
