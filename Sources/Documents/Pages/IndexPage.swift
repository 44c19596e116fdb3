import Problems
import WorkedExamples

/// The page that lists the tutorials: `Templates/index.html`.
public struct IndexPage: Sendable {
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

  public let html: String

  public init(_ entries: [Entry], template: Template) throws(Problems) {
    html = try template.fill(IndexRecord(entries: entries))
  }
}

private struct IndexRecord: TemplateRecord {
  let entries: [IndexPage.Entry]
  var names: [String] { ["pages", "has_pages"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "pages": .list(entries.map { EntryRecord(entry: $0) })
    case "has_pages": .flag(!entries.isEmpty)
    default: nil
    }
  }
}

private struct EntryRecord: TemplateRecord {
  let entry: IndexPage.Entry
  var names: [String] { ["name", "title", "summary", "has_summary"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "name": .text(entry.name)
    case "title": .text(entry.title)
    case "summary": .text(entry.summary)
    case "has_summary": .flag(!entry.summary.isEmpty)
    default: nil
    }
  }
}
