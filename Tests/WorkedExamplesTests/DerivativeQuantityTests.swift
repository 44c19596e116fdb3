import Calculus
import Tensors
import Testing

@testable import WorkedExamples

/// Gradients, Jacobians and Hessians as quantities of a model, against what the books have for them.
@Suite struct DerivativeQuantityTests {
  static func value(
    _ name: String, _ model: String, given: String, differentiate: String? = nil
  ) throws -> Tensor {
    let worked = try worked(model, given: given, differentiate: differentiate)
    return try #require(worked.quantities.first { $0.name == name }).value
  }

  static func worked(
    _ model: String, given: String, differentiate: String? = nil
  ) throws -> WorkedExample {
    let lines = model.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return try LanguageTests.worked(
      """
      title: Test
      given:
        \(given.replacing("\n", with: "\n  "))
      model: |
      \(lines)
      \(differentiate.map { "differentiate: \($0)" } ?? "")
      """)
  }

  static let regression = "X: [[1, 2], [3, -1], [0.5, 1]]\ny: [1, 0, 2]\nw: [0.3, -0.2]"

  /// A step of gradient descent, w - rate · 2 Xᵀ(X w - y).
  @Test func aStepIsAQuantity() throws {
    let step = try Self.value(
      "v", "r = X @ w - y\nL = sum(r**2)\nv = w - 0.1 * grad(L, w)", given: Self.regression)
    // Worked by hand: r = (-1.1, 1.1, -2.05), Xᵀ r = (1.175, -5.35).
    for (found, expected) in zip(step.values, [0.3 - 0.2 * 1.175, -0.2 + 0.2 * 5.35]) {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  /// Of a quadratic loss Newton's step ends at the solution of Xᵀ X w = Xᵀ y.
  @Test func newtonsStepSolvesLeastSquares() throws {
    let model =
      "r = X @ w - y\nL = sum(r**2)\nv = w - solve(hessian(L, w), grad(L, w))"
      + "\nd = X.T @ X @ v - X.T @ y"
    let rest = try Self.value("d", model, given: Self.regression)
    #expect(rest.values.allSatisfy { abs($0) < 1e-12 })
  }

  @Test(
    arguments: [
      ("f = softmax(x)", "f", 2), ("f = tanh(A @ x)", "f", 2), ("f = x / norm(x)", "f", 2),
      ("f = stack([x[0] * cos(x[1]), x[0] * sin(x[1])])", "f", 2), ("f = A @ x * sum(x)", "f", 2),
      ("f = outer(x, x)", "f", 3), ("f = cumsum(x**2)", "f", 2), ("f = x[1:]", "f", 2),
    ])
  func aJacobianHasBothReferees(model: String, name: String, rank: Int) throws {
    let given = "x: [0.4, -0.7, 1.1]\nA: [[1, 2, 0.5], [-1, 0.3, 2]]"
    for (lines, request) in [
      (model + "\nJ = jacobian(f, x)", nil), (model, "{ f: x }"),
    ] as [(String, String?)] {
      let worked = try Self.worked(lines, given: given, differentiate: request)
      let jacobian = try #require(worked.quantities.first { $0.name == "J" })
      #expect(jacobian.value.shape.rank == rank)
      let kinds = worked.checks.filter { $0.subject == "df/dx" }
      #expect(kinds.count == 2 && kinds.allSatisfy(\.passed), "\(kinds)")
    }
  }

  /// The referee itself: a Jacobian that is 0.1 % off is not confirmed.
  @Test func aWrongJacobianIsCaught() throws {
    var model = Model()
    model.addGiven("x", shape: [3])
    let square = try model.add(try #require(catalogueFunction(named: "square")), [0])
    let x = Tensor(vector: [0.4, -0.7, 1.1])
    let values = model.forward(["x": x])
    func confirmed(_ factor: Double) -> Bool {
      let jacobian = Tensor(
        (0..<9).map { $0 % 4 == 0 ? factor * 2 * x.values[$0 / 4] : 0 }, shape: [3, 3])
      return model.finiteDifferences(
        confirming: jacobian, of: square, byVector: 0, values: values
      ).allSatisfy(\.holds)
    }
    #expect(confirmed(1))
    #expect(!confirmed(1.001))
  }

  /// Second derivatives follow from the closed form of the first.
  @Test func theGradientOfAGradient() throws {
    let worked = try Self.worked(
      "L = sum(x**3)\ng = grad(L, x)\nM = sum(g**2)", given: "x: [1, -2]",
      differentiate: "{ M: x }")
    // M = Σ 9 x⁴
    let gradient = try #require(worked.gradients.first { $0.of == "M" })
    #expect(gradient.shortcut.values == [36, -288])
  }

  /// Whoever is called np may be transposed: it is no module then.
  @Test func aQuantityMayBeCalledNp() throws {
    let loss = try Self.value(
      "L", "np = x * 2\nL = sum(np.T)", given: "x: [1, -2]", differentiate: "{ L: x }")
    #expect(loss.scalar == -2)
  }

  /// What a gradient is is not said by the quantity that it became.
  @Test func aGradientIsNotItself() throws {
    let worked = try Self.worked(
      "L = sum(x**3)\ng = grad(L, x)", given: "x: [1, -2]")
    let form = try #require(worked.gradients.first?.closedForm?.matrix)
    #expect(!form.quantities.contains("g"))
  }
}
