import Foundation
import Problems
import Reports

/// `Output/manifest.json`: which files Gradus wrote, and what they were made from.
struct Manifest: Codable, Hashable, Sendable {
  /// The version of this format.
  var gradus = 1
  /// The options that the pages were made with, in one text.
  var options: String
  /// The templates that files were made from; those that were made from the same ones share a set.
  var templates: [Templates]
  /// Files that belong to no example: the index, the style sheet.
  var site: Entry
  /// By name.
  var pages: [Page]

  struct Templates: Codable, Hashable, Sendable {
    /// The digest of the names of all templates there were: another one may be the better fit.
    var names: String
    /// Path in the project and digest.
    var digests: [String: String]
  }

  struct Entry: Codable, Hashable, Sendable {
    /// What the files were made from beside templates: path in the project and digest.
    var inputs: [String: String]
    /// Which of the manifest's sets of templates.
    var templates: Int?
    /// What was written: path in `Output/` and digest.
    var outputs: [String: String]
  }

  struct Page: Codable, Hashable, Sendable {
    var name: String
    var title: String
    var summary: String
    var files: Entry
    var pdf: PDF?

    /// What the list of all pages says about it.
    var listed: [String] { [name, title, summary] }
  }

  /// `NAME.pdf`, which a build makes only when it is asked to.
  struct PDF: Codable, Hashable, Sendable {
    /// The digest of the LaTeX it was made from.
    var from: String
    var digest: String
  }

  static let path = "manifest.json"

  init(options: String) {
    self.options = options
    templates = []
    site = Entry(inputs: [:], outputs: [:])
    pages = []
  }

  /// All files, by path in `Output/`.
  var files: Set<String> {
    pages.reduce(into: Set(site.outputs.keys)) { files, page in
      files.formUnion(page.files.outputs.keys)
      if page.pdf != nil { files.insert("\(page.name).pdf") }
    }
  }

  /// Everything an entry's files were made from, templates included.
  func inputs(of entry: Entry) -> [String: String] {
    guard let number = entry.templates, templates.indices.contains(number) else {
      return entry.inputs
    }
    return entry.inputs.merging(templates[number].digests) { own, _ in own }
  }

  /// An entry for files that were made from these inputs.
  ///
  /// - Parameter names: the digest of the names of all templates.
  mutating func entry(
    inputs: [String: String], names: String, outputs: [String: String]
  ) -> Entry {
    let isTemplate = { (path: String) in path.hasPrefix(Project.templates + "/") }
    let used = Templates(names: names, digests: inputs.filter { isTemplate($0.key) })
    let number = templates.firstIndex(of: used) ?? templates.count
    if number == templates.count { templates.append(used) }
    return Entry(
      inputs: inputs.filter { !isTemplate($0.key) }, templates: number, outputs: outputs)
  }

  /// The same with the pages by name, and the sets of templates in their order: equal pages, equal
  /// manifest.
  func inOrder() -> Manifest {
    var new = Manifest(options: options)
    func moved(_ entry: Entry) -> Entry {
      guard let number = entry.templates, templates.indices.contains(number) else { return entry }
      var entry = entry
      entry.templates = new.templates.firstIndex(of: templates[number]) ?? new.templates.count
      if entry.templates == new.templates.count { new.templates.append(templates[number]) }
      return entry
    }
    new.site = moved(site)
    new.pages = pages.sorted { $0.name < $1.name }.map { page in
      var page = page
      page.files = moved(page.files)
      return page
    }
    return new
  }
}

// MARK: As JSON

extension Manifest {
  /// The manifest's text: a line a file, so that changes are easy to read.
  var text: String {
    func object(_ pairs: [(name: String, value: Value)]) -> Value { .record(Object(pairs)) }
    func map(_ digests: [String: String]) -> Value {
      object(digests.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })
    }
    func entry(_ entry: Entry) -> Value {
      object(
        [("inputs", map(entry.inputs))]
          + (entry.templates.map { [("templates", .count($0))] } ?? [])
          + [("outputs", map(entry.outputs))])
    }
    func pdf(_ pdf: PDF) -> Value {
      object([("from", .text(pdf.from)), ("digest", .text(pdf.digest))])
    }
    let bytes = JSON.bytes(
      Object([
        ("gradus", .count(gradus)), ("options", .text(options)),
        (
          "templates",
          .list(
            templates.map { object([("names", .text($0.names)), ("digests", map($0.digests))]) })
        ),
        ("site", entry(site)),
        (
          "pages",
          .list(
            pages.map { page in
              object(
                [
                  ("name", .text(page.name)), ("title", .text(page.title)),
                  ("summary", .text(page.summary)), ("files", entry(page.files)),
                ] + (page.pdf.map { [("pdf", pdf($0))] } ?? []))
            })
        ),
      ]))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The manifest of an output folder; an empty one where there is none.
  init(in output: OutputFolder, options: String) throws(Problem) {
    guard let bytes = output.contents(Self.path) else {
      self.init(options: options)
      return
    }
    let unreadable = Problem(
      file: "\(Project.output)/\(Self.path)",
      message: "the list of the files that Gradus wrote cannot be read",
      suggestion: "after a merge, take either side's; else delete \(Project.output)/ and build")
    do {
      self = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
    } catch { throw unreadable }
    guard gradus == 1 else { throw unreadable }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    gradus = try container.decode(Int.self, forKey: .gradus)
    options = try container.decode(String.self, forKey: .options)
    // Without in those of the first versions, whose entries name all their templates themselves.
    templates = try container.decodeIfPresent([Templates].self, forKey: .templates) ?? []
    site = try container.decode(Entry.self, forKey: .site)
    pages = try container.decode([Page].self, forKey: .pages)
  }
}
