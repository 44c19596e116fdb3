import Problems
import WorkedExamples

/// A worked example as a page, in Markdown and HTML.
public struct Page: Sendable {
  public let markdown: String
  public let html: String

  /// Fills the template, typesets the formulas, and puts the shell around them.
  /// - Throws: `Problems` of the templates and formulas, or what the typesetter throws where its
  ///   tool is missing.
  public init(
    _ example: WorkedExample, template: Template, shell: Template,
    options: TemplateOptions = TemplateOptions(), typesetter: MathTypesetter
  ) throws {
    let markdown = try template.fill(example, options: options)
    var refused: [(formula: MathFormula, error: FormulaError)] = []
    var markdownOptions = MarkdownOptions()
    markdownOptions.reservedIDs = ["content", "contents"]
    let body = try renderMarkdown(markdown, options: markdownOptions) { formula in
      do {
        return try typesetter.mathML(tex: formula.tex, isDisplay: formula.isDisplay)
      } catch let error as FormulaError {
        refused.append((formula, error))
        return ""
      }
    }
    if !refused.isEmpty {
      let origins = LineOrigins(template, filledWith: ExampleRecord(example), options: options)
      throw Problems(refused.map { origins.problem(of: $0.formula, $0.error) })
    }
    self.markdown = markdown
    html = try shell.fill(PageRecord(example: example, body: body), options: options)
  }
}
