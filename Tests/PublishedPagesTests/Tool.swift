import Foundation

/// A program that the tests take as referee.
struct Tool {
  let name: String

  static let chromium = Tool(name: "chromium")
  static let tidy = Tool(name: "tidy")
  static let pdflatex = Tool(name: "pdflatex")
  static let python = Tool(name: "python3")

  /// Where it is installed. A missing one fails the test: what is not checked is not promised.
  func path() throws -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
      return "\(folder)/\(name)"
    }
    throw Failure("\(name) is missing: 'make test-deps' installs it")
  }

  /// Runs it to its end.
  ///
  /// - Returns: its exit code and what it printed, standard error included.
  func run(
    _ arguments: [String], in folder: URL, input: String = ""
  ) throws -> (code: Int32, output: String) {
    try Self.run(URL(filePath: path()), arguments, in: folder, input: input)
  }

  static func run(
    _ program: URL, _ arguments: [String], in folder: URL, input: String = ""
  ) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Files, since a pipe that nobody reads or writes at the right time blocks.
    let files = try TemporaryFolder()
    defer { files.remove() }
    let inputFile = try files.write(input, to: "in")
    let outputFile = try files.write("", to: "out")
    let output = try FileHandle(forWritingTo: outputFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus,
      String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    )
  }
}

/// A folder of one test's own.
struct TemporaryFolder {
  let url: URL

  init() throws {
    // Without symbolic links, so that the browser names files as we do.
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "gradus-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and gives its place.
  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }
}

/// Why a test could not come to a verdict.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
