import Documents
import Foundation
import Notation
import WorkedExamples

/// Makes all files of one example, in memory.
struct PageMaker: Sendable {
  let project: Project
  let templates: TemplateSet
  let options: SiteOptions
  private let typesetter: MathTypesetter
  private let plans = DerivationPlans { PlainText().text($0) }

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
    typesetter = MathTypesetter {
      try KaTeX.script(at: place) { path in
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
      }
    }
  }

  /// Everything the files of an example are made from, by path, with its digest.
  func inputs(of name: String) throws(Problem) -> [String: String] {
    inputs(of: name, try project.source(of: name))
  }

  private func inputs(of name: String, _ source: ExampleSource) -> [String: String] {
    var inputs = [source.path: Digest.of(source.text)]
    for template in [
      templates.template(of: name, "md"), templates.template(of: name, "tex"), templates.shell,
    ] {
      for path in template.paths { inputs[path] = templates.digests[path] }
    }
    return inputs
  }

  /// - Throws: `Problem`, `Problems`, or what a missing tool throws.
  func files(of name: String) throws -> Files {
    let source = try project.source(of: name)
    let example = try work(try readExample(source), plans: plans)
    let page = try Page(
      example, template: templates.template(of: name, "md"), shell: templates.shell,
      options: options.templates, typesetter: typesetter)
    let latex = try templates.template(of: name, "tex").fill(example, options: options.templates)
    return Files(
      title: example.title, summary: example.summary, inputs: inputs(of: name, source),
      contents: [
        ("\(name).html", page.html), ("\(name).json", example.json.text),
        ("\(name).md", page.markdown), ("\(name).tex", latex),
      ].map { ($0.0, Array($0.1.utf8)) })
  }

  /// The files that belong to no example.
  func siteFiles(_ pages: [Manifest.Page]) throws(Problems) -> [(name: String, bytes: [UInt8])] {
    let index = try IndexPage(
      pages.sorted { $0.name < $1.name }
        .map { IndexPage.Entry(name: $0.name, title: $0.title, summary: $0.summary) },
      template: templates.index)
    return [
      (OutputFolder.ignore, OutputFolder.ignored),
      ("index.html", Array(index.html.utf8)),
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
