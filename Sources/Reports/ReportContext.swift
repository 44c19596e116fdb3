import Formulas
import IndexNotation
import MatrixNotation
import Problems
import Tensors
import WorkedExamples

/// What an author may choose about how values are shown, for all templates alike.
public struct ReportOptions: Hashable, Sendable {
  /// How much of a large tensor is shown.
  public var limit: TensorView.Limit

  /// Tensors are shown whole up to the limit, beyond it their ends.
  public init(limit: TensorView.Limit = .init()) { self.limit = limit }
}

/// What all records of one example share: the example, look-ups in it, and how its values are shown.
final class ReportContext: Sendable {
  let example: WorkedExample
  let options: ReportOptions
  let format: NumberFormat
  private let quantities: [String: Quantity]
  /// The derivations of pullbacks' lemmas, by their numbers.
  private let pullbacks: [Int: DerivationForms]
  /// Those in matrix notation as a terminal shows them, for each loss.
  let backwardText: [(title: String, lines: [String])]
  /// All that are shown: local ones, gradients in matrix notation, gradients entry by entry.
  let derivations: [DerivationForms]

  init(_ example: WorkedExample, _ options: ReportOptions, _ memory: ReportMemory) {
    self.example = example
    self.options = options
    format = NumberFormat(digits: min(max(example.digits, 0), 17))
    quantities = Dictionary(example.quantities.map { ($0.name, $0) }) { first, _ in first }
    let shared = memory.derivations(of: example)
    backwardText = shared.backwardText
    derivations =
      shared.entries.filter { $0.kind != .total } + shared.pullbacks + shared.backward
      + shared.entries.filter { $0.kind == .total }
    pullbacks = Dictionary(shared.pullbacks.map { ($0.lemma ?? 0, $0) }) { first, _ in first }
  }

  func quantity(_ name: String) -> Quantity? { quantities[name] }

  /// How a derivative was derived, if it was.
  func derivation(
    _ kind: Derivation.Kind, _ notation: DerivationForms.Notation, of: String,
    withRespectTo other: String
  ) -> DerivationForms? {
    derivations.first {
      $0.kind == kind && $0.notation == notation && $0.of == of && $0.withRespectTo == other
    }
  }

  func shape(_ name: String) -> Shape? { quantities[name]?.value.shape }

  // MARK: Values

  /// A tensor of the report under its name; what the author typed is shown as typed.
  func tensor(_ tensor: Tensor, _ name: String?, isTyped: Bool = false) -> TensorView {
    TensorView(
      tensor, name: name, format: format, style: isTyped ? .asTyped : nil, limit: options.limit)
  }

  /// A computed number.
  func number(_ value: Double, _ entry: String? = nil) -> Value {
    .number(NumberView(value, format: format, entry: entry))
  }

  /// A number of the author's or a tolerance, as typed.
  func typed(_ value: Double) -> Value {
    .number(NumberView(value, format: format, style: .asTyped))
  }

  /// Matrix notation; a result of this shape that it reaches only by broadcasting is written out.
  func formula(_ matrix: MatrixForm, of result: Shape? = nil) -> Formula {
    Formula(matrix, of: result, in: example.formNotation) { self.shape($0) }
  }

  // MARK: Symbols

  /// `∂S/∂z`
  static func partial(_ of: String, _ other: String) -> Formula {
    .partial(of: Formula(name: of), withRespectTo: Formula(name: other))
  }

  /// `dL/dW`
  static func total(_ of: String, _ other: String) -> Formula {
    .total(of: Formula(name: of), withRespectTo: Formula(name: other))
  }
}

extension Value {
  /// A value, or why there is none.
  static func optional<Content>(
    _ content: Content?, because reason: @autoclosure () -> String, _ make: (Content) -> Value
  ) -> Value {
    content.map(make) ?? .missing(because: reason())
  }

  static func texts(_ texts: [String]) -> Value { .list(texts.map { .text($0) }) }
  static func names(_ names: [String]) -> Value { .list(names.map { .name($0) }) }
  static func counts(_ counts: [Int]) -> Value { .list(counts.map { .count($0) }) }
}

extension ReportContext {
  /// What gradients are of, in the order asked for.
  var losses: [String] { unique(example.gradients.map(\.of)) }

  /// `gradient.W`, or `gradient.L.W` where several losses have one.
  func path(of gradient: Gradient) -> String {
    pathOfGradient(of: gradient.of, withRespectTo: gradient.withRespectTo) ?? ""
  }

  /// The path of a gradient that was asked for; `nil` for one that was only met on the way.
  func pathOfGradient(of loss: String, withRespectTo other: String) -> String? {
    let matching = example.gradients.filter { $0.withRespectTo == other }
    guard matching.contains(where: { $0.of == loss }) else { return nil }
    return matching.count == 1 ? "gradient.\(other)" : "gradient.\(loss).\(other)"
  }

  /// δ's by the names that explanations have for them; a terminal shows what can be typed there.
  private var deltaNames: [String: Formula] {
    guard losses.count == 1 else { return [:] }
    let deltas = DeltaReport.all(self).filter { !$0.step.isAsked }.map(\.step).map { step in
      let name = DerivativeName(.total, of: step.of, withRespectTo: step.withRespectTo).text
      return (name, Formula.name(name, .delta(step.withRespectTo)))
    }
    return Dictionary(deltas) { first, _ in first }
  }

  /// An entry and what it came from, some levels down.
  func explanations(of entry: EntryReference, depth: Int, limit: Int) -> Value {
    do throws(Problem) {
      let found = try Explainer(example).explain(entry, depth: depth)
      let deltas = deltaNames
      return .list(
        found.prefix(limit).map {
          .record(ExplanationReport($0, format: format, deltas: deltas))
        })
    } catch {
      return .missing(because: error.message)
    }
  }

  /// Lemmas, in the order in which a reader meets them.
  var lemmas: [LemmaReport] { example.lemmas.map { LemmaReport(lemma: $0, context: self) } }

  func lemma(of: String, withRespectTo other: String) -> LemmaReport? {
    example.lemma(of: of, withRespectTo: other).map { LemmaReport(lemma: $0, context: self) }
  }

  /// How a lemma was derived.
  func derivation(of lemma: Lemma) -> DerivationForms {
    if lemma.pullback != nil {
      return pullbacks[lemma.number] ?? DerivationForms(lemma.derivation, lemma: lemma.number)
    }
    let own = lemma.derivation
    return derivation(.local, .index, of: own.of.tensor, withRespectTo: own.withRespectTo.tensor)
      ?? DerivationForms(own, lemma: lemma.number)
  }
}
