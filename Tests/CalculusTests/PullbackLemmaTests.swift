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
      for argument in CatalogueTests.differentiable(function) {
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

  @Test(
    arguments: CatalogueTests.functions.indices.filter {
      !(CatalogueTests.functions[$0] is ArgMax)
    })
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
      (Mean(), [[784, 128]], 0, "(1/100352) d"),
      (Mean(ReducedAxes(axes: [0], keeps: false)), [[784, 128]], 0, "(1/784) d_b"),
      (Sigmoid(), [[784]], 0, "d_a s_a (1 - s_a)"),
      (Tanh(), [[784]], 0, "d_a (1 - y_a²)"),
      (Exp(), [[784]], 0, "d_a y_a"),
      (ReLU(), [[784]], 0, "d_a [z_a > 0]"),
      (ConstantPower(exponent: Rational(3)), [[784]], 0, "3 d_a z_a²"),
      (Maximum(), [[784], [784]], 1, "d_c (1 - [a_c - b_c > 0])"),
      (Transpose(), [[784, 128]], 0, "d_ba"),
      (Part([.at(700)]), [[784, 128]], 0, "d_b δ[701,a]"),
      (CrossEntropy(), [[64, 10], [64, 10]], 1, "-(1/64) d y_ab / S_ab"),
      (Trace(), [[50, 50]], 0, "d δ_ab"),
      (Norm(), [[300]], 0, "d x_a / y"),
      (Outer(), [[300], [200]], 1, "Σ_i d_ic a_i"),
      (Dot(), [[300], [300]], 0, "d b_c"),
      (LogSoftmax(), [[300]], 0, "d_a - (e^(z_a) Σ_t d_t)/(Σ_k e^(z_k))"),
      (LogSumExp(), [[300]], 0, "d e^(z_a) / (Σ_i e^(z_i))"),
      (Diagonal(), [[30]], 0, "d_aa"),
      (Diagonal(), [[30, 30]], 0, "d_a δ_ab"),
      // What is known by what it satisfies.
      (Inverse(), [[50, 50]], 0, "-Σ_j R_bj Σ_l R_la d_lj"),
      (Inverse(), [[1, 1]], 0, "-Σ_j R[1,j] Σ_l R[l,1] d_lj"),
      (Solve(), [[50, 50], [50]], 0, "-lambda_a x_c"),
      (Solve(), [[50, 50], [50]], 1, "lambda_a"),
      (Solve(), [[4, 4], [4, 2]], 0, "-Σ_j lambda_aj x_cj"),
      (Determinant(), [[30, 30]], 0, "d y R_ba"),
      (LogDeterminant(), [[3, 3]], 0, "d R_ba"),
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

  /// The lines of what has no formula: from the equation to the pullback, those in between found by
  /// the engine.
  @Test func anInverseFromItsEquation() throws {
    let lemma = try pullbackLemma(of: Inverse(), arguments: [[3, 3]], argument: 0)
    #expect(
      lemma.steps.map(\.rule) == [
        "hold the weights still", "use the inverse from the left", "differentiate the equation",
        "derivative of an element is a delta", "contract the delta",
      ])
    #expect(lemma.steps.allSatisfy { $0.checked > 0 })
  }

  @Test func aDeterminantFromItsExpansion() throws {
    let lemma = try pullbackLemma(of: Determinant(), arguments: [[3, 3]], argument: 0)
    #expect(
      lemma.steps.map(\.rule) == [
        "hold the weights still", "expand along the row", "derivative of an element is a delta",
        "contract the delta", "recognise the cofactor",
      ])
    #expect(
      PlainText.text(Formula(lemma.steps[1].after)) == "d ∂/∂A_ab (Σ_k A_ak C_ak)")
  }

  /// A wrong line is caught by the measured derivatives: half of a multiplier, a cofactor not turned.
  @Test func wrongLinesOfAProofAreCaught() throws {
    func derive(_ change: @escaping @Sendable (PullbackOutline) -> PullbackOutline) throws {
      _ = try pullbackLemma(
        of: Planted(change: change), arguments: [[3, 3]], argument: 0)
    }
    try derive { $0 }
    @Sendable func halved(_ line: PullbackOutline.Line) -> PullbackOutline.Line {
      PullbackOutline.Line(
        line.rule, because: "",
        .times([.number(Rational(1, 2)), line.expression]))
    }
    for place in 0..<2 {
      #expect(throws: DerivationError.self) {
        try derive { outline in
          var opening = outline.opening
          opening[place] = halved(opening[place])
          return PullbackOutline(companions: outline.companions, opening: opening)
        }
      }
    }
    #expect(throws: DerivationError.self) {
      try derive { outline in
        PullbackOutline(
          companions: outline.companions, opening: outline.opening,
          closing: [
            PullbackOutline.Line(
              "wrong", because: "", .entry("d", Index("a", range: 3), Index("b", range: 3)))
          ])
      }
    }
  }

  /// An inverse whose proof has a line changed.
  struct Planted: ImplicitFunction {
    let change: @Sendable (PullbackOutline) -> PullbackOutline
    let inverse = Inverse()
    var name: String { inverse.name }
    var parameters: [String] { inverse.parameters }
    var summary: String { inverse.summary }
    var source: String { inverse.source }
    var samples: [[Tensor]] { inverse.samples }
    var resultName: String { inverse.resultName }

    func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
      try inverse.resultShape(arguments)
    }
    func value(_ arguments: [Tensor]) -> Tensor { inverse.value(arguments) }
    func jacobian(
      _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
    ) -> StructuredMatrix {
      inverse.jacobian(arguments, result: result, withRespectTo: argument)
    }
    func pullback(
      _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
    ) -> Tensor {
      inverse.pullback(cotangent, arguments, result: result, withRespectTo: argument)
    }
    func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
      inverse.pullbackMultiplications(arguments, withRespectTo: argument)
    }
    func equation(_ arguments: [Shape], result: String) -> Identity {
      inverse.equation(arguments, result: result)
    }
    func indices(_ arguments: [Shape]) -> [Index] { inverse.indices(arguments) }
    func isSteady(at arguments: [Tensor]) -> Bool { inverse.isSteady(at: arguments) }
    func outline(
      _ arguments: [Shape], by variable: Element, in names: PullbackLemmaNames
    ) -> PullbackOutline { change(inverse.outline(arguments, by: variable, in: names)) }
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
