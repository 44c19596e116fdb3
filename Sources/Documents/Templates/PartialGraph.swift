import Problems
import WorkedExamples

/// Which template includes which.
enum PartialGraph {
  /// A template and all it includes, checked: every partial exists, none includes itself.
  static func files(
    from main: TemplateFile, partials: [String: TemplateFile]
  ) throws(Problems) -> [(name: String, file: TemplateFile)] {
    var walk = Walk(partials: partials)
    walk.visit(Template.mainName, main)
    if !walk.problems.isEmpty { throw Problems(walk.problems) }
    return walk.found
  }

  private struct Walk {
    let partials: [String: TemplateFile]
    var found: [(name: String, file: TemplateFile)] = []
    var problems: [Problem] = []
    private var path: [String] = []

    init(partials: [String: TemplateFile]) { self.partials = partials }

    mutating func visit(_ name: String, _ file: TemplateFile) {
      if found.contains(where: { $0.name == name }) { return }
      found.append((name, file))
      path.append(name)
      defer { path.removeLast() }
      // What the scanner finds wrong is reported when the file is compiled.
      let tags = (try? TagScanner.tags(of: file)) ?? []
      for tag in tags where tag.kind == .partial { include(tag, in: file) }
    }

    private mutating func include(_ tag: Tag, in file: TemplateFile) {
      guard let partial = partials[tag.name], partial.markup == file.markup else {
        let names = partials.filter { $0.value.markup == file.markup }.map(\.key).sorted()
        problems.append(
          file.problem(
            "there is no partial '\(tag.name)'", line: tag.line, column: tag.column,
            suggestion: NearestNames.suggestion(for: tag.name, among: names)))
        return
      }
      if let start = path.firstIndex(of: tag.name) {
        let loop = path[start...] + [tag.name]
        problems.append(
          file.problem(
            "the partial '\(tag.name)' includes itself: \(loop.joined(separator: " > "))",
            line: tag.line, column: tag.column))
        return
      }
      visit(tag.name, partial)
    }
  }
}
