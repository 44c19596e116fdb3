import Foundation
import Testing

/// The built program, run in a folder of its own.
@Suite struct CommandLineTests {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Beside the test's own bundle, where SwiftPM puts the program.
  static let program: URL = {
    var folder = Bundle.main.bundleURL
    if folder.pathExtension == "xctest" { folder.deleteLastPathComponent() }
    let beside = folder.appendingPathComponent("gradus")
    if FileManager.default.fileExists(atPath: beside.path) { return beside }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("gradus")
  }()

  func run(
    _ arguments: [String], in folder: URL, program: URL = Self.program,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Read before waiting: a full pipe would keep the program from ending.
    let collected = Collected()
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      collected.errors = errors.fileHandleForReading.readDataToEndOfFile()
    }
    let out = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: out, as: UTF8.self),
      errors: String(decoding: collected.errors, as: UTF8.self))
  }

  func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradus-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func fromNothingToAStalePage() throws {
    try inFolder { folder in
      #expect(try run(["build"], in: folder).status == 2)
      let new = try run(["new", "mine"], in: folder)
      #expect(new.status == 0)
      #expect(new.output.hasPrefix("wrote Examples/mine.yaml\n"))
      let build = try run(["build"], in: folder)
      #expect(build.errors == "")
      #expect(build.status == 0)
      #expect(build.output.hasSuffix("1 example: 1 worked, 0 unchanged\n"))
      #expect(try run(["check"], in: folder).status == 0)

      let file = folder.appendingPathComponent("Examples/mine.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("0.5, -1.2", with: "0.6, -1.2").utf8).write(to: file)
      let check = try run(["check"], in: folder)
      #expect(check.status == 1)
      #expect(check.output.contains("Output/mine.md: stale: Examples/mine.yaml changed"))
      #expect(check.errors == "5 stale files: run 'gradus build'\n")
      let github = try run(["check", "--format", "github"], in: folder)
      #expect(github.status == 1)
      #expect(github.output.contains("::error file=Output/mine.html,line="))
      #expect(try run(["build", "--quiet"], in: folder).output == "")
      #expect(try run(["check", "--quiet"], in: folder).status == 0)
      #expect(
        try run(["new", "mine"], in: folder).errors
          == "Examples/mine.yaml: error: this file is there already\n")
    }
  }

  /// Killed at any time, a build leaves each page as it was, or as it should be.
  @Test(arguments: [20, 60, 120, 250])
  func aKilledBuildLeavesPagesWhole(milliseconds: Int) throws {
    try inFolder { folder in
      _ = try run(["new", "e0"], in: folder)
      let first = folder.appendingPathComponent("Examples/e0.yaml")
      let text = try String(contentsOf: first, encoding: .utf8)
      func writeExamples(_ x: String) throws {
        for number in 0..<40 {
          let file = folder.appendingPathComponent("Examples/e\(number).yaml")
          try Data(text.replacing("0.5, -1.2", with: "0.\(number + 11), \(x)").utf8).write(to: file)
        }
      }
      func pages() throws -> [String: Data] {
        let output = folder.appendingPathComponent("Output")
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
        return Dictionary(
          uniqueKeysWithValues: try names.filter { $0.hasPrefix("e") }.map {
            ($0, try Data(contentsOf: output.appendingPathComponent($0)))
          })
      }
      try writeExamples("1")
      #expect(try run(["build", "-q"], in: folder).status == 0)
      let old = try pages()
      try writeExamples("2")
      let process = Process()
      process.executableURL = Self.program
      process.arguments = ["build", "-q"]
      process.currentDirectoryURL = folder
      try process.run()
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let left = try pages()
      #expect(try run(["build", "-q"], in: folder).errors == "")
      let new = try pages()
      for (name, page) in left { #expect(page == old[name] || page == new[name], "\(name)") }
      #expect(left.count == old.count)
      #expect(try run(["check", "-q"], in: folder).status == 0)
    }
  }

  @Test func worksAndLists() throws {
    try inFolder { folder in
      _ = try run(["new", "mine"], in: folder)
      let work = try run(["work", "mine"], in: folder)
      #expect(work.status == 0)
      #expect(work.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
      let json = try run(["work", "mine", "--format", "json"], in: folder)
      #expect(json.output.hasPrefix("{\n  \"gradus\": 2,\n  \"name\": \"mine\",\n"))
      #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
      #expect(try run(["list", "functions"], in: folder).output.contains("softmax"))
      #expect(try run(["list", "examples"], in: folder).output == "mine\n")
      let names = try run(["list", "names", "mine"], in: folder).output
      #expect(names.hasPrefix("gradus  (count)  2\n"))
      #expect(names.contains("\ngradient.w  (tensor, shape "))
    }
  }

  /// A sentence of a template that is not true: a finding, told with its place and its numbers.
  @Test func aFalseClaimIsAFinding() throws {
    try inFolder { folder in
      _ = try run(["new", "mine"], in: folder)
      let template = folder.appendingPathComponent("Templates/tutorial.md")
      let text = try String(contentsOf: template, encoding: .utf8)
      try Data((text + "\n{{?(2 + 2 == 5)}}\n").utf8).write(to: template)
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).count + 1
      for command in ["build", "check"] {
        let claim = try run([command], in: folder)
        #expect(claim.status == 1, "\(command): \(claim.errors)")
        let told = claim.output + claim.errors
        #expect(told.contains("Templates/tutorial.md:\(line):5: "), "\(told)")
        #expect(told.contains("4 == 5"), "\(told)")
      }
      try Data((text + "\n{{?(2 + 2 == 4)}}\n").utf8).write(to: template)
      #expect(try run(["build"], in: folder).status == 0)
    }
  }

  @Test func wrongInputAndWrongUsage() throws {
    try inFolder { folder in
      _ = try run(["new", "mine"], in: folder)
      let unknown = try run(["build", "mina"], in: folder)
      #expect(unknown.status == 2)
      #expect(
        unknown.errors == """
          error: there is no example 'mina' in Examples/
          help: did you mean 'mine'?

          """)
      #expect(try run(["build", "--jobs", "0"], in: folder).status == 64)
      #expect(try run(["bild"], in: folder).status == 64)
      let tool = try run(["build", "--math-font", "/nowhere.otf"], in: folder)
      #expect(tool.status == 2)
      #expect(tool.errors.contains("apt install fonts-lmodern"))
      #expect(try run(["--help"], in: folder).status == 0)
    }
  }
}

private final class Collected: @unchecked Sendable {
  var errors = Data()
}
