import WorkedExamples

/// What the shell of a page shows: `Templates/page.html`.
struct PageRecord: TemplateRecord {
  let example: WorkedExample
  let body: RenderedMarkdown

  var names: [String] {
    [
      "title", "summary", "has_summary", "language", "name", "source", "command", "content",
      "contents", "has_contents",
    ]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "title": return .text(example.title)
    case "summary": return .text(example.summary)
    case "has_summary": return .flag(!example.summary.isEmpty)
    case "language": return .text(example.language)
    case "name": return .text(example.name)
    case "source": return .text(example.sourcePath)
    case "command": return .text("gradus build \(example.name)")
    case "content": return .markup(body.html)
    case "contents": return .list(sections)
    case "has_contents": return .flag(sections.count > 1)
    default: return nil
    }
  }

  /// The headings of the second level, each with those of the third below it.
  private var sections: [SectionRecord] {
    var sections: [SectionRecord] = []
    for heading in body.headings {
      switch heading.level {
      case 2: sections.append(SectionRecord(heading: heading))
      case 3 where !sections.isEmpty:
        sections[sections.count - 1].subsections.append(SectionRecord(heading: heading))
      default: continue
      }
    }
    return sections
  }
}

/// An entry of a page's table of contents.
struct SectionRecord: TemplateRecord {
  let heading: RenderedMarkdown.Heading
  var subsections: [SectionRecord] = []

  var names: [String] { ["id", "heading", "subsections", "has_subsections"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "id": return .text(heading.id)
    case "heading": return .markup(heading.html)
    case "subsections": return .list(subsections)
    case "has_subsections": return .flag(!subsections.isEmpty)
    default: return nil
    }
  }
}
