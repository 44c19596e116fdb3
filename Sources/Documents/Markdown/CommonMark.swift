import CMarkGFM
import Synchronization

// The only file that knows cmark-gfm. Math is an extension written against its extension API;
// what to add to the HTML is decided in the files beside this one.

/// Markdown as HTML: CommonMark with tables, strikethrough, autolinks, task lists, footnotes, math.
///
/// Raw HTML is passed on: the text is the author's. Formulas are replaced by what `typeset` gives
/// for them; a display formula that is no part of a sentence becomes a block of its own.
///
/// - Parameters:
///   - source: The text; any string will do.
///   - options: What is added to cmark-gfm's HTML.
///   - typeset: Gives a formula's MathML. Called in the order of the page, footnotes last.
/// - Throws: What `typeset` throws.
/// - Complexity: Linear in the length of the text.
public func renderMarkdown(
  _ source: String, options: MarkdownOptions = MarkdownOptions(),
  typeset: (MathFormula) throws -> String
) throws -> RenderedMarkdown {
  try MarkdownDocument(source).rendered(options, typeset: typeset)
}

/// Markdown as HTML as cmark-gfm alone gives it, with the same extensions, but no math.
///
/// What `renderMarkdown` is compared with: byte for byte in tests, in time by the benchmark.
public func renderCommonMark(_ source: String) -> String {
  MarkdownDocument(source, withMath: false).html
}

private typealias Node = OpaquePointer

/// What cmark-gfm keeps for the whole process.
private enum Library {
  static let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES
  static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// A parser with extensions changes tables in global memory: one at a time.
  static let parsing = Mutex(())

  static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
}

// MARK: The tree

/// A parsed text: owns the tree and the extension that its nodes refer to.
private final class MarkdownDocument {
  private let source: String
  private let root: Node
  private let math: OpaquePointer?

  init(_ source: String, withMath: Bool = true) {
    self.source = source
    var parse = withMath ? MathParse(source) : nil
    var (root, math) = Self.parse(source, parse)
    while let wrong = parse, wrong.isWrong {
      Self.free(root, math)
      parse = MathParse(correcting: wrong)
      (root, math) = Self.parse(source, parse)
    }
    self.root = root
    self.math = math
  }

  deinit { Self.free(root, math) }

  var html: String { Documents.html(root) }

  private static func free(_ root: Node, _ math: OpaquePointer?) {
    cmark_node_free(root)
    if let math { cmark_syntax_extension_free(cmark_get_default_mem_allocator(), math) }
  }

  private static func parse(_ source: String, _ parse: MathParse?) -> (Node, OpaquePointer?) {
    _ = Library.registered
    let parser = cmark_parser_new(Library.options)
    defer { cmark_parser_free(parser) }
    let math = parse.map(newMathExtension)
    // First, so that a display formula may follow a table's rows.
    if let math { cmark_parser_attach_syntax_extension(parser, math) }
    for name in Library.extensions {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    var source = source
    var root: Node?
    Library.parsing.withLock { _ in
      source.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          cmark_parser_feed(parser, $0.baseAddress, $0.count)
        }
      }
      root = withExtendedLifetime(parse) { cmark_parser_finish(parser) }
    }
    guard let root else {
      preconditionFailure("cmark-gfm gives no tree the first time a parser is finished")
    }
    return (root, math)
  }

  func rendered(
    _ options: MarkdownOptions, typeset: (MathFormula) throws -> String
  ) throws -> RenderedMarkdown {
    var (formulas, headings, tables) = (
      [(node: Node, formula: MathFormula)](), [Node](), [Node]()
    )
    var columns = SourceColumns(source)
    walk(root) { node in
      if let formula = mathFormula(node, &columns) {
        formulas.append((node, formula))
      } else if cmark_node_get_type(node) == CMARK_NODE_HEADING {
        headings.append(node)
      } else if cmark_node_get_syntax_extension(node) != nil,
        string(cmark_node_get_type_string(node)) == "table"
      {
        tables.append(node)
      }
    }

    let texts = options.identifiesHeadings ? headings.map(plainText) : []
    var count = 0
    for (node, formula) in formulas {
      try replace(node, formula, numbered: options.numbersEquations, &count, typeset)
    }
    var reserved = options.reservedIDs
    for number in 0..<count { reserved.insert("equation-\(number + 1)") }
    var ids = HeadingIDs(reserved: reserved)
    let published = zip(headings, texts).map { node, text in
      replace(heading: node, text: text.shown, id: ids.id(for: text.forID))
    }
    if options.wrapsTables { for table in tables { wrap(table, label: options.tableLabel) } }
    return RenderedMarkdown(html: html, headings: published, numberedEquations: count)
  }
}

