import Mustache
import Problems
import WorkedExamples

/// Where in the templates each line of a filled text comes from.
struct LineOrigins {
  /// For each line of the filled text the file and line, where the line has a text of its own.
  private let origins: [(file: TemplateFile, line: Int)?]

  /// Fills the template once more, with a mark at the end of each of its lines.
  init(_ template: Template, filledWith root: any TemplateRecord, options: TemplateOptions) {
    var library = MustacheLibrary()
    var stamps = 0
    for (name, file) in template.files {
      guard let source = try? StampedSource(file, firstStamp: stamps, marksLines: true),
        let compiled = try? source.compiled()
      else { continue }
      stamps += source.tags.count
      library.register(compiled, named: name)
    }
    let rendering = Rendering(template, options: options)
    let text = library.render(Place(root: root, rendering), withTemplate: Template.mainName) ?? ""
    let files = Dictionary(
      template.files.map { ($0.file.path, $0.file) }, uniquingKeysWith: { first, _ in first })
    origins = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // A line made from several (a partial within a line) comes from the last of them.
      guard let open = line.lastIndex(of: LineMarks.open),
        let close = line[open...].firstIndex(of: LineMarks.close)
      else { return nil }
      let mark = line[line.index(after: open)..<close]
      guard let colon = mark.lastIndex(of: ":"), let file = files[String(mark[..<colon])],
        let number = Int(mark[mark.index(after: colon)...])
      else { return nil }
      return (file, number)
    }
  }

  /// A formula that KaTeX refused, at its place in the template.
  func problem(of formula: MathFormula, _ error: FormulaError) -> Problem {
    let tex = formula.tex.count > 200 ? formula.tex.prefix(200) + "..." : formula.tex[...]
    var problem = Problem(
      message: "the formula cannot be typeset: \(error.message)",
      suggestion: "the formula is \(tex)")
    // A display formula starts on the line of its dollars; its text may be on the next ones.
    for line in (formula.line - 1)..<(formula.line + 4) where origins.indices.contains(line) {
      guard let (file, number) = origins[line] else { continue }
      let first = max(1, number - (line - formula.line + 1))
      problem.file = file.path
      problem.line = first
      problem.excerpt = file.line(first)
      break
    }
    return problem
  }
}
