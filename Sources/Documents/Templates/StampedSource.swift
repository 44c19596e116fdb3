import Mustache
import Problems
import WorkedExamples

/// The text of a template with every name stamped with the number of its tag.
struct StampedSource {
  let file: TemplateFile
  let tags: [Tag]
  let text: String

  /// - Parameter marksLines: whether each line ends in a mark that says where it comes from; see
  ///   `LineMarks`.
  init(_ file: TemplateFile, firstStamp: Int, marksLines: Bool) throws(Problem) {
    self.file = file
    tags = try TagScanner.tags(of: file)
    let stamps = try Self.stamps(of: tags, in: file)
    // All escaping is ours, and the library forgets the setting in partials: so each file sets it
    // for itself. A tag alone on a line leaves nothing behind.
    let (open, close) = file.markup.delimiters
    var text =
      open == "{{"
      ? "{{% CONTENT_TYPE:TEXT}}\n"
      : "{{=\(open) \(close)=}}\n\(open)% CONTENT_TYPE:TEXT\(close)\n"
    var position = file.text.startIndex
    var marks = LineMarks(path: marksLines ? file.path : nil)
    for (number, tag) in tags.enumerated() {
      text += marks.marked(file.text[position..<tag.range.lowerBound])
      if let stamp = stamps[number] {
        text += file.text[tag.range.lowerBound..<tag.nameRange.lowerBound]
        text += tag.name == "." ? "\(firstStamp + stamp)*" : "\(firstStamp + stamp)*\(tag.name)"
        text += file.text[tag.nameRange.upperBound..<tag.range.upperBound]
      } else {
        text += file.text[tag.range]
      }
      marks.read(file.text[tag.range], isText: tag.kind == .value)
      position = tag.range.upperBound
    }
    text += marks.marked(file.text[position...])
    self.text = text
  }

  /// Which stamp each tag carries: a section's end that of its beginning, as the library compares
  /// the names of both.
  private static func stamps(of tags: [Tag], in file: TemplateFile) throws(Problem) -> [Int?] {
    var open: [Int] = []
    var stamps: [Int?] = []
    for (number, tag) in tags.enumerated() {
      switch tag.kind {
      case .value: stamps.append(number)
      case .section, .invertedSection:
        stamps.append(number)
        open.append(number)
      case .end:
        guard let start = open.popLast() else {
          throw file.problem(
            "there is no open section '\(tag.name)' to end", line: tag.line, column: tag.column)
        }
        guard tags[start].name == tag.name else {
          throw file.problem(
            "the section '\(tags[start].name)' of line \(tags[start].line) is still open here, "
              + "but '\(tag.name)' is ended",
            line: tag.line, column: tag.column)
        }
        stamps.append(start)
      case .partial, .other: stamps.append(nil)
      }
    }
    if let start = open.last.map({ tags[$0] }) {
      let (opening, closing) = file.markup.delimiters
      throw file.problem(
        "the section '\(start.name)' is never ended", line: start.line, column: start.column,
        suggestion: "end it with \(opening)/\(start.name)\(closing)")
    }
    return stamps
  }

  func compiled() throws(Problem) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      // The scanner finds what authors get wrong; should the library refuse more, say where.
      let added = file.markup == .latex ? 2 : 1
      throw file.problem(
        "the template cannot be read (\(error.error))",
        line: max(1, error.context.lineNumber - added), column: 1)
    } catch {
      throw Problem(file: file.path, message: "the template cannot be read (\(error))")
    }
  }
}
