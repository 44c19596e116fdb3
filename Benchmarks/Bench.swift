import CAllocations
import Documents
import Formulas
import Foundation
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
    let duration = try time {
      for number in 0..<pages {
        for ending in ["md", "html", "tex", "json", "txt"] {
          let name = "page-\(number).\(ending)"
          let data = try Data(contentsOf: output.appendingPathComponent(name))
          if ending == "md" { _ = renderCommonMark(String(decoding: data, as: UTF8.self)) }
          try data.write(to: copy.appendingPathComponent(name))
        }
      }
    }
    try FileManager.default.removeItem(at: copy)
    return duration
  }

  func largeLayer() throws {
    print("\nA layer of 784 inputs and 10 classes")
    try workspace.fill([("mnist", Workspace.mnist)], program: program)
    let cost = try run(program, ["build", "--quiet"], in: workspace.folder)
    row("worked and rendered", seconds(cost.seconds))
  }

  // MARK: Stages, in this process, on one core

  func stages(pages: Int) throws {
    print("\nStages of \(pages) pages with derivations: CPU time and share of each, a page")
    try workspace.fill([], program: program)
    let sources = (0..<pages).map { number in
      ExampleSource(
        name: "page", path: "page.yaml", text: Workspace.softmaxExample(number, derives: true))
    }
    let stages = try Stages(workspace, sources: sources)
    let costs = try stages.all.map { stage in
      let before = gradus_allocations()
      let start = cpuSeconds()
      for number in 0..<pages { try stage.run(number) }
      return (
        name: stage.name, seconds: cpuSeconds() - start,
        allocations: gradus_allocations() - before
      )
    }
    let total = costs.reduce(0) { $0 + $1.seconds }
    for cost in costs {
      row(
        cost.name, String(format: "%.3f ms", cost.seconds / Double(pages) * 1e3),
        String(format: "%.0f %%", cost.seconds / total * 100)
          + allocations(cost.allocations, pages: pages))
    }
    row(
      "together", String(format: "%.3f ms", total / Double(pages) * 1e3),
      "\(stages.bytes / pages) bytes a page"
        + allocations(costs.reduce(0) { $0 + $1.allocations }, pages: pages))
  }

  private func allocations(_ count: UInt, pages: Int) -> String {
    count == 0 ? "" : ", \(count / UInt(pages)) allocations a page"
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
            try time {
              _ = try work(example, plans: DerivationPlans { PlainText.text(Formula($0)) })
            }
          })
      }
      row(name, milliseconds(try measured(example) - measured(plain)))
    }
  }

  // MARK: Text

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start).inSeconds
  }

  private func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
  private func milliseconds(_ value: Double) -> String { String(format: "%.0f ms", value * 1e3) }
  private func ratio(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// A line of the table.
func row(_ name: String, _ value: String, _ note: String = "") {
  let pad = String(repeating: " ", count: max(1, 34 - name.count))
  let right = String(repeating: " ", count: max(1, 10 - value.count))
  print("  \(name)\(pad)\(right)\(value)\(note.isEmpty ? "" : "   \(note)")")
}