/// Visits a node and all below it, parents first.
private func walk(_ root: Node, _ visit: (Node) -> Void) {
  let iterator = cmark_iter_new(root)
  defer { cmark_iter_free(iterator) }
  while true {
    switch cmark_iter_next(iterator) {
    case CMARK_EVENT_DONE: return
    case CMARK_EVENT_ENTER: if let node = cmark_iter_get_node(iterator) { visit(node) }
    default: break
    }
  }
}

private func html(_ node: Node) -> String {
  guard let html = cmark_render_html(node, Library.options, nil) else { return "" }
  defer { cmark_get_default_mem_allocator().pointee.free(html) }
  return String(cString: html)
}

private func string(_ characters: UnsafePointer<CChar>?) -> String {
  characters.map { String(cString: $0) } ?? ""
}

/// A new node of raw HTML.
private func rawHTML(_ type: cmark_node_type, _ html: String) -> Node? {
  let node = cmark_node_new(type)
  cmark_node_set_literal(node, html)
  return node
}

private func replace(_ old: Node, with new: Node?) {
  cmark_node_replace(old, new)
  cmark_node_free(old)
}

// MARK: Formulas, headings, tables

/// The formula that a node stands for; `nil` for any other node.
private func mathFormula(_ node: Node, _ columns: inout SourceColumns) -> MathFormula? {
  let type = cmark_node_get_type(node)
  guard type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK else { return nil }
  if cmark_node_get_syntax_extension(node) == nil {
    guard type == CMARK_NODE_CODE_BLOCK,
      string(cmark_node_get_fence_info(node)).split(separator: " ").first == "math"
    else { return nil }
    let line = Int(cmark_node_get_start_line(node)) + 1
    return MathFormula(
      tex: trimmed(string(cmark_node_get_literal(node))), isDisplay: true, line: line)
  }
  let source = trimmed(string(cmark_node_get_literal(node)))
  let line =
    type == CMARK_NODE_CODE
    ? Int(bitPattern: cmark_node_get_user_data(node)) : Int(cmark_node_get_start_line(node))
  let (isDisplay, tex) = (source.hasPrefix("$$"), texWithin(source))
  return MathFormula(
    tex: tex, isDisplay: isDisplay, line: line, column: columns.column(of: source, inLine: line))
}

/// What stands between a formula's delimiters.
private func texWithin(_ source: String) -> String {
  let length = source.hasPrefix("$$") ? 2 : 1
  return trimmed(source.dropFirst(length).dropLast(length))
}

/// Puts a typeset formula in the place of its node.
private func replace(
  _ node: Node, _ formula: MathFormula, numbered: Bool, _ count: inout Int,
  _ typeset: (MathFormula) throws -> String
) throws {
  if isInImage(node) {
    let text = cmark_node_new(CMARK_NODE_TEXT)
    cmark_node_set_literal(text, formula.tex)
    replace(node, with: text)
    return
  }
  guard formula.isDisplay else {
    replace(node, with: rawHTML(CMARK_NODE_HTML_INLINE, try typeset(formula)))
    return
  }
  let equation = Equation(tex: formula.tex)
  var labelled = formula
  labelled.tex = equation.tex
  let mathML = try typeset(labelled)
  var number: Int?
  if numbered, equation.label == .number {
    count += 1
    number = count
  }
  let block = blockNode(of: node)
  let html = Equation.html(
    mathML: mathML, label: equation.label, number: number, isWide: equation.mayBeWide,
    isBlock: block != nil)
  if let block {
    replace(block, with: rawHTML(CMARK_NODE_HTML_BLOCK, html))
  } else {
    replace(node, with: rawHTML(CMARK_NODE_HTML_INLINE, html))
  }
}

/// Whether a node stands within an image's text, which is an attribute and holds no markup.
private func isInImage(_ node: Node) -> Bool {
  var ancestor = cmark_node_parent(node)
  while let current = ancestor {
    if cmark_node_get_type(current) == CMARK_NODE_IMAGE { return true }
    ancestor = cmark_node_parent(current)
  }
  return false
}

/// The block that a display formula fills: itself, or its paragraph where it is alone in one.
private func blockNode(of node: Node) -> Node? {
  if cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK { return node }
  guard let parent = cmark_node_parent(node),
    cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH,
    cmark_node_first_child(parent) == node, cmark_node_last_child(parent) == node
  else { return nil }
  return parent
}

