import Foundation

/// A project in a temporary folder, filled with generated examples.
struct Workspace {
  /// Everything that a run of the benchmarks writes.
  private let root: URL
  /// The project.
  var folder: URL { root.appendingPathComponent("project") }

  static func inTemporaryFolder(_ body: (Workspace) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradus-bench-\(UUID().uuidString)")
    let result = Result { try body(Workspace(root: root)) }
    try FileManager.default.removeItem(at: root)
    try result.get()
  }

  /// A fresh project with the default templates and these examples.
  func fill(_ examples: [(name: String, text: String)], program: String) throws {
    // Set aside, not deleted: some file systems are slow for minutes after that.
    if FileManager.default.fileExists(atPath: folder.path) {
      try FileManager.default.moveItem(
        at: folder, to: root.appendingPathComponent(UUID().uuidString))
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = try run(program, ["new", "first"], in: folder)
    try FileManager.default.removeItem(at: folder.appendingPathComponent("Examples/first.yaml"))
    for (name, text) in examples {
      try Data(text.utf8).write(to: folder.appendingPathComponent("Examples/\(name).yaml"))
    }
  }

  /// One softmax layer with cross-entropy, three inputs and five classes, with values of its own.
  static func softmaxExample(_ number: Int, derives: Bool) -> String {
    var state = UInt64(number) &* 0x9e37_79b9_7f4a_7c15 | 1
    func value() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return "0.\(String(100 + (state >> 33) % 900))"
    }
    func row(_ count: Int) -> String {
      "[" + (0..<count).map { _ in value() }.joined(separator: ", ") + "]"
    }
    return """
      title: Softmax layer \(number)
      summary: A layer with values of its own.
      given:
        x: \(row(3))
        W: [\(row(5)), \(row(5)), \(row(5))]
        y: { one_hot: \(number % 5 + 1), of: 5 }
      model: |
        z = x @ W
        S = softmax(z)
        L = cross_entropy(y, S)
      differentiate: { L: W }
      descend: { rate: 1, steps: 10 }
      derive: \(derives)
      """
  }

  static func softmaxExamples(_ count: Int, derives: Bool) -> [(name: String, text: String)] {
    (0..<count).map { ("page-\($0)", softmaxExample($0, derives: derives)) }
  }

  static let mnist = """
    title: A layer of MNIST's size
    given:
      x: { random: [784], seed: 1 }
      W: { random: [784, 10], seed: 2, scale: 0.05 }
      y: { one_hot: 3, of: 10 }
    model: |
      z = x @ W
      S = softmax(z)
      L = cross_entropy(y, S)
    differentiate: { L: W }
    """

  /// Square layers with tanh one after the other, each with weights of its own that are
  /// differentiated.
  static func layers(_ count: Int, width: Int, derives: Bool) -> String {
    let layers = 1...count
    let weights = layers.map {
      "  W\($0): { random: [\(width), \(width)], seed: \($0), scale: \(scale(width)) }"
    }
    let model = layers.map { "  h\($0) = tanh(W\($0) @ \($0 == 1 ? "x" : "h\($0 - 1)"))" }
    return """
      title: Layers
      given:
        x: { random: [\(width)] }
      \(weights.joined(separator: "\n"))
      model: |
      \(model.joined(separator: "\n"))
        L = sum(h\(count) * h\(count))
      differentiate: { L: [\(layers.map { "W\($0)" }.joined(separator: ", "))] }
      derive: \(derives)
      """
  }

  /// A network with softmax and cross-entropy, all weights and biases differentiated.
  static func network(_ widths: [Int], batch: Int, activation: String = "tanh") -> String {
    let layers = 1..<widths.count
    let givens = layers.map { layer in
      """
        W\(layer): { random: [\(widths[layer - 1]), \(widths[layer])], seed: \(layer + 1), \
      scale: \(scale(widths[layer - 1])) }
        b\(layer): { zeros: [\(widths[layer])] }
      """
    }
    let model = layers.map { layer in
      let sum = "h\(layer - 1) @ W\(layer) + b\(layer)"
      return layer == widths.count - 1
        ? "  S = softmax(\(sum))" : "  h\(layer) = \(activation)(\(sum))"
    }
    let classes = (0..<batch).map { String($0 % (widths.last ?? 1) + 1) }
    return """
      title: A network
      given:
        h0: { random: [\(batch), \(widths[0])], seed: 1 }
      \(givens.joined(separator: "\n"))
        y: { one_hot: [\(classes.joined(separator: ", "))], of: \(widths.last ?? 1) }
      model: |
      \(model.joined(separator: "\n"))
        L = cross_entropy(y, S)
      differentiate: { L: [\(layers.map { "W\($0), b\($0)" }.joined(separator: ", "))] }
      derive: false
      """
  }

  static func digits(_ activation: String) -> String {
    network([784, 128, 10], batch: 64, activation: activation)
  }

  /// What keeps a layer's results near 1, whatever its width.
  private static func scale(_ width: Int) -> Double { 1 / Double(width).squareRoot() }

  static let threeLayers = """
    title: Three layers
    given:
      x: { random: [4], seed: 1 }
      W1: { random: [4, 5], seed: 2 }
      W2: { random: [5, 4], seed: 3 }
      W3: { random: [4, 3], seed: 4 }
      y: { one_hot: 2, of: 3 }
    model: |
      h = tanh(x @ W1)
      g = sigmoid(h @ W2)
      z = g @ W3
      S = softmax(z)
      L = cross_entropy(y, S)
    differentiate: { L: [W1, W2, W3] }
    """
}
