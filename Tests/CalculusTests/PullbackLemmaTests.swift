import Formulas
import IndexNotation
import Tensors
import Testing

@testable import Calculus

/// The lemma of every function of the catalogue, at all sample shapes, by every argument: its result
/// is what the function's own pullback and central differences give.
@Suite struct PullbackLemmaTests {
  /// What the lemma's last line gives, worked in plain floating point.
  static func value(
    _ lemma: Derivation, _ function: any Function, _ arguments: [Tensor], _ argument: Int,
    _ cotangent: Tensor
  ) -> Tensor {
    let shape = arguments[argument].shape
    return Tensor(
      pullbackEntries(
        lemma, of: function, arguments, result: function.value(arguments), cotangent: cotangent,
        withRespectTo: argument, at: Array(0..<shape.count)), shape: shape)
  }

  static func objections(to function: any Function, factor: Rational = .one) throws -> [String] {
    var found: [String] = []
    var directions = CatalogueTests.Directions()
    for arguments in CatalogueTests.samples(function) {
      let result = function.value(arguments)
      for argument in arguments.indices {
        var lemma = try pullbackLemma(
          of: function, arguments: arguments.map(\.shape), argument: argument)
        let last = lemma.steps.count - 1
        lemma.steps[last].after = .times([.number(factor), lemma.steps[last].after])
        let place = "\(function.name) at \(arguments.map(\.shape)), argument \(argument)"
        if !lemma.steps.allSatisfy({ $0.checked > 0 }) { found.append("not checked: \(place)") }
        let cotangent = directions.tensor(result.shape)
        let byLemma = value(lemma, function, arguments, argument, cotangent)
        let pulled = function.pullback(
          cotangent, arguments, result: result, withRespectTo: argument)
        if byLemma.largestDifference(from: pulled) > 1e-12 {
          found.append("\(place): \(byLemma), pullback \(pulled)")
        }
        let direction = directions.tensor(arguments[argument].shape)
        let measured = CatalogueTests.slope(
          function, arguments, argument, along: direction, weights: cotangent)
        let claimed = zip(byLemma.values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
        if abs(claimed - measured) > 1e-8 * max(1, abs(measured)) {
          found.append("\(place): \(claimed) along a direction, measured \(measured)")
        }
      }
    }
    return found
  }

  @Test(arguments: CatalogueTests.functions.indices)
  func agreesWithPullbackAndDifferences(_ place: Int) throws {
    #expect(try Self.objections(to: CatalogueTests.functions[place]) == [])
  }

  /// The referees themselves: a lemma that is 0.1 % off is caught, by both.
  @Test(arguments: CatalogueTests.sloping)
  func plantedErrorIsCaught(_ place: Int) throws {
    let function = CatalogueTests.functions[place]
    // A step is flat: 0.1 % more of 0 is 0.
    if function is Sign { return }
    let found = try Self.objections(to: function, factor: Rational(1001, 1000))
    #expect(found.contains { $0.contains("pullback") })
    #expect(found.contains { $0.contains("measured") })
  }

  /// What the lemmas say, as a book has it, whatever the axes' lengths.
  @Test(
    arguments: [
      (Softmax(), [[5]], 0, "S_a (d_a - Σ_t d_t S_t)"),
      (Softmax(), [[3, 500]], 0, "S_ab (d_ab - Σ_t d_at S_at)"),
      (MatMul(), [[64, 784], [784, 128]], 0, "Σ_j d_cj b_ej"),
      (MatMul(), [[64, 784], [784, 128]], 1, "Σ_i d_ie a_ic"),
      (MatMul(), [[4], [4, 5]], 1, "d_e a_c"),
      (Add(), [[3, 4], [4]], 1, "Σ_i d_ic"),
      (Add(), [[3, 4], [3, 1]], 1, "Σ_j d_cj"),
      (Multiply(), [[3, 4], []], 1, "Σ_i Σ_j d_ij a_ij"),
      (Divide(), [[3, 4], [4]], 1, "-(Σ_i d_ic a_ic)/b_c²"),
      (Mean(axis: nil), [[784, 128]], 0, "(1/100352) d"),
      (Mean(axis: 0), [[784, 128]], 0, "(1/784) d_b"),
      (Sigmoid(), [[784]], 0, "d_a s_a (1 - s_a)"),
      (Tanh(), [[784]], 0, "d_a (1 - y_a²)"),
      (Exp(), [[784]], 0, "d_a y_a"),
      (ReLU(), [[784]], 0, "d_a [z_a > 0]"),
      (ConstantPower(exponent: Rational(3)), [[784]], 0, "3 d_a z_a²"),
      (Maximum(), [[784], [784]], 1, "d_c (1 - [a_c - b_c > 0])"),
      (Transpose(), [[784, 128]], 0, "d_ba"),
      (EntryAt(places: [700]), [[784, 128]], 0, "d_b δ[701,a]"),
      (CrossEntropy(), [[64, 10], [64, 10]], 1, "-(1/64) d y_ab / S_ab"),
    ] as [(any Function, [Shape], Int, String)])
  func readsAsInABook(
    _ function: any Function, _ shapes: [Shape], _ argument: Int, _ expected: String
  ) throws {
    let lemma = try pullbackLemma(of: function, arguments: shapes, argument: argument)
    #expect(PlainText.text(Formula(lemma.result)) == expected)
    #expect(lemma.steps.allSatisfy { $0.checked > 0 })
  }

  /// The lines: what is differentiated first, then the local derivative's inside the weighted sum.
  @Test func beginsWithTheWeightedSum() throws {
    let lemma = try pullbackLemma(of: Softmax(), arguments: [[5]], argument: 0)
    #expect(lemma.kind == .lemma)
    #expect(
      PlainText.text(Formula(try #require(lemma.steps.first).before)) == "∂/∂z_a (Σ_t d_t S_t)")
    #expect(lemma.steps.first?.rule == "hold the weights still")
    for (line, next) in zip(lemma.steps, lemma.steps.dropFirst()) {
      #expect(line.after == next.before)
    }
    #expect(
      lemma.steps.map { PlainText.text(Formula($0.after)) }.contains("Σ_t d_t S_t (δ_ta - S_a)"))
  }

  /// A function of the author's, tied to long axes.
  @Test func aDefinedFunction() throws {
    let (i, k) = (Index("i", range: 300), Index("k", range: 300))
    let body = IndexExpression.times([
      .entry("v", i), .function(.tanh, .sum(over: k, .times([.entry("v", k), .entry("w", k)]))),
    ])
    let function = DefinedFunction(
      name: "gate", parameters: ["v", "w"], shapes: [[300], [300]],
      definition: Definition([i], body), summary: "")
    let arguments = [
      Tensor((0..<300).map { Double($0 % 7) * 0.01 }, shape: [300]),
      Tensor((0..<300).map { Double($0 % 5) * 0.02 - 0.03 }, shape: [300]),
    ]
    let cotangent = Tensor((0..<300).map { Double($0 % 3) - 1.2 }, shape: [300])
    for argument in 0...1 {
      let lemma = try pullbackLemma(of: function, arguments: [[300], [300]], argument: argument)
      let pulled = function.pullback(
        cotangent, arguments, result: function.value(arguments), withRespectTo: argument)
      #expect(
        Self.value(lemma, function, arguments, argument, cotangent)
          .largestDifference(from: pulled) < 1e-9)
    }
  }
}
