import Documents
import Formulas
import Foundation
import Reports
import Templates
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
  private let templates: PageTemplates
  private let documents: DocumentMaker
  private let plans = DerivationPlans { PlainText.text(Formula($0)) }
  private let memory = ReportMemory()
  private let folder: String
  private var examples: [Example] = []
  private var worked: [WorkedExample] = []
  private var files: [[(name: String, bytes: [UInt8])]] = []
  /// Bytes of all files.
  var bytes: Int { files.joined().reduce(0) { $0 + $1.bytes.count } }

  /// - Parameter workspace: where the templates are; files go into a folder of their own there.
  init(_ workspace: Workspace, sources: [ExampleSource]) throws {
    self.sources = sources
    let files = try Self.templates(workspace.folder.appendingPathComponent("Templates"))
    func template(_ path: String) throws -> Template {
      guard let file = files[path] else { throw RunFailed(description: "no \(path)") }
      let ending = (path as NSString).pathExtension
      var partials: [String: TemplateFile] = [:]
      for (path, file) in files where (path as NSString).pathExtension == ending {
        partials[(path as NSString).deletingPathExtension] = file
      }
      return try Template(file, partials: partials)
    }
    templates = PageTemplates(
      prose: try template("tutorial.md"), htmlShell: try template("page.html"),
      latexShell: try template("page.tex"), latex: nil)
    let script = try KaTeX.script {
      FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) }
    }
    documents = DocumentMaker(typesetter: MathTypesetter { script })
    folder = workspace.folder.appendingPathComponent("Stages").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  var all: [Stage] {
    [
      Stage(name: "read") { [self] in examples.append(try readExample(sources[$0])) },
      Stage(name: "work and derive") { [self] in
        worked.append(try work(examples[$0], plans: plans))
      },
      Stage(name: "fill and write all five") { [self] number in
        let report = ExampleReport(worked[number], memory: memory)
        let made = try documents.documents(of: report, templates)
        files.append([
          ("\(number).html", made.html), ("\(number).json", JSON.bytes(report)),
          ("\(number).md", made.markdown), ("\(number).tex", made.latex),
          ("\(number).txt", Array(TextReport(report).text.utf8)),
        ])
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
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where ["md", "html", "tex"].contains((path as NSString).pathExtension) {
      templates[path] = TemplateFile(
        path: path,
        text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
    }
    return templates
  }
}
