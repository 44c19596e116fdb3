import Formulas
import Foundation
import Problems
import Reports
import Synchronization
import Templates

/// Makes the documents of reports; used by many threads at once.
///
/// What is made from a filled text alone, its skeletons, is kept by the text for as long as this
/// lives: a thousand variants of one example share them.
public final class DocumentMaker: Sendable {
  private let typesetter: MathTypesetter
  private let documents = Mutex<[FilledText: DocumentSkeleton]>([:])
  private let shells = Mutex<[ShellText: ShellSkeleton]>([:])

  /// So many skeletons are kept at most, so that memory does not grow with the number of pages.
  private static let limit = 64

  /// A maker that shares one typesetter among all its threads.
  public init(typesetter: MathTypesetter) { self.typesetter = typesetter }

  /// The documents of an example.
  /// - Throws: `Problems` of the templates, or what the typesetter throws where its tool is missing.
  public func documents(
    of report: ExampleReport, _ templates: PageTemplates
  ) throws -> PageDocuments {
    let evaluator = Expressions(report)
    let filled = try templates.prose.fill(report, evaluator: evaluator)
    let skeleton = try documents.remembered(FilledText(filled.text), limit: Self.limit) {
      try DocumentSkeleton(filled.text, typesetter: typesetter)
    }
    try check(skeleton.faults, filled)

    let html = HTMLPage(skeleton, filled)
    let shell = try placed(
      templates.htmlShell, ShellReport(report: report, levels: skeleton.headings.map(\.level)),
      evaluator, .html)
    var page: [UInt8] = []
    shell.write(to: &page) { place, value, output in html.append(place, value, to: &output) }
    var markdown: [UInt8] = []
    let writer = MarkdownWriter()
    skeleton.markdown.write(to: &markdown) { place, output in
      writer.append(filled.places[place.number].value, place.context, to: &output)
    }
    let latex = try latex(report, templates, evaluator, skeleton, filled)
    return PageDocuments(
      html: page, markdown: markdown, latex: latex.bytes,
      falseClaims: filled.falseClaims + shell.filled.falseClaims + latex.outer.filled.falseClaims)
  }

  /// A problem with a line of an example's LaTeX, counted from 1, at its place in a template; `nil`
  /// where that cannot be told.
  /// - Throws: what `documents(of:_:)` throws.
  public func problem(
    atLaTeXLine line: Int, of report: ExampleReport, _ templates: PageTemplates, message: String,
    suggestion: String?
  ) throws -> Problem? {
    let evaluator = Expressions(report)
    let filled = try templates.prose.fill(report, evaluator: evaluator)
    let skeleton = try DocumentSkeleton(filled.text, typesetter: typesetter)
    return try latex(report, templates, evaluator, skeleton, filled)
      .problem(atLine: line, message: message, suggestion: suggestion)
  }

  /// A page that shows a record of its own: the index.
  /// - Throws: `Problems` of the template.
  public func page(_ template: Template, _ record: any Record) throws(Problems) -> [UInt8] {
    let writer = HTMLWriter()
    var output: [UInt8] = []
    try placed(template, record, NoExpressions(), .html)
      .write(to: &output) { place, value, output in
        writer.append(value, place.context, to: &output)
      }
    return output
  }

  private func latex(
    _ report: ExampleReport, _ templates: PageTemplates, _ evaluator: Expressions,
    _ skeleton: DocumentSkeleton, _ filled: Filled
  ) throws(Problems) -> LaTeXDocument {
    if let own = templates.latex {
      return LaTeXDocument(outer: try placed(own, report, evaluator, .latex))
    }
    let shell = ShellReport(report: report, levels: [])
    return LaTeXDocument(
      outer: try placed(templates.latexShell, shell, evaluator, .latex),
      body: PlacedText(skeleton: skeleton.latex, filled: filled))
  }

  // MARK: Shells

  /// A filled template that is no Markdown.
  private func placed(
    _ template: Template, _ record: any Record, _ evaluator: any ExpressionEvaluator,
    _ format: ShellText.Format
  ) throws(Problems) -> PlacedText {
    let filled = try template.fill(record, evaluator: evaluator)
    let key = ShellText(format: format, text: FilledText(filled.text))
    let shell = shells.remembered(key, limit: Self.limit) { ShellSkeleton(key) }
    try check(shell.faults, filled)
    return PlacedText(skeleton: shell.skeleton, filled: filled)
  }

  // MARK: Problems

  private func check(_ faults: [DocumentSkeleton.Fault], _ filled: Filled) throws(Problems) {
    if faults.isEmpty { return }
    throw Problems(
      faults.map { fault in
        switch fault.location {
        case .place(let number):
          filled.problem(
            with: filled.places[number], message: fault.message, suggestion: fault.suggestion)
        case .line(let line, let column):
          filled.problem(
            at: Self.offset(line, column, in: filled.text), message: fault.message,
            suggestion: fault.suggestion)
        }
      })
  }

  /// The byte at a line and a column (in characters), both counted from 1.
  private static func offset(_ line: Int, _ column: Int, in text: [UInt8]) -> Int {
    var start = 0
    for _ in 1..<max(1, line) {
      guard let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      start = end + 1
    }
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    let before = String(decoding: text[start..<end], as: UTF8.self).prefix(column - 1)
    return min(text.count, start + before.utf8.count)
  }
}

extension DocumentSkeleton.Fault {
  init(refused place: Int, reason: String) {
    self.init(
      location: .place(place), message: "no value can stand in \(reason)",
      suggestion: "values stand in text, in formulas, and in attributes in double quotes")
  }
}

extension Mutex where Value: Sendable {
  /// What is known of a key, made outside the lock where nothing is: two threads may make the same.
  fileprivate borrowing func remembered<Key: Hashable & Sendable, Content: Sendable, Failure>(
    _ key: Key, limit: Int, _ make: () throws(Failure) -> Content
  ) throws(Failure) -> Content where Value == [Key: Content] {
    if let known = withLock({ $0[key] }) { return known }
    let made = try make()
    withLock {
      if $0.count >= limit { $0.removeAll() }
      $0[key] = made
    }
    return made
  }
}

/// A filled text as a key: hashed by words, compared as a whole.
private struct FilledText: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  static func == (a: FilledText, b: FilledText) -> Bool {
    a.bytes.withUnsafeBytes { a in
      b.bytes.withUnsafeBytes { b in
        guard a.count == b.count, let start = a.baseAddress, let other = b.baseAddress else {
          return a.count == b.count
        }
        return memcmp(start, other, a.count) == 0
      }
    }
  }
}

/// A filled template that is no Markdown, and what it is.
private struct ShellText: Hashable, Sendable {
  enum Format: Hashable, Sendable { case html, latex }
  let format: Format
  let text: FilledText
}

/// Such a text with its values out, and what is wrong with it whatever they are.
private struct ShellSkeleton: Sendable {
  let skeleton: Skeleton
  let faults: [DocumentSkeleton.Fault]

  init(_ shell: ShellText) {
    let refused: [(place: Int, reason: String)]
    switch shell.format {
    case .html:
      let scanner = HTMLScanner(shell.text.bytes)
      (skeleton, refused) = (scanner.skeleton, scanner.refused)
    case .latex:
      let scanner = LaTeXScanner(shell.text.bytes)
      skeleton = Skeleton(shell.text.bytes, contexts: scanner.contexts)
      refused = scanner.refused
    }
    faults = refused.map(DocumentSkeleton.Fault.init(refused:reason:))
  }
}
