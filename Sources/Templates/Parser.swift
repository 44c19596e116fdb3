import Problems

/// Parses one file into nodes.
struct Parser {
  private let file: TemplateFile
  /// Which of the template's files it is.
  private let number: Int
  private var scanner: TagScanner
  private(set) var problems: [Problem] = []
  /// The partials it asks for, in order.
  private(set) var inclusions: [Node.Inclusion] = []
  /// Those of the file so far; the nodes of sections that are still open stand at the end.
  private(set) var nodes: [Node] = []
  /// The sections that are open, the outermost first.
  private var open: [OpenSection] = []
  /// Up to where the text has been taken.
  private var position = 0

  private struct OpenSection {
    let name: Name
    let isInverted: Bool
    let source: Source
    /// Where its nodes begin in `nodes`.
    let start: Int
  }

  /// Parses the whole file; what is wrong with it stands in `problems`, in the order of the text.
  init(_ file: TemplateFile, number: Int) {
    self.file = file
    self.number = number
    scanner = TagScanner(file)
    findPrivateCharacter()
    while problems.count < Limits.problems, let tag = scanner.next() { add(tag) }
    takeText(to: file.bytes.count, beforeTag: false)
    for section in open where scanner.problems.isEmpty {
      report(
        section.source.offset, "the section '\(section.name.text)' is never closed",
        "write \(scanner.delimiters.tag("/" + section.name.text)) where it ends")
    }
    while let section = open.last { close(section) }
    problems = (problems + scanner.problems)
      .sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  private mutating func add(_ tag: Tag) {
    let start = tag.range.lowerBound
    let line = tag.mayStandAlone ? lineOfItsOwn(tag.range) : nil
    takeText(to: line?.lowerBound ?? start, beforeTag: line == nil)
    position = line?.upperBound ?? tag.range.upperBound
    let source = Source(file: number, offset: start)
    switch tag.kind {
    case .comment, .delimiters: break
    case .value(let name): nodes.append(.value(name, source))
    case .expression(let text, let offset):
      nodes.append(.expression(text, Source(file: number, offset: offset)))
    case .claim(let text, let offset):
      nodes.append(.claim(text, Source(file: number, offset: offset)))
    case .partial(let name):
      let inclusion = Node.Inclusion(
        name: name, indentation: line.map { Array(file.bytes[$0.lowerBound..<start]) },
        source: source)
      inclusions.append(inclusion)
      nodes.append(.partial(inclusion))
    case .section(let name, let isInverted):
      if open.count == Limits.depth {
        report(start, "sections are nested more than \(Limits.depth) deep")
      }
      open.append(
        OpenSection(name: name, isInverted: isInverted, source: source, start: nodes.count))
    case .end(let name): end(name, at: start)
    }
  }

  /// Closes the innermost section; where the name is another one's, says so and goes on as the
  /// author may have meant.
  private mutating func end(_ name: Name, at start: Int) {
    guard let section = open.last else {
      return report(start, "there is no open section '\(name.text)' to be closed")
    }
    if section.name.text != name.text {
      let line = file.location(of: section.source.offset).line
      report(
        start,
        "'\(name.text)' is closed, but the open section is '\(section.name.text)' of line \(line)",
        "write \(scanner.delimiters.tag("/" + section.name.text))")
      if let meant = open.lastIndex(where: { $0.name.text == name.text }) {
        while open.count > meant + 1, let inner = open.last { close(inner) }
      }
    }
    if let section = open.last { close(section) }
  }

  private mutating func close(_ section: OpenSection) {
    open.removeLast()
    let body = Array(nodes[section.start...])
    nodes.removeSubrange(section.start...)
    nodes.append(.section(section.name, isInverted: section.isInverted, body, section.source))
  }

  /// The text before a tag or before the end.
  private mutating func takeText(to end: Int, beforeTag: Bool) {
    let text = Array(file.bytes[position..<end])
    let lineStarts = (0...text.count).filter { place in
      let offset = position + place
      guard offset == 0 || file.bytes[offset - 1] == .newline else { return false }
      return place < text.count ? text[place] != .newline : beforeTag
    }
    if text.isEmpty, lineStarts.isEmpty { return }
    nodes.append(
      .text(
        Node.Text(
          bytes: text, source: Source(file: number, offset: position), lineStarts: lineStarts)))
  }

  /// The line of a tag, its end included, where nothing but blanks stands beside the tag.
  private func lineOfItsOwn(_ tag: Range<Int>) -> Range<Int>? {
    let bytes = file.bytes
    var (start, end) = (tag.lowerBound, tag.upperBound)
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    while end < bytes.count, bytes[end].isBlank { end += 1 }
    guard start == 0 || bytes[start - 1] == .newline else { return nil }
    if end == bytes.count { return start..<end }
    return bytes[end] == .newline ? start..<end + 1 : nil
  }

  /// Characters of the planes for private use stand for values in a filled text.
  private mutating func findPrivateCharacter() {
    let bytes = file.bytes
    // In UTF-8 those planes begin with F3 B0...BF and F4.
    let place = bytes.indices.first { place in
      bytes[place] == 0xF4 || (bytes[place] == 0xF3 && bytes[place + 1] >= 0xB0)
    }
    guard let place else { return }
    let scalar = String(decoding: bytes[place..<place + 4], as: UTF8.self).unicodeScalars.first
    let code = String(scalar?.value ?? 0, radix: 16, uppercase: true)
    report(
      place, "a template cannot have the private-use character U+\(code)",
      "such characters mark the places of values; remove it")
  }

  private mutating func report(_ offset: Int, _ message: String, _ suggestion: String? = nil) {
    problems.append(file.problem(at: offset, message, suggestion: suggestion))
  }
}
