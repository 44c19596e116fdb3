import Formulas
import Foundation
import Problems
import Templates
import Tensors
import Testing
import WorkedExamples

@testable import Reports

/// One tree for all: what a template calls `gradient.W.closed_form.text`, JSON has there.
@Suite struct ContractTests {
  static func everything() throws -> ExampleReport {
    try report(
      given: """
        x: [0.1, 0.5, 0.4]
        W: [[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15]]
        y: { one_hot: 3, of: 5 }
        """,
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", differentiate: "W, x",
      more: """
        descend: { rate: 1, steps: 30 }
        published:
          S: [0.19091352, 0.20353145, 0.21698333, 0.23132428, 0.15724743]
          dL/dS: [-0., -0., -4.60864, -0., -0.]
        """, title: "A \\\"title\\\" \\\\ é")
  }

  /// Of every record all that JSON holds is what a template gets under the same name.
  @Test func jsonHoldsWhatTemplatesName() throws {
    let report = try Self.everything()
    let json = try JSONSerialization.jsonObject(with: Data(JSON.bytes(report)))
    var compared = 0
    try expectSame(.record(report), json, "report", &compared)
    #expect(compared > 500)
  }

  private func expectSame(
    _ value: Value, _ json: Any, _ path: String, _ compared: inout Int
  ) throws {
    compared += 1
    switch value {
    case .record(let record):
      let object = try #require(json as? [String: Any], "\(path)")
      var names: Set<String> = []
      var data: [(String, Value)] = []
      record.forEachDatum { data.append(($0, $1)) }
      for (name, datum) in data {
        names.insert(name)
        let inner = try #require(object[name], "\(path).\(name)")
        switch record.part(name) {
        case .found(let part): try expectSame(part, inner, "\(path).\(name)", &compared)
        case .missing(let reason):
          #expect(inner is NSNull, "\(path).\(name)")
          #expect(object[name + "_missing_because"] as? String == reason)
          names.insert(name + "_missing_because")
          guard case .missing = datum else {
            Issue.record("\(path).\(name) is missing for templates only")
            continue
          }
        case .unknown: Issue.record("\(path).\(name) cannot be named")
        }
      }
      #expect(Set(object.keys) == names, "\(path)")
    case .list(let values):
      let list = try #require(json as? [Any], "\(path)")
      #expect(list.count == values.count)
      for (place, pair) in zip(values, list).enumerated() {
        guard case .found(let item) = value.part(String(place + 1)) else {
          Issue.record("\(path).\(place + 1) cannot be named")
          continue
        }
        try expectSame(item, pair.1, "\(path).\(place + 1)", &compared)
      }
    case .text(let text), .name(let text), .code(let text), .listing(let text, _):
      #expect(json as? String == text, "\(path)")
    case .count(let count): #expect(json as? Int == count, "\(path)")
    // Foundation's reader is not exact: `numbersAreExact` is about that.
    case .number(let number): try expectClose([number.value], [#require(json as? Double)], path)
    case .tensor(let tensor):
      try expectClose(Array(tensor.values), #require(json as? [Double]), path)
    case .flag(let flag): #expect(json as? Bool == flag, "\(path)")
    case .formula, .shared:
      let formula = try #require(value.formula)
      #expect(
        json as? [String: String] == ["text": PlainText.text(formula), "latex": TeX.text(formula)],
        "\(path)")
    case .missing, .page: Issue.record("\(path) is no datum")
    }
  }

  private func expectClose(_ values: [Double], _ read: [Double], _ path: String) {
    #expect(values.count == read.count, "\(path)")
    for (value, other) in zip(values, read) {
      #expect(abs(value - other) <= 1e-14 * abs(value), "\(path)")
    }
  }

  /// A look-up by name is the member of the list.
  @Test func lookUpsAreNoSecondCopies() throws {
    let report = try Self.everything()
    func json(_ path: String) throws -> [UInt8] {
      var value = Value.record(report)
      for name in path.split(separator: ".") {
        guard case .found(let part) = value.part(String(name)) else {
          Issue.record("\(path) is not there")
          return []
        }
        value = part
      }
      guard case .record(let record) = value else { return [] }
      return JSON.bytes(record)
    }
    for (path, same) in [
      ("gradient.W", "gradients.1"), ("gradient.L.W", "gradients.1"), ("gradient.x", "gradients.2"),
      ("quantity.S", "S"), ("quantity.x", "quantities.1"), ("jacobian.L.S", "jacobians.1"),
    ] {
      #expect(try json(path) == json(same), "\(path)")
      #expect(try json(path).count > 10)
    }
  }

  /// Every name that `list names` prints can be said in a template.
  @Test func everyListedNameCanBeSaid() throws {
    let report = try Self.everything()
    let names = NameList(report).lines.filter { !$0.hasPrefix(" ") }
      .compactMap { $0.components(separatedBy: "  (").first }
      .map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    #expect(names.count > 500)
    #expect(
      Set(names).isSuperset(of: [
        "title", "S", "gradient.W.closed_form.numpy", "quantities.1.name", "z.argmax",
      ])
    )
    let template = try Template(
      TemplateFile(
        path: "Templates/t.md", text: names.map { "{{#\($0)}}{{/\($0)}}\n" }.joined()))
    _ = try template.fill(report, evaluator: None())
    // And a wrong one is refused by the same way.
    let wrong = try Template(
      TemplateFile(path: "Templates/t.md", text: "{{#gradient.W.closed}}{{/gradient.W.closed}}"))
    #expect(throws: Problems.self) { try wrong.fill(report, evaluator: None()) }
  }

  /// What an author wrote cannot drive the terminal that shows a list or a report of it.
  @Test func noTitleDrivesTheTerminal() throws {
    let report = try report(
      given: "x: [1, 2]", model: "L = sum(x)", differentiate: "x",
      title: #""a\u001B[2J\u0007\u009Bb""#)
    #expect(report.example.title.contains("\u{1B}"))
    for text in [TextReport(report).text, NameList(report).lines.joined(separator: "\n")] {
      #expect(text.contains("a[2Jb"))
      #expect(
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
    }
  }

  private struct None: ExpressionEvaluator {
    func value(of expression: String) throws(Problem) -> Value { .missing(because: "") }
    func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) { (true, "") }
  }

  // MARK: JSON

  /// Every double comes back as it was, by another reader of JSON.
  @Test func numbersAreExact() throws {
    var random = SeededGenerator(seed: 9)
    var values: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e15, 1e15 + 2, 999_999_999_999_999, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ]
    while values.count < 3_000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { values.append(value) }
    }
    let object = Object([
      ("values", .tensor(TensorView(Tensor(vector: values), format: NumberFormat(digits: 2))))
    ])
    let json = try JSONDecoder().decode([String: [Double]].self, from: Data(JSON.bytes(object)))
    let read = try #require(json["values"])
    let different = zip(values, read).filter { $0 != $1 }.map { "\($0) as \($1)" }
    #expect(different == [])
    #expect(read.count == values.count)
  }

  @Test func whatIsNoNumberIsAString() {
    let values = Value.tensor(
      TensorView(Tensor(vector: [.infinity, -.infinity, .nan]), format: NumberFormat(digits: 2)))
    #expect(
      String(decoding: JSON.bytes(Object([("v", values)])), as: UTF8.self)
        == "{\n  \"v\": [\"inf\", \"-inf\", \"nan\"]\n}\n")
  }

  @Test(arguments: [
    "", "\"\\/", "\u{0}\u{1}\u{1F}\u{7F}\u{85}", "\n\t\r", "\u{2028}\u{2029}", "é∂😀", "</script>",
    "\u{FEFF}",
    "a\u{301}",
  ])
  func textsAreExact(text: String) throws {
    let bytes = JSON.bytes(Object([("text", .text(text))]))
    let json = try JSONDecoder().decode([String: String].self, from: Data(bytes))
    #expect(json["text"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    // No line of the file ends within a string, whoever reads it.
    let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) {
      $0.isNewline
    }
    #expect(lines.count == 4)
  }
}
