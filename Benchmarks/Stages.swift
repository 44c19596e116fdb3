import Documents
import Foundation
import Notation
import WorkedExamples

/// One stage of the way from an example's text to its files, over many examples.
struct Stage {
  let name: String
  /// Does the stage for the example of this number, on what the stages before it have left.
  let run: (Int) throws -> Void
}

/// The stages as the program goes through them, on one core. Whoever changes a stage changes it
/// here too: nothing else of the benchmarks knows what they do.
final class Stages {
  private let sources: [ExampleSource]
  private let template: Template
  private let shell: Template
  private let latex: Template
  private let typesetter: MathTypesetter
  private let plans = DerivationPlans { PlainText().text($0) }
  private let folder: String
  private var examples: [Example] = []
  private var worked: [WorkedExample] = []
  private var files: [[(name: String, bytes: [UInt8])]] = []
  /// Bytes of all files.
  var bytes: Int { files.joined().reduce(0) { $0 + $1.bytes.count } }

  /// - Parameter workspace: where the templates are; files go into a folder of their own there.
  init(_ workspace: Workspace, sources: [ExampleSource]) throws {
    self.sources = sources
    let templates = try Self.templates(workspace.folder.appendingPathComponent("Templates"))
    func template(_ path: String, _ markup: Markup) throws -> Template {
      guard let file = templates[path] else { throw RunFailed(description: "no \(path)") }
      var partials: [String: TemplateFile] = [:]
      for (path, file) in templates where file.markup == markup {
        partials[(path as NSString).deletingPathExtension] = file
      }
      return try Template(file, partials: partials)
    }
    self.template = try template("tutorial.md", .markdown)
    shell = try template("page.html", .html)
    latex = try template("tutorial.tex", .latex)
    let script = try KaTeX.script {
      FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) }
    }
    typesetter = MathTypesetter { script }
    folder = workspace.folder.appendingPathComponent("Stages").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  var all: [Stage] {
    [
      Stage(name: "read") { [self] in examples.append(try readExample(sources[$0])) },
      Stage(name: "work and derive") { [self] in
        worked.append(try work(examples[$0], plans: plans))
      },
      Stage(name: "fill and write all four") { [self] number in
        let example = worked[number]
        let page = try Page(example, template: template, shell: shell, typesetter: typesetter)
        let texts = [
          ("html", page.html), ("json", example.json.text), ("md", page.markdown),
          ("tex", try latex.fill(example)),
        ]
        files.append(texts.map { ("\(number).\($0)", Array($1.utf8)) })
      },
      Stage(name: "files") { [self] number in
        for file in files[number] { try Self.write(file.bytes, "\(folder)/\(file.name)") }
      },
    ]
  }

  /// As a build does it: by a temporary name.
  private static func write(_ bytes: [UInt8], _ path: String) throws {
    let descriptor = open(path + ".tmp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0, Foundation.write(descriptor, bytes, bytes.count) == bytes.count,
      close(descriptor) == 0, rename(path + ".tmp", path) == 0
    else { throw RunFailed(description: "\(path) cannot be written") }
  }

  private static func templates(_ folder: URL) throws -> [String: TemplateFile] {
    var templates: [String: TemplateFile] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      guard let markup = Markup(fileName: path) else { continue }
      templates[path] = TemplateFile(
        path: path,
        text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8),
        markup: markup)
    }
    return templates
  }
}
