import Foundation
import Testing

/// Every example worked a second time by NumPy: the model language is NumPy's, so the model runs as
/// the author wrote it.
@Suite struct NumPyTests {
  /// Models with definitions in index notation, which Python lacks, in NumPy's words.
  static let inNumPy = [
    "own-functions": """
    def swish(z): return z / (1 + np.exp(-z))
    a = x @ W
    h = swish(a)
    L = np.sum((h - t) ** 2)
    """
  ]

  @Test func everyNumberIsNumPys() throws {
    let site = try PublishedSite.shared.get()
    for example in site.examples {
      let worked = try String(
        contentsOf: site.output.appending(path: "\(example).json"), encoding: .utf8)
      let verdict = try referee(worked, model: Self.inNumPy[example])
      #expect(verdict.differences == [], "\(example)")
      #expect(verdict.comparisons > 0, "\(example)")
    }
  }

  @Test(arguments: [
    (["\"name\": \"S\"", "\"values\": ["], "S[0] is "),
    (["\"gradients\"", "\"values\": ["], "dL/dW[0, 0] is "),
    (["\"gradients\"", "\"chain_rule\": ["], "dL/dW (chain_rule)[0, 0] is "),
    (["\"gradients\"", "\"backward_pass\": ["], "dL/dW (backward_pass)[0, 0] is "),
    (["\"closed_form\": {", "\"values\": ["], "dL/dW (closed_form)[0, 0] is "),
    (["\"closed_form\": {", "\"numpy\": \""], "dL/dW = 1.001 * "),
    (["\"deltas\"", "\"z\"", "\"values\": ["], "δ_z = S - y[0] is "),
    (["\"deltas\"", "\"numpy\": \""], "δ_S = 1.001 * "),
  ]) func aPlantedErrorIsCaught(places: [String], caught: String) throws {
    let site = try PublishedSite.shared.get()
    var worked = try site.gradus(["work", "softmax-cross-entropy", "--format", "json"])
    var start = worked.startIndex
    for place in places {
      start = try #require(worked.range(of: place, range: start..<worked.endIndex)?.upperBound)
    }
    let number = worked[start...].prefix { $0.isNumber || $0 == "." || $0 == "-" }
    // A per mille too much, in a number or in front of an expression.
    let wrong = Double(number).map { "\($0 * 1.001)" } ?? "1.001 * "
    worked.replaceSubrange(number.startIndex..<number.endIndex, with: wrong)
    let verdict = try referee(worked, model: nil)
    #expect(verdict.differences.contains { $0.hasPrefix(caught) }, "\(verdict)")
  }

  private func referee(
    _ worked: String, model: String?
  ) throws -> (differences: [String], comparisons: Int) {
    struct Named: Decodable { var model: String }
    let json = Data(worked.utf8)
    let text = try model ?? JSONDecoder().decode(Named.self, from: json).model
    let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    let script = PublishedSite.folderOfTests.appending(path: "referee.py").path
    let (code, output) = try Tool.python.run(
      [script], in: FileManager.default.temporaryDirectory,
      input: "{\"model\": \(quoted), \"worked\": \(worked)}")
    var lines = output.split(separator: "\n").map(String.init)
    guard code == 0, let count = lines.popLast().flatMap({ Int($0) }) else {
      throw Failure("NumPy does not work the model:\n\(output)")
    }
    return (lines, count)
  }
}
