import Foundation
import Testing

/// The built program where its surroundings differ or fail it.
@Suite struct SurroundingsTests {
  let commandLine = CommandLineTests()

  func pages(_ folder: URL) throws -> [String: Data] {
    let output = folder.appending(path: "Output")
    let names = try FileManager.default.contentsOfDirectory(atPath: output.path())
      .filter { $0 != "fonts" }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try Data(contentsOf: output.appending(path: $0)))
      })
  }

  /// Another locale, another time zone, another number of jobs, a second run: the same bytes.
  @Test func theSameBytesElsewhere() throws {
    try commandLine.inFolder { folder in
      for name in ["one", "two", "three"] { _ = try commandLine.run(["new", name], in: folder) }
      #expect(try commandLine.run(["build", "--jobs", "1"], in: folder).status == 0)
      let first = try pages(folder)
      let elsewhere = ["LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"]
      let build = try commandLine.run(
        ["build", "--jobs", "2", "--force"], in: folder, environment: elsewhere)
      #expect(build.status == 0, "\(build.errors)")
      #expect(try pages(folder) == first)
      #expect(try commandLine.run(["check"], in: folder, environment: elsewhere).status == 0)
    }
  }

  /// A disk that takes no more: one clear error, and the old pages whole.
  @Test func aFullDiskLeavesTheOldPages() throws {
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "mine"], in: folder)
      #expect(try commandLine.run(["build"], in: folder).status == 0)
      let before = try pages(folder)
      let example = folder.appending(path: "Examples/mine.yaml")
      let text = try String(contentsOf: example, encoding: .utf8)
      try Data(text.replacing("0.5, -1.2", with: "0.6, -1.2").utf8).write(to: example)
      // A limit on the size of files fails as a full disk does: in the middle of writing one.
      let shell = "ulimit -f 8; trap '' XFSZ; exec '\(CommandLineTests.program.path())' build"
      let failed = try commandLine.run(
        ["-c", shell], in: folder, program: URL(filePath: "/bin/sh"))
      #expect(failed.status == 2)
      #expect(failed.errors.hasPrefix("Output/mine."), "\(failed.errors)")
      #expect(failed.errors.contains("error: the file cannot be written"))
      #expect(try pages(folder) == before)
    }
  }

  @Test func anUnwritableOutputIsOneClearError() throws {
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "mine"], in: folder)
      let output = folder.appending(path: "Output")
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o555], ofItemAtPath: output.path())
      // Root may write anywhere: a copy of the program is run as nobody then.
      let copy = folder.appending(path: "gradus")
      try FileManager.default.copyItem(at: CommandLineTests.program, to: copy)
      let program = copy.path()
      let command =
        geteuid() == 0
        ? "exec setpriv --reuid=65534 --clear-groups '\(program)' build"
        : "exec '\(program)' build"
      let failed = try commandLine.run(
        ["-c", command], in: folder, program: URL(filePath: "/bin/sh"))
      #expect(failed.status == 2, "\(failed.errors)")
      #expect(failed.errors.contains("cannot be written"), "\(failed.errors)")
    }
  }

  @Test func explainsAnEntry() throws {
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "mine"], in: folder)
      let explained = try commandLine.run(["explain", "mine", "dL/dw[2]"], in: folder)
      #expect(explained.status == 0)
      #expect(explained.output.hasPrefix("dL/dw[2] = "))
      let one = try commandLine.run(["explain", "mine", "dL/dw[2]", "--depth", "0"], in: folder)
      #expect(one.output.split(separator: "\n").count == 1)
      let wrong = try commandLine.run(["explain", "mine", "dL/dw[9]"], in: folder)
      #expect(wrong.status == 2)
      #expect(
        wrong.errors == """
          error: place 9 of 'dL/dw' is out of range
          help: its shape is (3,), and places are counted from 1

          """)
    }
  }

  /// Color is for terminals: none in a pipe, whatever TERM says.
  @Test func noColorInAPipe() throws {
    try commandLine.inFolder { folder in
      _ = try commandLine.run(["new", "mine"], in: folder)
      let wrong = try commandLine.run(
        ["build", "mina"], in: folder, environment: ["TERM": "xterm-256color"])
      #expect(!wrong.errors.contains("\u{1B}"))
    }
  }
}
