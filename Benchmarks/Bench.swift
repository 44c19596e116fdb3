import Documents
import Foundation
import Notation
import WorkedExamples

/// The rows of the table, each printed as soon as it was measured.
struct Bench {
  let program: String
  let workspace: Workspace

  // MARK: Whole runs

  func onePage() throws {
    print("One page, from process start to exit")
    for derives in [false, true] {
      try workspace.fill(Workspace.softmaxExamples(1, derives: derives), program: program)
      let runs = try (0..<7).map { _ in
        try run(program, ["build", "--force", "--quiet"], in: workspace.folder).seconds
      }
      row(derives ? "with derivations" : "without derivations", milliseconds(median(runs)))
    }
  }

  func manyPages(_ counts: [Int]) throws {
    for derives in [false, true] {
      print("\nPages of the softmax example's shape, \(derives ? "with" : "without") derivations")
      var first: Double?
      for count in counts {
        try workspace.fill(Workspace.softmaxExamples(count, derives: derives), program: program)
        let cold = try run(program, ["build", "--quiet"], in: workspace.folder)
        let unchanged = try run(program, ["build", "--quiet"], in: workspace.folder)
        let perPage = cold.seconds / Double(count)
        let growth = first.map { perPage / $0 } ?? 1
        first = first ?? perPage
        row(
          "\(count) pages, cold", seconds(cold.seconds),
          "\(Int(Double(count) / cold.seconds)) pages/s, CPU \(seconds(cold.cpuSeconds)), "
            + "peak \(Int(cold.peakMegabytes)) MB, a page costs \(ratio(growth)) times the first row's"
        )
        row(
          "\(count) pages, unchanged", seconds(unchanged.seconds),
          "\(ratio(cold.seconds / unchanged.seconds)) times faster than cold")
        let floor = try floorSeconds(pages: count)
        row(
          "\(count) pages, floor", seconds(floor),
          "cmark-gfm alone and the bytes copied; cold is \(ratio(cold.seconds / floor)) times that")
      }
    }
  }

  /// cmark-gfm on the Markdown that was published, and every published byte read and written.
  private func floorSeconds(pages: Int) throws -> Double {
    let output = workspace.folder.appendingPathComponent("Output")
    let copy = workspace.folder.appendingPathComponent("Copy")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    return try time {
      for number in 0..<pages {
        for ending in ["md", "html", "tex", "json"] {
          let name = "page-\(number).\(ending)"
          let data = try Data(contentsOf: output.appendingPathComponent(name))
          if ending == "md" { _ = renderCommonMark(String(decoding: data, as: UTF8.self)) }
          try data.write(to: copy.appendingPathComponent(name))
        }
      }
    }
  }

  func largeLayer() throws {
    print("\nA layer of 784 inputs and 10 classes")
    try workspace.fill([("mnist", Workspace.mnist)], program: program)
    let cost = try run(program, ["build", "--quiet"], in: workspace.folder)
    row("worked and rendered", seconds(cost.seconds))
  }

  // MARK: Stages, in this process, on one core

  func stages(pages: Int) throws {
    print("\nMilliseconds a page by stage, one core (\(pages) pages)")
    try workspace.fill(Workspace.softmaxExamples(1, derives: true), program: program)
    let template = try defaultTemplate()
    let script = try KaTeX.script {
      FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) }
    }
    for derives in [false, true] {
      // Of its own for each: the second would find the formulas of the first.
      let typesetter = MathTypesetter { script }
      let sources = (0..<pages).map { number in
        ExampleSource(
          name: "page", path: "page.yaml",
          text: Workspace.softmaxExample(number, derives: derives))
      }
      let plans = DerivationPlans { PlainText().text($0) }
      var examples: [Example] = []
      let read = try time { examples = try sources.map { try readExample($0) } }
      var worked: [WorkedExample] = []
      _ = try work(examples[0], plans: plans)
      let work = try time {
        worked = try examples.map { try WorkedExamples.work($0, plans: plans) }
      }
      var filled: [String] = []
      let fill = try time { filled = try worked.map { try template.fill($0) } }
      func render(_ text: String) throws -> String {
        try renderMarkdown(text) { try typesetter.mathML(tex: $0.tex, isDisplay: $0.isDisplay) }
          .html
      }
      _ = try render(filled[0])
      var pages: [String] = []
      let html = try time { pages = try filled.map(render) }
      var encoded: [String] = []
      let json = time { encoded = worked.map { $0.json.text } }
      let write = try time {
        for (number, text) in (filled + pages + encoded).enumerated() {
          let file = workspace.folder.appendingPathComponent("written-\(number)")
          try Data(text.utf8).write(to: file, options: .atomic)
        }
      }
      print(derives ? "  with derivations" : "  without derivations")
      for (name, time) in [
        ("read", read), (derives ? "work and derive" : "work", work), ("fill the template", fill),
        ("Markdown and math to HTML", html), ("JSON", json),
        ("write Markdown, HTML and JSON", write),
      ] {
        row("  \(name)", String(format: "%.3f ms", time / Double(sources.count) * 1e3))
      }
    }
  }

  private func defaultTemplate() throws -> Template {
    let folder = workspace.folder.appendingPathComponent("Templates")
    func file(_ path: String) throws -> TemplateFile {
      TemplateFile(
        path: path,
        text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8),
        markup: .markdown)
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("partials").path
    ).filter { $0.hasSuffix(".md") }
    let partials = try names.map { ("partials/" + $0.dropLast(3), try file("partials/\($0)")) }
    return try Template(
      file("tutorial.md"), partials: Dictionary(partials) { first, _ in first })
  }

  func derivations() throws {
    print("\nDerivations found and checked, from nothing")
    for (name, text) in [
      ("the softmax example", Workspace.softmaxExample(1, derives: true)),
      ("a network of three layers", Workspace.threeLayers),
    ] {
      let example = try readExample(ExampleSource(name: "e", path: "e.yaml", text: text))
      let plain = try readExample(
        ExampleSource(
          name: "e", path: "e.yaml",
          text: text.replacing("derive: true", with: "")
            + "\nderive: false"))
      func measured(_ example: Example) throws -> Double {
        median(
          try (0..<7).map { _ in
            try time { _ = try work(example, plans: DerivationPlans { PlainText().text($0) }) }
          })
      }
      row(name, milliseconds(try measured(example) - measured(plain)))
    }
  }

  // MARK: Text

  private func row(_ name: String, _ value: String, _ note: String = "") {
    let pad = String(repeating: " ", count: max(1, 34 - name.count))
    let right = String(repeating: " ", count: max(1, 10 - value.count))
    print("  \(name)\(pad)\(right)\(value)\(note.isEmpty ? "" : "   \(note)")")
  }

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let elapsed = (ContinuousClock.now - start).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
  private func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
  private func milliseconds(_ value: Double) -> String { String(format: "%.0f ms", value * 1e3) }
  private func ratio(_ value: Double) -> String { String(format: "%.1f", value) }
}
