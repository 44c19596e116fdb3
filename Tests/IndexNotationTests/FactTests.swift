import Tensors
import Testing

@testable import IndexNotation

/// Random values have every fact that they are drawn for, whatever facts stand together.
@Suite struct FactTests {
  static let sets: [Set<Fact>] = (0..<(1 << Fact.allCases.count)).map { bits in
    Set(Fact.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element))
  }

  /// What no matrix of three rows and columns satisfies together.
  private func isContradiction(_ facts: Set<Fact>) -> Bool {
    let isZeroOrOne = !facts.isDisjoint(with: [.zeroOrOne, .lastAxisIsOneHot])
    guard facts.contains(.positive) else { return false }
    return facts.contains(.orthogonal) || facts.contains(.lastAxisIsOneHot)
      || isZeroOrOne && !facts.isDisjoint(with: [.positiveDefinite, .lastAxisSumsToOne])
  }

  @Test(arguments: sets) func areDrawnTogether(facts: Set<Fact>) throws {
    if isContradiction(facts) { return }
    let model = SymbolicModel([
      SymbolicQuantity("A", shape: [3, 3], facts: Fact.allCases.filter(facts.contains))
    ])
    var generator = SeededGenerator(seed: 7)
    for style in Instance.Style.allCases {
      let drawn = Instance.random(model, style, name: "", &generator).givens[0]
      for fact in facts {
        let complaint = fact.complaint(about: Tensor(drawn, shape: [3, 3])) { "\(drawn[$0])" }
        #expect(complaint == nil, "\(fact) of \(facts)")
      }
    }
  }

  @Test func moreRowsThanColumns() {
    let model = SymbolicModel([SymbolicQuantity("A", shape: [4, 2], facts: [.orthogonal])])
    var generator = SeededGenerator(seed: 7)
    let drawn = Instance.random(model, .signed, name: "", &generator).givens[0]
    let complaint = Fact.orthogonal.complaint(about: Tensor(drawn, shape: [4, 2])) { _ in "" }
    #expect(complaint == nil)
  }
}
