import Calculus
import Formulas
import Foundation
import IndexNotation
import MatrixNotation
import Tensors
import Testing

@testable import MatrixNotation

/// NumPy is the referee of the NumPy expressions: each is run there and means its form.
@Suite struct NumPyTextTests {
  static let quantities = RandomForms.all
  static let deltas = RandomForms.deltas(RandomForms.all)

  static func text(_ form: MatrixForm) -> String {
    NumPyText.text(form) { quantities[$0]?.shape }
  }

  static let samples = RandomForms.samples(3_000, seed: 21)

  /// For each expression its shape and values, or nothing where NumPy refuses it.
  static func run(_ texts: [String]) throws -> [(shape: [Int], values: [Double])?] {
    var script = """
      import numpy as np, json
      from scipy.special import (
          digamma, erf, erfc, gammaln, log_expit, log_softmax, logsumexp, ndtr, polygamma)
      def e(k, n): return np.eye(n)[k - 1]
      def sigmoid(z): return 1 / (1 + np.exp(-z))
      def softmax(z):
          p = np.exp(z - np.max(z, axis=-1, keepdims=True))
          return p / np.sum(p, axis=-1, keepdims=True)

      """
    // The names as NumPyText has them.
    let names = ["lambda": "lambda_", "np": "np_"]
    // An e of the example takes the helper's place.
    for (name, tensor) in quantities {
      script += line(names[name] ?? name, tensor)
      script += line(name == "a" ? "grad_a" : "d_\(name)", deltas[name] ?? tensor)
    }
    for text in texts {
      script += """
        try: v = np.asarray(\(text)); print(json.dumps([v.shape, [repr(float(x)) for x in v.ravel()]]))
        except Exception as error: print("null")

        """
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(script.utf8))
    input.fileHandleForWriting.closeFile()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "python3 or NumPy is missing, or cannot read it")
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
      guard
        let parts = try JSONSerialization.jsonObject(
          with: Data(line.utf8), options: .fragmentsAllowed) as? [[Any]]
      else { return nil }
      return (
        parts[0].compactMap { ($0 as? NSNumber)?.intValue },
        parts[1].compactMap { ($0 as? String).map { Double($0) ?? .nan } }
      )
    }
  }

  private static func line(_ name: String, _ tensor: Tensor) -> String {
    "\(name) = np.array(\(tensor.values)).reshape(\(tensor.shape))\n"
  }

  static func agree(_ found: (shape: [Int], values: [Double])?, _ value: Tensor) -> Bool {
    guard let found, found.shape == value.shape.dimensions else { return false }
    let size = value.values.reduce(1) { max($0, abs($1)) }
    return zip(found.values, value.values).allSatisfy { abs($0 - $1) <= 1e-9 * size }
  }

  /// Every function of the catalogue that is called by a name, as it says itself in NumPy.
  @Test func meansItsFunction() throws {
    let functions = catalogue.filter {
      $0.name.first?.isLetter == true && $0.notation != .sign && $0.parameters.count == 1
        || $0.matrixFunction != nil
    }
    // Only a call that has matrix notation is ever written so: no convolution over channels.
    let calls = functions.flatMap { function in
      function.samples.filter { arguments in
        let algebra = Algebra(recognising: [], logarithm: nil)
        return function.matrixFunction == nil
          || function.expression(
            arguments.enumerated().map { algebra.quantity("x\($0)", $1.shape) }, in: algebra) != nil
      }.map { (function, $0) }
    }
    let texts = calls.map { function, arguments in
      function.numPy(
        arguments.map { "np.reshape(\($0.values), \($0.shape.dimensions)) + 0" })
    }
    #expect(functions.count > 45)
    for ((function, arguments), found) in zip(calls, try Self.run(texts)) {
      #expect(
        Self.agree(found, function.value(arguments)),
        "\(function.name): \(function.numPy(["x", "y", "z"]))")
    }
  }

  /// A function that the program calls by its name alone leaves a quantity no room for it.
  @Test(arguments: [("sigmoid", "sigmoid_ * sigmoid(x)"), ("tanh", "tanh * np.tanh(x)")])
  func aQuantityBesideItsNamesake(name: String, text: String) {
    let form = MatrixForm.product([.quantity(name), .call(name, [.quantity("x")])])
    #expect(NumPyText.text(form) { [name, "x"].contains($0) ? [2] : nil } == text)
  }

  @Test func meansItsForm() throws {
    let texts = Self.samples.map { Self.text($0.form) }
    let found = try Self.run(texts)
    try #require(found.count == texts.count)
    for (place, sample) in Self.samples.enumerated() {
      #expect(
        Self.agree(found[place], sample.value),
        "\(texts[place]) is \(String(describing: found[place])), not \(sample.value)")
    }
  }

  /// The referee would notice: a bracket less, and most expressions are others or none.
  @Test func aMissingBracketIsCaught() throws {
    let planted = Self.samples.compactMap { sample in
      OneLineTests.withoutABracket(Self.text(sample.form)).map { ($0, sample.value) }
    }
    // Syntax that Python cannot read at all would end the script.
    let found = try Self.run(planted.map { "eval(\"\($0.0)\")" })
    try #require(found.count == planted.count)
    let caught = zip(found, planted).count { !Self.agree($0, $1.1) }
    #expect(planted.count > 500 && caught > planted.count / 2, "\(caught) of \(planted.count)")
  }

  @Test(arguments: [
    (MatrixForm.outer(.quantity("a"), .difference(.quantity("b"), .one)), "np.outer(a, b - 1)"),
    (.product([.quantity("lambda"), .quantity("A")]), "lambda_ * A"),
    (.product([.quantity("np"), .root(.quantity("x"))]), "np_ * np.sqrt(x)"),
    (.sum([.plus(.delta("a")), .plus(.quantity("d_a"))]), "grad_a + d_a"),
    (.delta("A"), "d_A"), (.unit(1, of: 3), "np.eye(3)[1]"),
    (.transpose(.quantity("A")), "A.T"), (.transpose(.quantity("X")), "X.mT"),
    (.negative(.greater(.quantity("a"), .zero, orEqual: false)), "-1 * (a > 0)"),
    (
      .product([.delta("b"), .greater(.quantity("b"), .zero, orEqual: false)]), "d_b * (b > 0)"
    ),
    (.power(.negative(.quantity("a")), .two), "(-a)**2"),
    (.negative(.power(.quantity("a"), .two)), "-a**2"),
    (
      .product([.quantity("t"), .chain([.quantity("A"), .quantity("a")]), .quantity("b")]),
      "t * A @ a * b"
    ),
    (.product([.quantity("b"), .chain([.quantity("A"), .quantity("a")])]), "b * (A @ a)"),
    (
      .naming(
        "T", .call("tanh", [.quantity("a")]),
        in: .chain([.transpose(.quantity("A")), .product([.named("T"), .named("T")])])),
      "A.T @ ((U := np.tanh(a)) * U)"
    ),
  ])
  func written(_ form: MatrixForm, _ text: String) {
    #expect(Self.text(form) == text)
  }

  @Test func unitVectorsWhereTheNameIsFree() {
    #expect(NumPyText.text(.unit(1, of: 3)) == "e(2, 3)")
    #expect(NumPyText.text(.delta("a")) == "d_a")
    #expect(NumPyText.text(.product([.quantity("T"), .quantity("e")])) == "T * e")
  }
}
