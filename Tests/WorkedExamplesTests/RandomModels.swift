import Tensors

@testable import WorkedExamples

/// Models drawn at random, the same in every run, from what the model language offers: up to four
/// layers, quantities used twice, several ways to the loss, functions of the author's own.
struct RandomModels {
  private var generator: SeededGenerator
  private var givens: [String] = []
  private var lines: [String] = []
  private var targets: [String] = []
  private var rows: Int?

  /// The example with a number: a YAML text.
  static func example(_ number: Int) -> String {
    var models = RandomModels(generator: SeededGenerator(seed: UInt64(number)))
    return models.draw(number)
  }

  private init(generator: SeededGenerator) { self.generator = generator }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func pick<T>(_ items: [T]) -> T {
    items[Int.random(in: 0..<items.count, using: &generator)]
  }

  private mutating func given(_ name: String, _ shape: [Int], isTarget: Bool = false) {
    let text = shape.map(String.init).joined(separator: ", ")
    let seed = Int.random(in: 1...1_000_000, using: &generator)
    givens.append("\(name): { random: [\(text)], seed: \(seed), scale: 0.7 }")
    if isTarget { targets.append(name) }
  }

  private mutating func draw(_ number: Int) -> String {
    rows = chance(40) ? Int.random(in: 1...3, using: &generator) : nil
    var width = Int.random(in: 1...3, using: &generator)
    var current = "x"
    given("x", shape(width))
    if chance(30) {
      lines.append("swish[i](u) = u[i] / (1 + exp(-u[i]))".replacing("u", with: "v"))
    }
    let hasSwish = !lines.isEmpty && rows == nil
    for layer in 1...Int.random(in: 1...4, using: &generator) {
      let next = Int.random(in: 1...3, using: &generator)
      let before = current
      current = "h\(layer)"
      given("W\(layer)", [width, next], isTarget: chance(50) || layer == 1)
      var linear = "\(before) @ W\(layer)"
      if chance(50) {
        given("b\(layer)", [next], isTarget: chance(40))
        linear += " + b\(layer)"
      }
      if chance(50) {
        lines.append("z\(layer) = \(linear)")
        linear = "z\(layer)"
      }
      lines.append("\(current) = \(activation(linear, hasSwish: hasSwish))")
      if next == width, chance(35) {
        lines.append("r\(layer) = \(current) \(pick(["+", "*", "-"])) \(before)")
        current = "r\(layer)"
      }
      width = next
    }
    loss(current, width)
    let wanted = targets.joined(separator: ", ")
    return """
      title: Random model \(number)
      given:
        \(givens.joined(separator: "\n  "))
      model: |
        \(lines.joined(separator: "\n  "))
      differentiate: { L: [\(wanted)] }
      derive: \(number % 5 == 0 ? "both" : "matrix")
      """
  }

  private func shape(_ width: Int) -> [Int] { rows.map { [$0, width] } ?? [width] }

  private mutating func activation(_ z: String, hasSwish: Bool) -> String {
    var forms = [
      "tanh(\(z))", "sigmoid(\(z))", "softmax(\(z))", "\(z)", "exp(-(\(z)))", "relu(\(z))",
      "(\(z)) / (1 + (\(z))**2)", "sqrt(1 + (\(z)) * (\(z)))", "sin(\(z))", "0.5 * (\(z))**3",
      "log(1 + exp(\(z)))", "maximum(\(z), 0.1)",
    ]
    if hasSwish { forms.append("swish(\(z))") }
    return pick(forms)
  }

  private mutating func loss(_ output: String, _ width: Int) {
    let kind = Int.random(in: 0..<5, using: &generator)
    switch kind {
    case 0:
      lines.append("S = softmax(\(output) / 2)")
      classes(width)
      lines.append("L = cross_entropy(y, S)" + decay())
    case 1:
      given("t", shape(width))
      lines.append("L = mean((\(output) - t)**2)" + decay())
    case 2:
      given("t", shape(width))
      lines.append("p = sigmoid(\(output))")
      lines.append("L = -sum(t * log(p) + (1 - t) * log(1 - p))")
    case 3: lines.append("L = sum(\(output) * \(output)) / 2" + decay())
    default:
      lines.append(
        rows == nil
          ? "L = sum(c, \(output)[c]**2 / (1 + \(output)[c]**2))"
          : "L = sum(n, c, \(output)[n, c] * tanh(\(output)[n, c]))")
    }
  }

  private mutating func classes(_ width: Int) {
    let count = rows ?? 1
    let list = (0..<count).map { _ in String(Int.random(in: 1...width, using: &generator)) }
    givens.append(
      rows == nil
        ? "y: { one_hot: \(list[0]), of: \(width) }"
        : "y: { one_hot: [\(list.joined(separator: ", "))], of: \(width) }")
  }

  private mutating func decay() -> String {
    guard chance(30) else { return "" }
    return " + 0.05 * sum(W1 * W1)"
  }
}
