import Documents
import Formulas
import Foundation
import Problems
import Reports
import Templates
import WorkedExamples

/// Makes all files of one example, in memory.
struct PageMaker: Sendable {
  let project: Project
  let templates: TemplateSet
  let options: SiteOptions
  private let documents: DocumentMaker
  private let plans = DerivationPlans(
    text: { PlainText.text(Formula($0)) }, formText: { NumPyText.text($0) })
  private let memory = ReportMemory()

  /// The files of an example, by path in `Output/`.
  struct Files: Sendable {
    let title: String
    let summary: String
    /// Everything they are made from, by path in the project, with its digest.
    let inputs: [String: String]
    let contents: [(name: String, bytes: [UInt8])]
  }

  init(_ project: Project, _ templates: TemplateSet, _ options: SiteOptions) {
    self.project = project
    self.templates = templates
    self.options = options
    let place = options.katex ?? ProcessInfo.processInfo.environment[KaTeX.variable]
    documents = DocumentMaker(
      typesetter: MathTypesetter {
        try KaTeX.script(at: place) { path in
          FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        }
      })
  }

  /// What the files of an example are made from, by path, with its digest; without the files that
  /// the example itself mentions.
  func inputs(of name: String) throws(Problem) -> [String: String] {
    inputs(of: name, try project.source(of: name))
  }

  private func inputs(of name: String, _ source: ExampleSource) -> [String: String] {
    var inputs = [source.path: Digest.of(source.text)]
    for path in templates.templates(of: name).paths { inputs[path] = templates.digests[path] }
    return inputs
  }

  /// - Throws: `Problem`, `Problems`, `FalseClaims`, or what a missing tool throws.
  func files(of name: String) throws -> Files {
    let source = try project.source(of: name)
    var inputs = inputs(of: name, source)
    let read = try readExample(source) { path throws(Problem) in
      let text = try project.text(path)
      inputs[path] = Digest.of(text)
      return text
    }
    let example = try work(read, plans: plans)
    let report = ExampleReport(example, options: options.report, memory: memory)
    let made = try documents.documents(of: report, templates.templates(of: name))
    if !made.falseClaims.isEmpty { throw FalseClaims(made.falseClaims) }
    return Files(
      title: example.title, summary: example.summary, inputs: inputs,
      contents: [
        ("\(name).html", made.html),
        ("\(name).json", JSON.bytes(report)),
        ("\(name).md", made.markdown),
        ("\(name).tex", made.latex),
        ("\(name).txt", Array(TextReport(report).text.utf8)),
      ])
  }

  /// A problem with a line of an example's LaTeX at its place in a template; `nil` where that cannot
  /// be told.
  func problem(_ problem: Problem, atLaTeXLine line: Int, of name: String) throws -> Problem? {
    let example = try work(try project.example(name), plans: plans)
    return try documents.problem(
      atLaTeXLine: line, of: ExampleReport(example, options: options.report, memory: memory),
      templates.templates(of: name), message: problem.message, suggestion: problem.suggestion)
  }

  /// The files that belong to no example.
  func siteFiles(_ pages: [Manifest.Page]) throws(Problems) -> [(name: String, bytes: [UInt8])] {
    let index = IndexReport(
      pages.sorted { $0.name < $1.name }
        .map { IndexReport.Entry(name: $0.name, title: $0.title, summary: $0.summary) })
    return [
      (OutputFolder.ignore, OutputFolder.ignored),
      ("index.html", try documents.page(templates.index, index)),
      ("style.css", Array(templates.style.utf8)),
    ]
  }

  var siteInputs: [String: String] {
    var inputs: [String: String] = [:]
    for path in templates.index.paths + ["\(Project.templates)/style.css"] {
      inputs[path] = templates.digests[path]
    }
    return inputs
  }
}

/// Sentences of templates that can be false, and are.
public struct FalseClaims: Error, Sendable {
  /// At least one, in the order of the template.
  public let all: [FalseClaim]

  init(_ all: [FalseClaim]) { self.all = all }
}
