import Problems
import WorkedExamples

/// One filling of a template: what is needed to show values, and what was found missing.
final class Rendering {
  let template: Template
  let options: TemplateOptions
  private(set) var problems: [Problem] = []
  /// The records that were asked for the name that is looked up now.
  private var asked: [any TemplateRecord] = []

  init(_ template: Template, options: TemplateOptions) {
    self.template = template
    self.options = options
  }

  var markup: Markup { template.main.markup }

  func isInCode(stamp: Int) -> Bool { template.tags[stamp].tag.isInCode }

  /// Whether the tag shows a value, rather than opening a section.
  func showsValue(stamp: Int) -> Bool { template.tags[stamp].tag.kind == .value }

  /// Whether this many parts of the tag's name have been looked up to its end.
  func isEnd(stamp: Int, depth: Int) -> Bool { template.tags[stamp].tag.components <= depth }

  func report(_ message: String, stamp: Int, suggestion: String? = nil) {
    let (file, tag) = template.tags[stamp]
    let problem = file.problem(
      message, line: tag.line, column: tag.column, suggestion: suggestion)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// A record did not know the name; the one around it is asked next, unless this is the last.
  func missed(_ name: String, by record: any TemplateRecord, isLast: Bool, stamp: Int) {
    asked.append(record)
    guard isLast else { return }
    let known = asked.flatMap(\.names)
    report(
      "there is no value '\(name)'", stamp: stamp,
      suggestion: NearestNames.suggestion(for: name, among: known)
        ?? "'gradus list names EXAMPLE' prints all names a template may use")
    asked = []
  }

  func found() { if !asked.isEmpty { asked = [] } }

  /// The text a value is shown as.
  func text(_ value: TemplateValue, stamp: Int) -> String? {
    switch value {
    case .text(let text):
      isInCode(stamp: stamp)
        ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : markup.escaped(text)
    case .markup(let text): text
    case .code(let text): isInCode(stamp: stamp) ? text : markup.code(text)
    case .record(let record): record.whole(for: self).flatMap { self.text($0, stamp: stamp) }
    case .flag, .list, .missing: nil
    }
  }
}
