import Foundation
import Tensors
import Testing

@testable import IndexNotation

/// NumPy is the referee of the NumPy expressions: each closed form is run and compared.
@Suite struct NumPyTests {
  @Test(arguments: DerivationTests.cases)
  func givesTheSameNumbers(_ example: DerivationTests.Case) throws {
    let plan = try DerivationPlan(example.model, gradients: [("L", example.targets)])
    var generator = SeededGenerator(seed: 7)
    let instance = Instance.random(example.model, .positive, name: "", &generator)
    var definitions: [CompiledExpression?] = []
    for quantity in example.model.quantities {
      definitions.append(
        try quantity.definition.map {
          try CompiledExpression($0.body, free: $0.indices, model: example.model)
        })
    }
    let environment = Environment<Double>(instance, example.model, definitions)
    var values: [String: Tensor] = [:]
    var script = "import numpy as np\n"
    for (quantity, entries) in zip(example.model.quantities, environment.tensors) {
      let tensor = Tensor(entries.map(\.value), shape: Shape(quantity.shape))
      values[quantity.name] = tensor
      // "lambda" is a word of Python's.
      let name = quantity.name == "lambda" ? "lambda_" : quantity.name
      script +=
        "\(name) = np.array(\(tensor.values)).reshape(\(quantity.shape.isEmpty ? "()" : "\(quantity.shape)"))\n"
    }
    var expected: [Double] = []
    for form in plan.gradients {
      let matrix = try #require(form.matrix)
      expected += try #require(matrix.value(values)).values
      let text = DerivationReport.numpy(matrix).replacing("lambda", with: "lambda_")
      script += "for v in np.asarray(\(text)).ravel(): print(repr(float(v)))\n"
    }
    let numbers = try Self.run(script).split(separator: "\n").compactMap { Double($0) }
    #expect(numbers.count == expected.count)
    for (number, value) in zip(numbers, expected) { #expect(abs(number - value) < 1e-12) }
  }

  static func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 0, "python3 or NumPy is missing, or refuses the expression")
    return String(decoding: data, as: UTF8.self)
  }
}
