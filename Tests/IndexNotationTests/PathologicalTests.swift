import TestSupport
import Testing

@testable import IndexNotation

/// Inputs nobody should write: an answer or an error within a second, never a hang or a crash.
@Suite struct PathologicalTests {
  static let i = Index("i", range: 3)
  static let j = Index("j", range: 3)

  private func derive(_ body: IndexExpression, shape: [Int] = [3]) -> Result<Int, DerivationError> {
    let model = SymbolicModel([
      SymbolicQuantity("x", shape: shape),
      SymbolicQuantity("L", shape: [], definition: Definition([], body)),
    ])
    do throws(DerivationError) {
      return .success(
        try DerivationPlan(model, gradients: [("L", ["x"])]).derivations.count)
    } catch {
      return .failure(error)
    }
  }

  private func timed(_ work: () -> Void) {
    // Generous: an unoptimised build.
    #expect(processorTime(of: work) < .seconds(10))
  }

  private var x: IndexExpression { .entry("x", Self.i) }

  @Test func deepNesting() {
    timed {
      var body = x
      for _ in 0..<2000 { body = .function(.tanh, body) }
      #expect(throws: DerivationError.self) { try derive(.sum(over: Self.i, body)).get() }
    }
  }

  @Test func moderateNesting() {
    timed {
      var body = x
      for _ in 0..<40 { body = .function(.tanh, body) }
      _ = derive(.sum(over: Self.i, body))
    }
  }

  @Test func tenThousandTerms() {
    timed {
      let terms = (0..<10_000).map { IndexExpression.times([.number(Rational($0 + 1)), x]) }
      _ = derive(.sum(over: Self.i, .addition(terms)))
      _ = derive(.sum(over: Self.i, .product(terms)))
    }
  }

  @Test func aThousandTerms() {
    timed {
      let terms = (0..<900).map { number in
        IndexExpression.element(Element("x", [.fixed(number % 3)]))
      }
      _ = derive(.addition(terms))
      _ = derive(.product(terms))
    }
  }

  @Test func productOfManySums() {
    timed {
      let factors = (0..<12).map { number in
        IndexExpression.sum(
          over: Index("k\(number)", range: 3),
          .plus([.one, .entry("x", Index("k\(number)", range: 3))]))
      }
      _ = derive(.product(factors))
    }
  }

  @Test func powersOfPowers() {
    timed {
      var body = IndexExpression.plus([.one, x])
      for _ in 0..<30 { body = .power(.plus([.one, body]), Rational(2)) }
      _ = derive(.sum(over: Self.i, body))
    }
  }

  @Test func indexSoup() {
    timed {
      var body = x
      for number in 0..<8 {
        let k = Index("k\(number)", range: 3)
        body = .sum(
          over: k, .product([body, .delta(.index(Self.i), .index(k)), .entry("x", k)]))
      }
      _ = derive(.sum(over: Self.i, body))
    }
  }

  @Test(arguments: [
    (IndexExpression.entry("x", j), "the index j is bound by nothing"),
    (.sum(over: i, .entry("y", i)), "y is not known before it"),
    (.sum(over: i, .entry("x", i, i)), "x has 1 axes, not 2"),
    (
      .sum(over: Index("i", range: 4), .entry("x", Index("i", range: 4))),
      "i runs over 4 places, x has 3"
    ),
    (.sum(over: i, .sum(over: i, .entry("x", i))), "the index i is used twice"),
    (.element(Element("x", [.fixed(3)])), "x has no place 4 there"),
  ])
  func refusesNonsense(_ body: IndexExpression, _ problem: String) {
    #expect(derive(body) == .failure(.invalidModel(quantity: "L", problem: problem)))
  }

  @Test func overflowingNumbers() {
    timed {
      let huge = IndexExpression.number(Rational(Int.max))
      _ = derive(.sum(over: Self.i, .product([huge, huge, x, x])))
      _ = derive(.sum(over: Self.i, .power(x, Rational(Int.max))))
      _ = derive(.sum(over: Self.i, .power(x, Rational(1, Int.max))))
    }
  }

  /// δ_ii is 1 wherever it stands; what it divides is no reason to run on.
  @Test func deltasOfOneIndex() throws {
    let delta = IndexExpression.delta(.index(Self.i), .index(Self.i))
    let other = IndexExpression.delta(.index(Self.i), .index(Self.j))
    timed {
      let bodies: [IndexExpression] = [
        .sum(over: Self.i, .product([x, .power(delta, Rational(-1))])),
        .sum(over: Self.i, .product([x, .function(.exp, delta)])),
        .sum(over: Self.i, .product([delta, .power(delta, Rational(-2)), x])),
      ]
      for body in bodies { #expect(throws: Never.self) { try derive(body).get() } }
      _ = derive(
        .sum(
          over: Self.i, .sum(over: Self.j, .product([x, other, .power(other, Rational(-1))]))))
    }
  }
}
