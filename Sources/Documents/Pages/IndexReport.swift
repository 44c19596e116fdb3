import Reports

/// What the page that lists the tutorials shows: `Templates/index.html`.
public struct IndexReport: Record {
  /// A tutorial in the list.
  public struct Entry: Record {
    /// The name of its example, and of its file.
    public let name: String
    /// The author's, as typed: no markup.
    public let title: String
    /// The author's, as typed; empty where there is none.
    public let summary: String

    /// An entry of the list.
    public init(name: String, title: String, summary: String) {
      self.name = name
      self.title = title
      self.summary = summary
    }

    /// `{{name}}`, `{{title}}` and `{{summary}}`.
    public static let members = Members<Entry>([
      ("name", { .text($0.name) }),
      ("title", { .text($0.title) }),
      ("summary", { .text($0.summary) }),
    ])
  }

  let entries: [Entry]

  /// The page that lists these, in this order.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// `{{pages}}`, each with `name`, `title` and `summary`.
  public static let members = Members<IndexReport>([
    ("pages", { report in .list(report.entries.map { .record($0) }) })
  ])
}
