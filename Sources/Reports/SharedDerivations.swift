import Formulas
import IndexNotation
import Synchronization
import WorkedExamples

/// The formulas of derivations, made once for all examples of a build that share them.
public final class ReportMemory: Sendable {
  private let known = Mutex<[SharedDerivations]>([])

  /// So many sets are kept at most, so that memory does not grow with the number of examples.
  private static let limit = 32

  /// Empty; filled by the reports of a build.
  public init() {}

  /// The formulas of an example's derivations. Examples of one structure hold the same array, so that
  /// comparing is a look at where it is.
  func derivations(of example: WorkedExample) -> SharedDerivations {
    known.withLock { known in
      if let found = known.first(where: { $0.derivations == example.derivations }) { return found }
      let made = SharedDerivations(example.derivations)
      if known.count == Self.limit { known.removeFirst() }
      known.append(made)
      return made
    }
  }
}

/// Derivations with their formulas.
final class SharedDerivations: Sendable {
  let derivations: [Derivation]
  let forms: [DerivationForms]

  init(_ derivations: [Derivation]) {
    self.derivations = derivations
    forms = derivations.map(DerivationForms.init)
  }
}

/// A derivation and every formula that is shown of it.
final class DerivationForms: Sendable {
  let derivation: Derivation
  let symbol: SharedFormula
  let result: SharedFormula
  /// Lines below one another, aligned at the equals sign, the rule in words beside each.
  let lines: SharedFormula
  /// `S_i (1 - S_i)` where t = i, `-S_t S_i` elsewhere; `nil` where there are no cases.
  let caseEquation: SharedFormula?
  let steps: [StepForms]
  let cases: [(condition: SharedFormula, result: SharedFormula, checked: Int)]
  /// The lines as a terminal shows them.
  let textLines: [String]
  let json = JSONMemory()

  init(_ derivation: Derivation) {
    self.derivation = derivation
    let (of, other) = (Formula(derivation.of), Formula(derivation.withRespectTo))
    let symbol =
      switch derivation.kind {
      case .local: Formula.derivative(.partial, of: of, withRespectTo: other)
      case .total: Formula.derivative(.total, of: of, withRespectTo: other)
      case .lemma: Formula(derivation.steps.first?.before ?? derivation.result)
      }
    self.symbol = SharedFormula(symbol)
    result = SharedFormula(Formula(derivation.result))
    steps = derivation.steps.map(StepForms.init)
    lines = SharedFormula(StepForms.lines(steps, from: symbol))
    let cases = derivation.cases.map { (Formula($0.conditions), Formula($0.result), $0.checked) }
    textLines = TextLine.derivation(derivation, symbol, steps.map(\.after.formula), cases)
    self.cases = cases.map { (SharedFormula($0.0), SharedFormula($0.1), $0.2) }
    caseEquation =
      cases.isEmpty
      ? nil
      : SharedFormula(
        .joined([symbol, .cases(cases.map { Formula.Case($0.1, when: $0.0) })], by: .equals))
  }

  /// How often both sides of its lines and cases were evaluated.
  var checked: Int {
    let steps = derivation.steps.flatMap { [$0] + $0.substeps }.map(\.checked)
    return (steps + derivation.cases.map(\.checked)).reduce(0, +)
  }
}

/// A step of a derivation and its formulas.
final class StepForms: Sendable {
  let step: Derivation.Step
  let before: SharedFormula
  let after: SharedFormula
  let substeps: [StepForms]
  let lines: SharedFormula

  init(_ step: Derivation.Step) {
    self.step = step
    let before = Formula(step.before)
    self.before = SharedFormula(before)
    after = SharedFormula(Formula(step.after))
    substeps = step.substeps.map(StepForms.init)
    lines = SharedFormula(Self.lines(substeps, from: before))
  }

  static func lines(_ steps: [StepForms], from start: Formula) -> Formula {
    .lines(
      steps.enumerated().map { place, step in
        Formula.Line(
          place == 0 ? start : nil, .equals, step.after.formula, reason: step.step.rule)
      })
  }
}
