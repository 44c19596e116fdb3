import Reports

/// What the shell of a page shows: the report, and the page that was made of it.
struct ShellReport: Record {
  let report: ExampleReport
  /// The levels of the page's headings, in its order.
  let levels: [Int]

  static let members = Members<ShellReport>(
    [],
    derived: [
      ("content", { _ in .page(.body) }),
      ("contents", { .list($0.sections.map { .record($0) }) }),
      ("has_contents", { .flag($0.sections.count > 1) }),
    ])

  var base: (any Record)? { report }

  /// The headings of the second level, each with those of the third below it.
  private var sections: [HeadingReport] {
    var sections: [HeadingReport] = []
    for (number, level) in levels.enumerated() {
      switch level {
      case 2: sections.append(HeadingReport(number: number))
      case 3 where !sections.isEmpty:
        sections[sections.count - 1].subsections.append(HeadingReport(number: number))
      default: continue
      }
    }
    return sections
  }
}

/// An entry of a page's table of contents.
struct HeadingReport: Record {
  let number: Int
  var subsections: [HeadingReport] = []

  static let members = Members<HeadingReport>(
    [],
    derived: [
      ("id", { .page(.anchor($0.number)) }),
      ("heading", { .page(.heading($0.number)) }),
      ("subsections", { report in .list(report.subsections.map { .record($0) }) }),
    ])
}
