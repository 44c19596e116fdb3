import Formulas
import IndexNotation
import MatrixNotation
import Synchronization
import Tensors
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
    let structure = SharedDerivations.Structure(example)
    return known.withLock { known in
      if let found = known.first(where: { $0.structure == structure }) { return found }
      let made = SharedDerivations(structure)
      if known.count == Self.limit { known.removeFirst() }
      known.append(made)
      return made
    }
  }
}

/// Derivations with their formulas.
final class SharedDerivations: Sendable {
  let structure: Structure
  /// In matrix notation, from each loss backward.
  let backward: [DerivationForms]
  /// The same as a terminal shows them, for each loss.
  let backwardText: [(title: String, lines: [String])]
  /// The lemmas of pullbacks, in index notation.
  let pullbacks: [DerivationForms]
  /// In index notation.
  let entries: [DerivationForms]

  /// All of an example that the formulas of its derivations depend on.
  struct Structure: Equatable, Sendable {
    let derivations: [Derivation]
    let backward: [MatrixWords.Step]
    let lemmas: [Lemma]
    let quantities: [MatrixWords.Name]
    let notation: FormNotation

    init(_ example: WorkedExample) {
      derivations = example.derivations
      backward = example.backward.compactMap { step in
        step.derivation.map {
          MatrixWords.Step(derivation: $0, isAsked: step.isAsked, lemmas: step.lemmas)
        }
      }
      lemmas = example.lemmas
      notation = example.formNotation
      quantities = example.quantities.map {
        MatrixWords.Name(
          name: $0.name, shape: $0.value.shape, definition: $0.definition, rightSide: $0.rightSide)
      }
    }
  }

  init(_ structure: Structure) {
    self.structure = structure
    let words = MatrixWords(
      structure.quantities, structure.backward, in: structure.notation)
    let backward = structure.backward.map { DerivationForms($0, words) }
    self.backward = backward
    backwardText = unique(structure.backward.map(\.derivation.of)).map { loss in
      let deltas = structure.backward.filter { $0.derivation.of == loss }
        .flatMap { $0.derivation.lines.flatMap { $0.form.deltas.sorted() } }
      let title = "Backward from \(loss)"
      let legend = deltas.first.map { name in
        let symbol = PlainText.text(.delta(name))
        return ", with \(symbol) for \(PlainText.text(ReportContext.total(loss, name)))"
      }
      return (title + (legend ?? ""), TextLine.derivations(backward.filter { $0.of == loss }))
    }
    pullbacks = structure.lemmas.filter { $0.pullback != nil }
      .map { DerivationForms($0.derivation, lemma: $0.number) }
    entries = structure.derivations.map { derivation in
      let lemma = structure.lemmas.first { lemma in
        derivation.kind == .local
          && lemma.uses.contains {
            $0.of == derivation.of.tensor && $0.withRespectTo == derivation.withRespectTo.tensor
          }
      }
      return DerivationForms(derivation, lemma: lemma?.number)
    }
  }
}

/// A derivation and every formula that is shown of it.
final class DerivationForms: Sendable {
  /// In which notation gradients are derived.
  enum Notation: String { case matrix, index }

  let kind: Derivation.Kind
  /// The number of the lemma that it is, or is another use of.
  let lemma: Int?
  let notation: Notation
  let of: String
  let withRespectTo: String
  let symbol: SharedFormula
  let result: SharedFormula
  /// Lines below one another, aligned at the equals sign, the rule in words beside each.
  let lines: SharedFormula
  let isSimplified: Bool
  /// `S_i (1 - S_i)` where t = i, `-S_t S_i` elsewhere; `nil` where there are no cases.
  let caseEquation: SharedFormula?
  let steps: [StepForms]
  let cases: [(condition: SharedFormula, result: SharedFormula, checked: Int)]
  /// The lines as a terminal shows them; those in matrix notation stand together.
  let textLines: [String]
  let json = JSONMemory()

