import Foundation
import Testing

/// The README's example, run as it stands there.
@Suite struct ReadmeTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The fenced blocks of a language, in order.
  static func blocks(_ language: String) throws -> [String] {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    return text.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test func theSmallestExampleGivesWhatIsShown() throws {
    let commandLine = CommandLineTests()
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "first"], in: folder)
      let example = try #require(try Self.blocks("yaml").first)
      try Data(example.utf8).write(to: folder.appending(path: "Examples/error.yaml"))
      let build = try commandLine.run(["build"], in: folder)
      #expect(build.status == 0, "\(build.errors)")
      for ending in ["html", "md", "tex", "txt", "json"] {
        let page = folder.appending(path: "Output/error.\(ending)").path()
        #expect(FileManager.default.fileExists(atPath: page))
      }
      let worked = try commandLine.run(["work", "error"], in: folder).output
      let explained = try commandLine.run(["explain", "error", "dL/dw[2]"], in: folder).output
      let shown = try Self.blocks("text")
      #expect(shown.count == 4)
      for block in shown.prefix(2) { #expect(worked.contains(block), "\(worked)") }
      #expect(explained == shown[2])
    }
  }

  @Test func theTemplateGivesWhatIsShown() throws {
    let commandLine = CommandLineTests()
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "first"], in: folder)
      let file = folder.appending(path: "Examples/error.yaml")
      let example = try #require(try Self.blocks("yaml").first)
      try Data(example.utf8).write(to: file)
      let prose = try Self.blocks("markdown")
      #expect(prose.count == 2)
      try Data(prose[0].utf8).write(to: folder.appending(path: "Templates/error.md"))
      let build = try commandLine.run(["build", "error"], in: folder)
      #expect(build.status == 0, "\(build.errors)")
      let page = try String(contentsOf: folder.appending(path: "Output/error.md"), encoding: .utf8)
      #expect(page.hasSuffix("\n" + prose[1]), "\(page)")

      try Data(example.replacing("t: 1", with: "t: -1").utf8).write(to: file)
      let wrong = try commandLine.run(["build", "error"], in: folder)
      #expect(wrong.status == 1)
      #expect(wrong.errors == (try Self.blocks("text")[3]))
    }
  }

  /// Each tag of the table can be used with the first example.
  @Test func theTagsListedAreTags() throws {
    let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let table = text.split(separator: "\n").drop { $0 != "| tag | says |" }
      .prefix { $0.hasPrefix("|") }
    let tags = table.flatMap { $0.matches(of: /`({{.*?}})`/) }.map { String($0.1) }
    #expect(tags.count > 10)
    let commandLine = CommandLineTests()
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "first"], in: folder)
      let name = "softmax-cross-entropy"
      try FileManager.default.copyItem(
        at: Self.root.appending(path: "Examples/\(name).yaml"),
        to: folder.appending(path: "Examples/\(name).yaml"))
      let template = folder.appending(path: "Templates/\(name).md")
      try Data(tags.joined(separator: "\n\n").utf8).write(to: template)
      let build = try commandLine.run(["build", name], in: folder)
      #expect(build.status == 0, "\(build.errors)")
    }
  }

  /// Files that the texts link to exist.
  @Test(arguments: ["README.md", "CONTRIBUTING.md"])
  func linksLead(_ file: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
    for match in text.matches(of: /\]\(([A-Za-z.\/-]{4,})\)/) {
      let path = Self.root.appending(path: String(match.1)).path()
      #expect(FileManager.default.fileExists(atPath: path), "\(file) links to \(match.1)")
    }
  }
}
