import Reports

/// What the page that lists the tutorials shows: `Templates/index.html`.
public struct IndexReport: Record {
  public struct Entry: Hashable, Sendable {
    public let name: String
    public let title: String
    public let summary: String

    public init(name: String, title: String, summary: String) {
      self.name = name
      self.title = title
      self.summary = summary
    }
  }

  let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  public static let members = Members<IndexReport>([
    ("pages", { report in .list(report.entries.map { .record(IndexEntry(entry: $0)) }) })
  ])
}

private struct IndexEntry: Record {
  let entry: IndexReport.Entry

  static let members = Members<IndexEntry>([
    ("name", { .text($0.entry.name) }),
    ("title", { .text($0.entry.title) }),
    ("summary", { .text($0.entry.summary) }),
  ])
}
