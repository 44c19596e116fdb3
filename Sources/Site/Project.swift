import Documents
import Foundation
import Problems
import WorkedExamples

/// A folder with `Examples/`, `Templates/` and `Output/`, and the only way to read from it.
public struct Project: Sendable {
  /// Absolute, without a slash at the end.
  public let root: String
  /// A file larger than this is not read.
  static let largestFile = 4_000_000

  /// Where the YAML files are.
  public static let examples = "Examples"
  /// Where what authors edit is.
  public static let templates = "Templates"
  /// Where all pages go: every file in it is made by a build.
  public static let output = "Output"

  /// The folder itself, or the nearest one above it, that has examples.
  public init(at folder: String) throws(Problem) {
    var url = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath()
    while true {
      var isFolder: ObjCBool = false
      let examples = url.appendingPathComponent(Self.examples).path
      if FileManager.default.fileExists(atPath: examples, isDirectory: &isFolder),
        isFolder.boolValue
      {
        self.init(root: url.path)
        return
      }
      let parent = url.deletingLastPathComponent()
      if parent.path == url.path { break }
      url = parent
    }
    throw Problem(
      message: "there is no folder \(Self.examples)/ in \(folder) or above it",
      suggestion: "'gradus new NAME' starts one here; --project names another folder")
  }

  /// A project at exactly this folder.
  init(root: String) { self.root = Self.realPath(root) ?? root }

  func path(_ relative: String) -> String { root + "/" + relative }

  /// The names of all examples, sorted.
  public func exampleNames() throws(Problem) -> [String] {
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: path(Self.examples))
    } catch {
      throw Problem(file: "\(Self.examples)/", message: "the folder cannot be read")
    }
    var names: [String] = []
    for file in files.sorted() where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
      let name = String(file.dropLast(5))
      guard Self.isName(name) else {
        throw Problem(
          file: "\(Self.examples)/\(file)",
          message: "the name of an example has letters, digits, '-', '_' and '.' only")
      }
      guard name.lowercased() != "index" else {
        throw Problem(
          file: "\(Self.examples)/\(file)",
          message: "no example can be called 'index': that is the page that lists all")
      }
      names.append(name)
    }
    return names
  }

  /// Whether a name can be a file's name anywhere, and never leaves its folder.
  static func isName(_ name: String) -> Bool {
    guard let first = name.first, name.count <= 100 else { return false }
    let isPlain: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isPlain(first) && name.allSatisfy { isPlain($0) || "-_.".contains($0) }
  }

  /// The examples that were asked for by name, or all.
  public func exampleNames(_ wanted: [String]) throws(Problems) -> [String] {
    let all: [String]
    do { all = try exampleNames() } catch { throw Problems([error]) }
    if wanted.isEmpty { return all }
    let known = Set(all)
    // A path to the file is as good as its name.
    let names = wanted.map { name in
      name.hasPrefix("\(Self.examples)/") && name.hasSuffix(".yaml")
        ? String(name.dropFirst(Self.examples.count + 1).dropLast(5)) : name
    }
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else { throw Problems(unknown.map { unknownExample($0, all) }) }
    return Array(Set(names)).sorted()
  }

  /// The text of an example and where it stands.
  /// - Throws: `Problem` where there is no such file in the project, or it is too large or not UTF-8.
  public func source(of example: String) throws(Problem) -> ExampleSource {
    let path = "\(Self.examples)/\(example).yaml"
    return ExampleSource(name: example, path: path, text: try text(path))
  }

  /// An example as its file and those that it mentions say it.
  /// - Throws: `Problem` or `Problems`.
  func example(_ name: String) throws -> Example {
    try readExample(source(of: name)) { path throws(Problem) in try text(path) }
  }

  /// A file's text: UTF-8 of a sensible size, inside the project.
  func text(_ relative: String) throws(Problem) -> String {
    let bytes = try bytes(relative)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let (line, column) = Self.firstInvalidPlace(bytes)
      throw Problem(
        file: relative, line: line, column: column, message: "the file is not UTF-8",
        suggestion: "save it as UTF-8")
    }
    return text
  }

  private func bytes(_ relative: String) throws(Problem) -> [UInt8] {
    guard let real = Self.realPath(path(relative)) else {
      throw Problem(file: relative, message: "there is no such file")
    }
    guard real.hasPrefix(root + "/") else {
      throw Problem(file: relative, message: "the file is a link that leaves the project")
    }
    do throws(FileContents.Failure) {
      return try FileContents(path: real, atMost: Self.largestFile).bytes
    } catch {
      switch error {
      case .missing: throw Problem(file: relative, message: "there is no such file")
      case .unreadable: throw Problem(file: relative, message: "the file cannot be read")
      case .tooLarge(let size):
        throw Problem(
          file: relative,
          message: "the file has \(size) bytes, more than the \(Self.largestFile) that are read")
      }
    }
  }

  /// A path without links in it; `nil` where nothing is there.
  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Where the first byte stands that is not UTF-8.
  private static func firstInvalidPlace(_ bytes: [UInt8]) -> (line: Int, column: Int) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    return (line, column)
  }

  private func unknownExample(_ name: String, _ all: [String]) -> Problem {
    Problem(
      message: "there is no example '\(name)' in \(Self.examples)/",
      suggestion: NearestNames.suggestion(for: name, among: all)
        ?? (all.isEmpty
          ? "'gradus new NAME' writes a first one"
          : "there is \(all.prefix(5).map { "'\($0)'" }.joined(separator: ", "))"))
  }
}
