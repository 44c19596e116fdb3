import Formulas
import IndexNotation
import MatrixNotation
import ModelLanguage
import Tensors

/// The lines of derivations in matrix notation, each with its reason as a teacher would say it.
struct MatrixWords {
  /// A gradient and how it comes about.
  struct Step: Equatable, Sendable {
    let derivation: MatrixDerivation
    let isAsked: Bool
    /// The numbers of the lemmas that its first line quotes.
    var lemmas: [Int] = []
  }

  /// A quantity and what the author defined it as.
  struct Name: Equatable, Sendable {
    let name: String
    let shape: Shape
    let definition: String
    let rightSide: Syntax?
  }

  private let names: [String: Name]
  private let notation: FormNotation
  private let forms: [Gradient: MatrixForm]

  private struct Gradient: Hashable {
    let of: String
    let withRespectTo: String
  }

  init(_ names: [Name], _ steps: [Step], in notation: FormNotation) {
    self.notation = notation
    self.names = Dictionary(names.map { ($0.name, $0) }) { first, _ in first }
    forms = Dictionary(
      steps.map { step in
        let derivation = step.derivation
        return (
          Gradient(of: derivation.of, withRespectTo: derivation.withRespectTo), derivation.result
        )
      }
    ) { first, _ in first }
  }

  func formula(_ form: MatrixForm) -> Formula { Formula(form, in: notation) { names[$0]?.shape } }

  /// The steps of a derivation, each from the line before it.
  func steps(_ step: Step, from symbol: Formula) -> [StepForms] {
    let derivation = step.derivation
    var before = symbol
    return derivation.lines.map { line in
      let after = formula(line.form)
      defer { before = after }
      let lemmas = line.step == .pullback ? step.lemmas : []
      return StepForms(
        words: words(line.step, derivation, lemmas), rules: Self.rules(line.step), before: before,
        after: after, checked: line.checked, lemmas: lemmas)
    }
  }

  // MARK: Words

  private func words(
    _ step: MatrixDerivation.Step, _ derivation: MatrixDerivation, _ lemmas: [Int]
  ) -> Formula {
    switch step {
    case .start: .words("the loss by itself")
    case .pullback: .row(Self.joined([pullback(derivation.through) + Self.quoted(lemmas)]))
    case .putIn(let names, let reasons):
      .row(Self.joined([putIn(names, of: derivation.of)] + reasons.map(words)))
    case .rules(let reasons): .row(Self.joined(reasons.map(words)))
    case .shorter: .words("simplified")
    }
  }

  private func words(_ reason: Reason) -> [Formula] { reason.words.map(word) }

  private func word(_ word: Reason.Word) -> Formula {
    switch word {
    case .text(let text): .words(text)
    case .form(let form): formula(form)
    case .function(let name): .word(name)
    }
  }

  /// "pullback of S = softmax(z)", "pullbacks of h and y"
  private func pullback(_ through: [String]) -> [Formula] {
    if through.count == 1, let definition = definition(of: through[0]) {
      return [.words("pullback of "), definition]
    }
    return [.words(through.count == 1 ? "pullback of " : "pullbacks of ")]
      + Self.listed(through.map { Formula(name: $0) })
  }

  /// " (lemma 2)", " (lemmas 1 and 4)"
  private static func quoted(_ lemmas: [Int]) -> [Formula] {
    if lemmas.isEmpty { return [] }
    let numbers = lemmas.map(String.init)
    let last = numbers.count > 1 ? " and " + numbers[numbers.count - 1] : ""
    let first = numbers.prefix(max(1, numbers.count - 1)).joined(separator: ", ")
    return [.words(" (\(numbers.count == 1 ? "lemma" : "lemmas") \(first)\(last))")]
  }

  /// The longest definition and the longest form that stand in a reason, in letters.
  private static let longest = 28

  /// As the author wrote it; `nil` where that is long.
  private func definition(of name: String) -> Formula? {
    guard let known = names[name], let side = known.rightSide,
      known.definition.count <= Self.longest
    else { return nil }
    let equation = Formula.joined(
      [Formula(name: name), Formula(side) { names[$0]?.shape }], by: .equals)
    return .name("\(name) = \(known.definition)", equation)
  }

  /// "δ_S = -y / S put in", "δ_h and δ_y put in"
  private func putIn(_ names: [String], of loss: String) -> [Formula] {
    let deltas = names.map { Formula.delta($0) }
    if names.count == 1, let form = forms[Gradient(of: loss, withRespectTo: names[0])] {
      let equation = Formula.joined([deltas[0], formula(form)], by: .equals)
      if PlainText.text(equation).count <= Self.longest {
        return [equation, .words(" put in")]
      }
    }
    return Self.listed(deltas) + [.words(" put in")]
  }

  /// "a, b and c"
  private static func listed(_ items: [Formula]) -> [Formula] {
    items.enumerated().flatMap { place, item in
      if place == 0 { return [item] }
      return [.words(place == items.count - 1 ? " and " : ", "), item]
    }
  }

  /// One after the other, with commas between them; words next to words are one.
  private static func joined(_ parts: [[Formula]]) -> [Formula] {
    var result: [Formula] = []
    for item in parts.joined(separator: [.words(", ")]) {
      if case .words(let more) = item, case .words(let text)? = result.last {
        result[result.count - 1] = .words(text + more)
      } else {
        result.append(item)
      }
    }
    return result
  }

  // MARK: Why it holds

  private static func rules(_ step: MatrixDerivation.Step) -> [RuleReport] {
    switch step {
    case .start:
      [RuleReport(name: "the loss by itself", reason: "It changes with itself at rate 1.")]
    case .pullback:
      [
        RuleReport(
          name: "pullback",
          reason: "How the loss changes with a result, times how that changes with what it is "
            + "computed from, without the matrix in between.")
      ]
    case .putIn(_, let reasons):
      [RuleReport(name: "put in", reason: "A gradient's name stands for the form found before.")]
        + reasons.map { RuleReport(name: $0.rule, reason: $0.sentence) }
    case .rules(let reasons):
      reasons.map { RuleReport(name: $0.rule, reason: $0.sentence) }
    case .shorter:
      [RuleReport(name: "simplify", reason: "The same, written with fewer signs.")]
    }
  }
}
