import Tensors
import TestSupport
import Testing

@testable import IndexNotation

/// Places that follow from indices: how two are compared, and what is derived.
@Suite struct OffsetTests {
  static let cases: [DerivationTests.Case] = [
    .init(name: "correlation", model: OffsetModels.correlation, targets: ["x", "w"]),
    .init(name: "differences", model: OffsetModels.differences, targets: ["x"]),
    .init(name: "reversed", model: OffsetModels.reversed, targets: ["x"]),
    .init(name: "stride", model: OffsetModels.stride, targets: ["x", "w"]),
    .init(name: "all-but-the-last", model: OffsetModels.allButTheLast, targets: ["x"]),
  ]

  @Test(arguments: cases) func comesOutAsRecorded(_ example: DerivationTests.Case) throws {
    let plan = try DerivationPlan(example.model, gradients: [("L", example.targets)])
    #expect(plan.missing.isEmpty)
    for step in plan.derivations.flatMap(\.steps) { #expect(step.checked > 0) }
    #expect(
      try Golden.difference(of: DerivationReport.text(plan), from: "offset-\(example.name)") == nil)
  }

  /// A delta on an index that runs less far must not be contracted: where its other subscript is
  /// beyond, there is no term.
  @Test(
    arguments: cases.filter { ["correlation", "stride", "all-but-the-last"].contains($0.name) })
  func contractingBeyondTheRangeIsCaught(_ example: DerivationTests.Case) throws {
    let right = Deltas.contract
    let wrong = Rule(right.name, because: right.reason, example: right.example) { node, _ in
      guard case .sum(let index, let body) = node else { return nil }
      let terms = body.terms.map { term -> IndexExpression? in
        for delta in term.factors {
          guard case .delta(let a, let b) = delta,
            let place = Subscript.solution(a, b, for: index)
          else { continue }
          return IndexExpression.times(term.factors.filter { $0 != delta })
            .substituting([index: place])
        }
        return nil
      }
      return terms.contains(nil) ? nil : .plus(terms.compactMap(\.self))
    }
    var rules = RuleBook.standard
    rules.simplification = rules.simplification.map { $0.name == right.name ? wrong : $0 }
    do throws(DerivationError) {
      _ = try DerivationPlan(example.model, gradients: [("L", example.targets)], rules: rules)
      Issue.record("went unnoticed")
    } catch {
      // A line is wrong, or has an entry that is not there.
      switch error {
      case .lineDoesNotHold, .invalidModel: break
      default: Issue.record("\(error)")
      }
    }
  }

  // MARK: Two places

  private static func places(_ generator: inout SeededGenerator, _ indices: [Index]) -> Subscript {
    .at(
      AffinePlace(
        (0..<1 + generator.place(below: 3)).map { _ in
          (indices[generator.place(below: indices.count)], generator.place(below: 5) - 2)
        }, constant: generator.place(below: 7) - 3))
  }

  private static func value(_ delta: IndexExpression, _ place: (Index) -> Int) -> Int {
    if case .delta(let a, let b) = delta { return a.value(place) == b.value(place) ? 1 : 0 }
    return delta == .one ? 1 : 0
  }

  /// Worked out, in its common form, and solved for an index, a delta is 1 at the same places.
  @Test func deltasStayWhatTheyAre() {
    var generator = SeededGenerator(seed: 3)
    let indices = [Index("i", range: 3), Index("j", range: 4), Index("k", range: 2)]
    let shape = Shape(indices.map(\.range))
    var solved = 0
    for _ in 0..<3000 {
      let (a, b) = (Self.places(&generator, indices), Self.places(&generator, indices))
      let made = IndexExpression.deltaOf(a, b)
      for offset in 0..<shape.count {
        let position = shape.position(at: offset)
        let place = { (index: Index) in indices.firstIndex(of: index).map { position[$0] } ?? 0 }
        let expected = a.value(place) == b.value(place)
        #expect(Self.value(made, place) == (expected ? 1 : 0), "\(a), \(b)")
        #expect(Self.value(made.canonical, place) == (expected ? 1 : 0), "\(a), \(b)")
        #expect(made.canonical == IndexExpression.deltaOf(b, a).canonical)
        for index in indices {
          guard let other = Subscript.solution(a, b, for: index) else { continue }
          solved += 1
          #expect((place(index) == other.value(place)) == expected, "\(a), \(b) for \(index)")
        }
      }
    }
    #expect(solved > 1000)
  }

  @Test func whatStandsOnBothSidesGoes() {
    let (i, a) = (Index("i", range: 5), Index("a", range: 5))
    func at(_ terms: (Index, Int)..., plus constant: Int = 0) -> Subscript {
      .at(AffinePlace(terms.map { (index: $0.0, coefficient: $0.1) }, constant: constant))
    }
    let delta = IndexExpression.deltaOf
    #expect(delta(at((i, 1), plus: 1), at((a, 1), plus: 1)) == .delta(.index(i), .index(a)))
    #expect(delta(at((i, 2), plus: 1), at((a, 2), plus: 1)) == .delta(.index(i), .index(a)))
    #expect(delta(at((i, 1), plus: 1), .index(i)) == .zero)
    #expect(delta(at((i, 2)), at((a, 2), plus: 1)) == .zero)
    #expect(delta(at((i, 1), plus: 9), .index(a)) == .zero)
    #expect(delta(at((i, 2)), .fixed(4)) == .delta(.index(i), .fixed(2)))
  }

  @Test func namesAreTakenAwayInPlacesToo() throws {
    let plan = try DerivationPlan(OffsetModels.correlation, gradients: [("L", ["x"])])
    let renamed = SymbolicModel(
      OffsetModels.correlation.quantities.map { quantity in
        SymbolicQuantity(
          ["x": "u", "w": "v"][quantity.name] ?? quantity.name, shape: quantity.shape,
          definition: quantity.definition.map { definition in
            Definition(
              definition.indices,
              definition.body.replacing {
                .element(Element(["x": "u", "w": "v"][$0.tensor] ?? $0.tensor, $0.subscripts))
              })
          })
      })
    let other = try DerivationPlan(renamed, gradients: [("L", ["u"])])
    #expect(plan.lemmas[0].derivation.canonical.form == other.lemmas[0].derivation.canonical.form)
  }
}