/// A heading's text without markup, and what of it an identifier is made from.
private func plainText(of heading: Node) -> (shown: String, forID: String) {
  var (shown, forID) = ("", "")
  walk(heading) { node in
    let type = cmark_node_get_type(node)
    switch type {
    case CMARK_NODE_CODE where cmark_node_get_syntax_extension(node) != nil:
      let tex = texWithin(string(cmark_node_get_literal(node)))
      shown += tex
      forID += HeadingIDs.words(ofTeX: tex)
    case CMARK_NODE_TEXT, CMARK_NODE_CODE:
      let text = string(cmark_node_get_literal(node))
      shown += text
      forID += text
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
      shown += " "
      forID += " "
    default: break
    }
  }
  return (trimmed(shown), trimmed(forID))
}

/// Gives a heading its `id`: cmark-gfm's own HTML of it, with the attribute put in.
private func replace(heading node: Node, text: String, id: String) -> RenderedMarkdown.Heading {
  let level = Int(cmark_node_get_heading_level(node))
  // <h2>...</h2> and a line end.
  let inner = String(html(node).dropFirst(4).dropLast(6))
  let identified = "<h\(level) id=\"\(escapedHTML(id))\">\(inner)</h\(level)>"
  replace(node, with: rawHTML(CMARK_NODE_HTML_BLOCK, identified))
  return RenderedMarkdown.Heading(level: level, text: text, html: inner, id: id)
}

private func wrap(_ table: Node, label: String) {
  let box = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
  cmark_node_set_on_enter(
    box,
    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(escapedHTML(label))\">")
  cmark_node_set_on_exit(box, "</div>")
  cmark_node_replace(table, box)
  cmark_node_append_child(box, table)
}

// MARK: The extension

/// What the extension's callbacks know while a text is parsed.
private final class MathParse {
  private let blocks: DisplayBlocks
  /// First lines of blocks that an earlier attempt opened and that did not close.
  private let refused: Set<Int>
  private let attempt: Int
  private(set) var unclosed: Set<Int> = []

  /// The paragraph, heading or cell being read, and what is known about it.
  var inlineParent: Node?
  var scanner = InlineMathScanner()
  var textUntil = 0
  var lines = LineCounter()

  init(_ source: String) {
    var source = source
    blocks = source.withUTF8 { DisplayBlocks($0) }
    refused = []
    attempt = 0
  }

  /// A block quote or a list item may end before a block in it closes. That it does is known only
  /// once it was read; then the text is read again, and that block stays shut.
  init(correcting wrong: MathParse) {
    blocks = wrong.blocks
    refused = wrong.refused.union(wrong.unclosed)
    attempt = wrong.attempt + 1
  }

  var isWrong: Bool { !unclosed.isEmpty }

  func closingLine(first: UnsafeBufferPointer<UInt8>, number: Int, isNested: Bool) -> Int? {
    // After a few attempts only blocks that must close are opened: those in no other block.
    guard !refused.contains(number), !(isNested && attempt > 3) else { return nil }
    return blocks.closingLine(first: first, number: number)
  }

  func opened(_ line: Int, closing: Int) { if line != closing { unclosed.insert(line) } }
  func closed(_ line: Int) { unclosed.remove(line) }
}

private func newMathExtension(_ parse: MathParse) -> OpaquePointer {
  guard let math = cmark_syntax_extension_new("math") else {
    preconditionFailure("cmark-gfm always makes an extension")
  }
  cmark_syntax_extension_set_private(math, Unmanaged.passUnretained(parse).toOpaque(), nil)
  let dollar = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "$")))
  cmark_syntax_extension_set_special_inline_chars(
    math, cmark_llist_append(cmark_get_default_mem_allocator(), nil, dollar))
  cmark_syntax_extension_set_get_type_string_func(math) { _, node in
    let isDisplay = string(cmark_node_get_literal(node)).hasPrefix("$$")
    return pointer(to: isDisplay ? "display_math" : "math")
  }
  cmark_syntax_extension_set_open_block_func(math) {
    math, indented, parser, parent, input, length in
    guard indented == 0, let math, let parser, let parent, let input else { return nil }
    let start = Int(cmark_parser_get_first_nonspace(parser))
    guard start + 1 < length, input[start] == UInt8(ascii: "$") else { return nil }
    return openBlock(
      math, parser, parent,
      line: UnsafeBufferPointer(start: input + start, count: Int(length) - start))
  }
  cmark_syntax_extension_set_match_block_func(math) { math, parser, _, _, block in
    let line = Int(cmark_parser_get_line_number(parser))
    let last = Int(bitPattern: cmark_node_get_user_data(block))
    if line == last, let parse = mathParse(math) {
      parse.closed(Int(cmark_node_get_start_line(block)))
    }
    return line <= last ? 1 : 0
  }
  cmark_syntax_extension_set_match_inline_func(math) { math, _, parent, character, inlines in
    guard character == UInt8(ascii: "$"), let math, let parent, let inlines else { return nil }
    return matchInline(math, parent, inlines)
  }
  return math
}