  /// In index notation.
  init(_ derivation: Derivation, lemma: Int?) {
    self.lemma = lemma
    kind = derivation.kind
    notation = .index
    of = derivation.of.tensor
    withRespectTo = derivation.withRespectTo.tensor
    isSimplified = derivation.isSimplified
    let (entry, other) = (Formula(derivation.of), Formula(derivation.withRespectTo))
    let symbol =
      switch derivation.kind {
      case .local: Formula.derivative(.partial, of: entry, withRespectTo: other)
      case .total: Formula.derivative(.total, of: entry, withRespectTo: other)
      case .lemma: Formula(derivation.steps.first?.before ?? derivation.result)
      }
    self.symbol = SharedFormula(symbol)
    result = SharedFormula(Formula(derivation.result))
    steps = derivation.steps.map(StepForms.init)
    lines = SharedFormula(StepForms.lines(steps, from: symbol))
    let cases = derivation.cases.map { (Formula($0.conditions), Formula($0.result), $0.checked) }
    let isPlain = derivation.isSimplified || derivation.kind != .total
    textLines = TextLine.derivation(
      symbol, steps, cases, remark: isPlain ? "" : "; no simpler form found")
    self.cases = cases.map { (SharedFormula($0.0), SharedFormula($0.1), $0.2) }
    caseEquation =
      cases.isEmpty
      ? nil
      : SharedFormula(
        .joined([symbol, .cases(cases.map { Formula.Case($0.1, when: $0.0) })], by: .equals))
  }

  /// In matrix notation.
  init(_ step: MatrixWords.Step, _ words: MatrixWords) {
    let derivation = step.derivation
    kind = .total
    lemma = nil
    notation = .matrix
    of = derivation.of
    withRespectTo = derivation.withRespectTo
    isSimplified = true
    let total = ReportContext.total(derivation.of, derivation.withRespectTo)
    let symbol = step.isAsked ? total : Formula.delta(derivation.withRespectTo)
    self.symbol = SharedFormula(symbol)
    result = SharedFormula(words.formula(derivation.result))
    steps = words.steps(step, from: total)
    lines = SharedFormula(StepForms.lines(steps, from: symbol))
    textLines = []
    cases = []
    caseEquation = nil
  }

  /// How often both sides of its lines and cases were evaluated.
  var checked: Int {
    let steps = steps.flatMap { [$0] + $0.substeps }.map(\.checked)
    return (steps + cases.map(\.checked)).reduce(0, +)
  }
}

/// A step of a derivation and its formulas.
final class StepForms: Sendable {
  /// What was done, as it stands beside the line.
  let words: Formula
  /// Each with why it is right.
  let rules: [RuleReport]
  let before: SharedFormula
  let after: SharedFormula
  let checked: Int
  /// The numbers of the lemmas that it quotes.
  let lemmas: [Int]
  let substeps: [StepForms]
  let lines: SharedFormula

  init(
    words: Formula, rules: [RuleReport], before: Formula, after: Formula, checked: Int,
    lemmas: [Int] = [], substeps: [StepForms] = []
  ) {
    self.words = words
    self.rules = rules
    self.before = SharedFormula(before)
    self.after = SharedFormula(after)
    self.checked = checked
    self.lemmas = lemmas
    self.substeps = substeps
    lines = SharedFormula(Self.lines(substeps, from: before))
  }

  convenience init(_ step: Derivation.Step) {
    self.init(
      words: .words(step.rule), rules: [RuleReport(name: step.rule, reason: step.reason)],
      before: Formula(step.before), after: Formula(step.after), checked: step.checked,
      substeps: step.substeps.map(StepForms.init))
  }

  /// What was done, on one line of plain text.
  var rule: String { PlainText.text(words) }
  /// Why that is right.
  var reason: String { unique(rules.map(\.reason)).joined(separator: " ") }

  static func lines(_ steps: [StepForms], from start: Formula) -> Formula {
    .lines(
      steps.enumerated().map { place, step in
        Formula.Line(place == 0 ? start : nil, .equals, step.after.formula, reason: step.words)
      })
  }
}
