import Foundation
import Notation
import Problems
import WorkedExamples

/// `Output/manifest.json`: which files Gradus wrote, and what they were made from.
struct Manifest: Codable, Hashable, Sendable {
  /// The version of this format.
  var gradus = 1
  /// The options that the pages were made with, in one text.
  var options: String
  /// Files that belong to no example: the index, the style sheet.
  var site: Entry
  /// By name.
  var pages: [Page]

  struct Entry: Codable, Hashable, Sendable {
    /// What the files were made from: path in the project and digest.
    var inputs: [String: String]
    /// What was written: path in `Output/` and digest.
    var outputs: [String: String]
  }

  struct Page: Codable, Hashable, Sendable {
    var name: String
    var title: String
    var summary: String
    var files: Entry
  }

  static let path = "manifest.json"

  /// All files, by path in `Output/`.
  var files: Set<String> {
    pages.reduce(into: Set(site.outputs.keys)) { $0.formUnion($1.files.outputs.keys) }
  }

  /// The manifest's text: a line a file, so that changes are easy to read.
  var text: String {
    func map(_ digests: [String: String]) -> JSONValue {
      .object(digests.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }
    func entry(_ entry: Entry) -> JSONValue {
      .object([("inputs", map(entry.inputs)), ("outputs", map(entry.outputs))])
    }
    return JSONValue.object([
      ("gradus", .integer(gradus)), ("options", .string(options)), ("site", entry(site)),
      (
        "pages",
        .array(
          pages.sorted { $0.name < $1.name }.map { page in
            .object([
              ("name", .string(page.name)), ("title", .string(page.title)),
              ("summary", .string(page.summary)), ("files", entry(page.files)),
            ])
          })
      ),
    ]).text
  }

  /// The manifest of an output folder; an empty one where there is none.
  init(in output: OutputFolder, options: String) throws(Problem) {
    guard let data = output.contents(Self.path) else {
      self.init(options: options)
      return
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.gradus == 1
    else {
      throw Problem(
        file: "\(Project.output)/\(Self.path)",
        message: "the list of the files that Gradus wrote cannot be read",
        suggestion: "after a merge, take either side's; else delete \(Project.output)/ and build")
    }
    self = manifest
  }

  init(options: String) {
    self.options = options
    site = Entry(inputs: [:], outputs: [:])
    pages = []
  }
}