private func pointer(to name: StaticString) -> UnsafePointer<CChar> {
  UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
}

private func mathParse(_ math: OpaquePointer?) -> MathParse? {
  cmark_syntax_extension_get_private(math).map {
    Unmanaged<MathParse>.fromOpaque($0).takeUnretainedValue()
  }
}

/// Opens a block whose first line starts with `$$`, if it closes further down.
///
/// It is a code block that belongs to the extension: the one kind of block whose lines cmark-gfm
/// takes as they are. The line that closes it is kept as its user data.
private func openBlock(
  _ math: OpaquePointer, _ parser: OpaquePointer, _ parent: Node, line: UnsafeBufferPointer<UInt8>
) -> Node? {
  guard let parse = mathParse(math) else { return nil }
  let number = Int(cmark_parser_get_line_number(parser))
  guard
    let last = parse.closingLine(first: line, number: number, isNested: isNested(parent)),
    let block = cmark_parser_add_child(
      parser, parent, CMARK_NODE_CODE_BLOCK, cmark_parser_get_first_nonspace(parser) + 1)
  else { return nil }
  cmark_node_set_syntax_extension(block, math)
  cmark_node_set_user_data(block, UnsafeMutableRawPointer(bitPattern: last))
  parse.opened(number, closing: last)
  return block
}

private func isNested(_ parent: Node) -> Bool {
  var ancestor: Node? = parent
  while let node = ancestor {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_ITEM, CMARK_NODE_FOOTNOTE_DEFINITION: return true
    default: ancestor = cmark_node_parent(node)
    }
  }
  return false
}

/// The formula that a dollar within a line begins, as a node; `nil` where it is text.
///
/// It is a code span that belongs to the extension: a table's cell takes no types but the known
/// ones. Its literal is the source with its dollars, its user data the line.
private func matchInline(
  _ math: OpaquePointer, _ parent: Node, _ inlines: OpaquePointer
) -> Node? {
  guard let parse = mathParse(math) else { return nil }
  if parse.inlineParent != parent {
    parse.inlineParent = parent
    parse.scanner = InlineMathScanner()
    parse.textUntil = 0
    parse.lines = LineCounter()
  }
  let start = Int(cmark_inline_parser_get_offset(inlines))
  guard start >= parse.textUntil else { return nil }
  // The text ends with a 0 that cmark-gfm puts there; a 0 within it was replaced before.
  func byte(_ offset: Int) -> UInt8 { cmark_inline_parser_peek_at(inlines, CInt(offset)) }
  switch parse.scanner.match(at: start, byte: byte) {
  case .text(let end):
    parse.textUntil = end
    return nil
  case .math(let span):
    let node = cmark_node_new_with_ext(CMARK_NODE_CODE, math)
    cmark_node_set_literal(node, String(decoding: (start..<span.end).map(byte), as: UTF8.self))
    let line: Int
    if let last = lastLine(of: parent) {
      line = last + 1 - parse.lines.linesFrom(start, byte: byte)
    } else {
      line = firstLine(of: parent) + parse.lines.linesBefore(start, byte: byte)
    }
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: line))
    cmark_inline_parser_set_offset(inlines, CInt(span.end))
    return node
  }
}

/// The last source line of a paragraph as it came from the text.
///
/// Definitions of links are cut off the start of a paragraph, so its lines count from its end.
private func lastLine(of block: Node) -> Int? {
  guard cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH else { return nil }
  let line = Int(cmark_node_get_end_line(block))
  return line > 0 ? line : nil
}

/// The first source line of a heading, a table's cell, or a paragraph that a table was cut off.
///
/// cmark-gfm reads `text` and a table's first row as one paragraph before it sees that it is a
/// table: then the table has the line of the text, and the text has none.
private func firstLine(of block: Node) -> Int {
  if cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH {
    return Int(cmark_node_get_start_line(cmark_node_next(block)))
  }
  let row = cmark_node_parent(block)
  let line = Int(cmark_node_get_start_line(block))
  guard cmark_node_get_type(block) != CMARK_NODE_HEADING, cmark_node_previous(row) == nil,
    let text = cmark_node_previous(cmark_node_parent(row)),
    cmark_node_get_type(text) == CMARK_NODE_PARAGRAPH, cmark_node_get_start_line(text) == 0
  else { return line }
  return line + 1 + string(cmark_node_get_string_content(text)).utf8.count { $0 == 0x0A }
}
