import Foundation

/// The shipped examples and those in `Examples/` here, built once by the program itself.
struct PublishedSite {
  let folder: TemporaryFolder
  /// Names of the examples.
  let examples: [String]

  static let shared = Result { try PublishedSite() }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let folderOfTests = URL(filePath: #filePath).deletingLastPathComponent()

  private init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    try files.copyItem(
      at: Self.root.appending(path: "Templates"), to: folder.url.appending(path: "Templates"))
    try files.copyItem(
      at: Self.root.appending(path: "Examples"), to: folder.url.appending(path: "Examples"))
    let own = Self.folderOfTests.appending(path: "Examples")
    for file in try files.contentsOfDirectory(atPath: own.path) {
      try files.copyItem(
        at: own.appending(path: file), to: folder.url.appending(path: "Examples/\(file)"))
    }
    examples = try files.contentsOfDirectory(atPath: folder.url.path + "/Examples")
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    _ = try gradus(["build", "--quiet"])
  }

  var output: URL { folder.url.appending(path: "Output", directoryHint: .isDirectory) }

  /// Everything that was published with this ending, sorted.
  func files(_ ending: String) throws -> [URL] {
    let found = try FileManager.default.subpathsOfDirectory(atPath: output.path)
      .filter { $0.hasSuffix("." + ending) }.sorted().map { output.appending(path: $0) }
    if found.isEmpty { throw Failure("nothing with the ending .\(ending) was published") }
    return found
  }

  /// Runs the program in the site's folder; it must succeed.
  func gradus(_ arguments: [String]) throws -> String {
    let (code, output) = try Tool.run(Self.program(), arguments, in: folder.url)
    guard code == 0 else {
      throw Failure("gradus \(arguments.joined(separator: " ")) ends with \(code):\n\(output)")
    }
    return output
  }

  /// The program, built beside the tests.
  static func program() throws -> URL {
    let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    var folder = tests.deletingLastPathComponent()
    while folder.path != "/" {
      let program = folder.appending(path: "gradus")
      if FileManager.default.isExecutableFile(atPath: program.path),
        (try? program.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == false
      {
        return program
      }
      folder.deleteLastPathComponent()
    }
    throw Failure("there is no program 'gradus' beside \(tests.path): 'swift build' makes it")
  }
}
