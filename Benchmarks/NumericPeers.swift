import Calculus
import Foundation
import WorkedExamples

/// Forward and gradient of a network, in this process and in NumPy, in one run on one machine.
struct NumericPeers {
  /// The interpreter of the script's own environment.
  let python: String
  private let repetitions = 30

  func compare() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("peers/network.py").path
    print("\nForward and gradient, the best of \(repetitions) runs; 'one' is NumPy on one thread")
    for widths in [[784, 128, 10], [64, 64, 64], [256, 256, 256, 256], [512, 512, 512]] {
      let ours = try seconds(widths, batch: 64)
      let arguments = [script, "64", String(repetitions)] + widths.map(String.init)
      let one = try numpy(["/usr/bin/env", "OPENBLAS_NUM_THREADS=1", python] + arguments)
      let all = try numpy(["/usr/bin/env", python] + arguments)
      row(
        widths.map(String.init).joined(separator: "-"), String(format: "%.3f ms", ours * 1e3),
        String(
          format: "NumPy one %.3f ms, all threads %.3f ms; ratios %.2f and %.2f", one * 1e3,
          all * 1e3, ours / one, ours / all))
    }
  }

  private func seconds(_ widths: [Int], batch: Int) throws -> Double {
    let example = try readExample(
      ExampleSource(name: "e", path: "e.yaml", text: Workspace.network(widths, batch: batch)))
    let givens = Dictionary(uniqueKeysWithValues: example.givens.map { ($0.name, $0.value) })
    let request = example.differentiate[0]
    var best = Double.infinity
    for _ in 0..<repetitions {
      let start = ContinuousClock.now
      let values = example.model.forward(givens)
      _ = example.model.gradients(
        of: request.loss, withRespectTo: request.targets, values: values)
      best = min(best, (ContinuousClock.now - start).inSeconds)
    }
    return best
  }

  /// What the script prints: seconds.
  private func numpy(_ words: [String]) throws -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard let seconds = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw RunFailed(description: "\(words.joined(separator: " ")) prints '\(text)'")
    }
    return seconds
  }
}
