import Documents
import Foundation
import Problems
import Reports
import Testing
import WorkedExamples

@testable import Site

@Suite struct BuildTests {
  @Test func writesEveryFormatAndNothingTwice() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    let first = try sandbox.build()
    #expect(first.worked == ["one"])
    #expect(
      first.written == [
        ".gitignore", "index.html", "one.html", "one.json", "one.md", "one.tex", "one.txt",
        "style.css",
      ])
    let second = try sandbox.build()
    #expect(second == BuildReport(worked: [], unchanged: 1, written: [], removed: []))
    #expect(try sandbox.project.check(sandbox.options).isEmpty)
  }

  @Test func anotherInputAnotherPage() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Examples/two.yaml", Sandbox.example("B", x: "[1, 3]"))
    #expect(try sandbox.build().worked == ["two"])
    try sandbox.write("Templates/partials/checks.md", "## Checks\n")
    #expect(try sandbox.build().worked == ["one", "two"])
    // A page somebody has damaged is made anew.
    try sandbox.write("Output/one.html", "damaged")
    #expect(try sandbox.build().written == ["one.html"])
  }

  /// A page that stays the same is not touched: neither its time nor its inode changes.
  @Test func whatStaysIsNotWrittenAgain() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.build()
    func stamps() throws -> [String: FileStamp] {
      Dictionary(
        uniqueKeysWithValues: try sandbox.output().keys.compactMap { name in
          FileStamp(path: "\(sandbox.root)/Output/\(name)").map { (name, $0) }
        })
    }
    let before = try stamps()
    #expect(before.count == 9)
    var options = sandbox.options
    options.isForced = true
    #expect(try sandbox.project.build(options).worked == ["one"])
    #expect(try stamps() == before)
  }

  /// A template that comes or goes may be the better fit for a page.
  @Test func aTemplateOfItsOwnIsSeen() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Templates/two.md", "Its own.\n")
    // Building another page must not make this one look as if it had seen the template.
    var one = sandbox.options
    one.examples = ["one"]
    #expect(try sandbox.project.build(one).worked == [])
    #expect(try sandbox.build().worked == ["two"])
    #expect(sandbox.read("Output/two.md") == "Its own.\n")
    try sandbox.remove("Templates/two.md")
    #expect(try sandbox.build().worked == ["two"])
    #expect(try sandbox.build().worked == [])
  }

  /// A page keeps the options it was made with, also while others are made with new ones.
  @Test func otherOptionsForOnePage() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    var options = sandbox.options
    options.report = ReportOptions(limit: .init(longest: 4, edge: 2))
    options.examples = ["one"]
    #expect(try sandbox.project.build(options).worked == ["one"])
    options.examples = []
    #expect(try sandbox.project.build(options).worked == ["two"])
  }

  /// A manifest of the first versions names all templates in each page.
  @Test func aManifestOfTheFirstVersionsIsRead() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.build()
    let output = OutputFolder(path: sandbox.root + "/Output")
    var manifest = try Manifest(in: output, options: "")
    manifest.pages[0].files.inputs = manifest.inputs(of: manifest.pages[0].files)
    manifest.site.inputs = manifest.inputs(of: manifest.site)
    manifest.pages[0].files.templates = nil
    manifest.site.templates = nil
    manifest.templates = []
    let old = manifest.text.replacing("  \"templates\": [],\n", with: "")
    #expect(!old.contains("\"templates\""))
    try sandbox.write("Output/manifest.json", old)
    #expect(try sandbox.build().worked == [])
    try sandbox.write("Templates/partials/checks.md", "## Checks\n")
    #expect(try sandbox.build().worked == ["one"])
  }

  @Test func whatIsNoLongerMadeIsRemoved() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Output/mine.html", "mine")
    try sandbox.remove("Examples/two.yaml")
    #expect(
      try sandbox.build().removed == ["two.html", "two.json", "two.md", "two.tex", "two.txt"])
    #expect(sandbox.read("Output/mine.html") == "mine")
    #expect(sandbox.read("Output/index.html")?.contains("two.html") == false)
  }

  @Test func aForeignFileIsNeverOverwritten() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    try sandbox.write("Output/one.html", "mine")
    let problems = #expect(throws: Problems.self) { try sandbox.build() }
    #expect(
      problems?.description == """
        Output/one.html: error: this file was not written by Gradus, so it is not overwritten
        help: move it away, or delete it
        """)
    #expect(try sandbox.output() == ["one.html": "mine"])
  }

  @Test func withoutItsManifestNothingIsTouched() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Output/manifest.json", "<<<<<<< HEAD")
    let before = try sandbox.output()
    let problems = #expect(throws: Problems.self) { try sandbox.build() }
    #expect(
      problems?.all.map(\.message) == ["the list of the files that Gradus wrote cannot be read"])
    #expect(try sandbox.output() == before)
  }

  @Test func outputThatIsNoFolder() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    try sandbox.write("Output", "a file")
    let problems = #expect(throws: Problems.self) { try sandbox.build() }
    #expect(problems?.all.first?.message.hasPrefix("the folder cannot be made") == true)
  }

  @Test func oneProblemAndNothingIsWritten() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    let before = try sandbox.output()
    try sandbox.write("Examples/one.yaml", Sandbox.example("A", x: "[5, 6]"))
    try sandbox.write("Examples/two.yaml", "title: [\n")
    #expect(throws: Problems.self) { try sandbox.build() }
    #expect(try sandbox.output() == before)
  }

  @Test func theSameBytesWhateverTheJobs() throws {
    let examples = Dictionary(
      uniqueKeysWithValues: (1...12).map { ("e\($0)", Sandbox.example("E\($0)", x: "[\($0), 2]")) })
    let sandbox = try Sandbox(examples: examples)
    defer { sandbox.delete() }
    var options = sandbox.options
    options.jobs = 1
    options.isForced = true
    _ = try sandbox.project.build(options)
    let one = try sandbox.output()
    options.jobs = 8
    #expect(try sandbox.project.build(options).written.isEmpty)
    #expect(try sandbox.output() == one)
  }

  @Test func whatAKilledBuildLeftIsClearedAway() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    // No process has this number.
    try sandbox.write("Output/.gradus-tmp-99999999-one.html", "half")
    _ = try sandbox.build()
    #expect(try sandbox.output()[".gradus-tmp-99999999-one.html"] == nil)
  }

  @Test func theBuiltInTemplatesAreThoseOfTheFolder() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Templates")
    for template in DefaultTemplates.all {
      let file = try Data(contentsOf: folder.appendingPathComponent(template.path))
      #expect(file == Data(template.bytes), "\(template.path)")
    }
    // Those of an example of this repository are its own.
    let examples = try FileManager.default.contentsOfDirectory(
      atPath: folder.deletingLastPathComponent().appendingPathComponent("Examples").path)
    let own = examples.flatMap { name in
      ["md", "tex"].map { name.replacing(".yaml", with: ".\($0)") }
    }
    let files = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.contains(".") && !own.contains($0) }
    #expect(
      files.sorted() == DefaultTemplates.all.map(\.path).sorted(),
      "DefaultTemplates lists every file of Templates/")
  }
}
