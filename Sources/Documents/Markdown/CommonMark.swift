import CMarkGFM
import Synchronization

// The only file that knows cmark-gfm: its tree, as nodes of our own, and math as an extension
// written against its extension API. What is done with the tree stands in `MarkdownRenderer.swift`.

/// What cmark-gfm keeps for the whole process.
private enum Library {
  static let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES
  static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// A parser with extensions changes tables in global memory: one at a time.
  static let parsing = Mutex(())

  static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
}

// MARK: The tree

/// A parsed text: owns its nodes and the extension they refer to.
final class MarkdownTree {
  let root: MarkdownNode
  private let math: OpaquePointer?

  /// - Complexity: Linear in the length of the text.
  init(_ source: String, withMath: Bool = true) {
    var parse = withMath ? MathParse(source) : nil
    var (root, math) = Self.parse(source, parse)
    while let wrong = parse, wrong.isWrong {
      Self.free(root, math)
      parse = MathParse(correcting: wrong)
      (root, math) = Self.parse(source, parse)
    }
    self.root = MarkdownNode(pointer: root)
    self.math = math
  }

  deinit { Self.free(root.pointer, math) }

  private static func free(_ root: OpaquePointer, _ math: OpaquePointer?) {
    cmark_node_free(root)
    if let math { cmark_syntax_extension_free(cmark_get_default_mem_allocator(), math) }
  }

  private static func parse(_ source: String, _ parse: MathParse?) -> (
    root: OpaquePointer, math: OpaquePointer?
  ) {
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
    var root: OpaquePointer?
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
}

/// A node of the tree; it must not be used once its tree is gone.
struct MarkdownNode: Equatable {
  fileprivate let pointer: OpaquePointer

  enum Kind: Equatable {
    case paragraph, table, codeBlock, code, text, lineEnd, image, link, html, cell
    /// A mark in the text, and what stands at the end of the page; both in the order of the numbers.
    case footnoteMark(number: Int)
    case footnote
    case heading(level: Int)
    /// A formula of ours; its literal is its source with its dollars. A block is never within a line.
    case math(isBlock: Bool)
    /// Whatever cmark-gfm renders without our help.
    case other
  }

  fileprivate init(pointer: OpaquePointer) { self.pointer = pointer }

  private init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  var kind: Kind {
    let type = cmark_node_get_type(pointer)
    if cmark_node_get_syntax_extension(pointer) != nil {
      switch type {
      case CMARK_NODE_CODE: return .math(isBlock: false)
      case CMARK_NODE_CODE_BLOCK: return .math(isBlock: true)
      default:
        switch string(cmark_node_get_type_string(pointer)) {
        case "table": return .table
        case "table_cell": return .cell
        default: return .other
        }
      }
    }
    switch type {
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_HEADING: return .heading(level: Int(cmark_node_get_heading_level(pointer)))
    case CMARK_NODE_CODE_BLOCK: return .codeBlock
    case CMARK_NODE_CODE: return .code
    case CMARK_NODE_TEXT: return .text
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return .lineEnd
    case CMARK_NODE_IMAGE: return .image
    case CMARK_NODE_LINK: return .link
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: return .html
    case CMARK_NODE_FOOTNOTE_REFERENCE: return Int(literal).map(Kind.footnoteMark) ?? .other
    case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnote
    default: return .other
    }
  }

  /// The text of a text, of code, of a formula, of HTML.
  var literal: String { string(cmark_node_get_literal(pointer)) }
  /// What stands behind a code block's fence.
  var fenceInfo: String { string(cmark_node_get_fence_info(pointer)) }
  /// Whether a code block is a display formula.
  var isMathFence: Bool { fenceInfo.split(separator: " ").first == "math" }
  /// Where a link or an image leads.
  var address: String { string(cmark_node_get_url(pointer)) }
  /// What a link or an image says when it is pointed at.
  var title: String { string(cmark_node_get_title(pointer)) }
  var firstChild: MarkdownNode? { MarkdownNode(cmark_node_first_child(pointer)) }
  var parent: MarkdownNode? { MarkdownNode(cmark_node_parent(pointer)) }

  /// The source line it begins with, counted from 1.
  var line: Int {
    kind == .math(isBlock: false)
      ? Int(bitPattern: cmark_node_get_user_data(pointer))
      : Int(cmark_node_get_start_line(pointer))
  }

  /// Whether a node around it is of a kind.
  func isWithin(_ isOfKind: (Kind) -> Bool) -> Bool {
    var ancestor = parent
    while let current = ancestor {
      if isOfKind(current.kind) { return true }
      ancestor = current.parent
    }
    return false
  }

  var isOnlyChild: Bool {
    cmark_node_previous(pointer) == nil && cmark_node_next(pointer) == nil
  }

  /// cmark-gfm's HTML of this node and all below it.
  var html: String { html(stylesCells: false) }

  /// - Parameter stylesCells: align a table's cells by a style, not by the attribute `align`, which
  ///   HTML5 has no more.
  func html(stylesCells: Bool) -> String {
    let options = Library.options | (stylesCells ? CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES : 0)
    guard let html = cmark_render_html(pointer, options, nil) else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    return String(cString: html)
  }

  /// cmark-gfm's LaTeX of this node and all below it; lines are not folded.
  var latex: String {
    guard let latex = cmark_render_latex(pointer, Library.options, 0) else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(latex) }
    return String(cString: latex)
  }

  /// Visits this node and all below it, parents first; they must not be changed meanwhile.
  func walk(_ visit: (MarkdownNode) -> Void) {
    let iterator = cmark_iter_new(pointer)
    defer { cmark_iter_free(iterator) }
    while true {
      switch cmark_iter_next(iterator) {
      case CMARK_EVENT_DONE: return
      case CMARK_EVENT_ENTER: MarkdownNode(cmark_iter_get_node(iterator)).map(visit)
      default: break
      }
    }
  }

  // Each of these puts something else in the place of this node, which is gone then.

  func replace(withText text: String) { replace(with: CMARK_NODE_TEXT, text) }
  func replace(withInlineHTML html: String) { replace(with: CMARK_NODE_HTML_INLINE, html) }
  func replace(withBlockHTML html: String) { replace(with: CMARK_NODE_HTML_BLOCK, html) }

  /// A block that every renderer passes on as it is.
  func replace(withRawBlock text: String) {
    let node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
    cmark_node_set_on_enter(node, text)
    cmark_node_replace(pointer, node)
    cmark_node_free(pointer)
  }

  /// Takes this node and all below it out of the tree.
  func remove() {
    cmark_node_unlink(pointer)
    cmark_node_free(pointer)
  }

  func setHeadingLevel(_ level: Int) { cmark_node_set_heading_level(pointer, CInt(level)) }

  private func replace(with type: cmark_node_type, _ literal: String) {
    let node = cmark_node_new(type)
    cmark_node_set_literal(node, literal)
    cmark_node_replace(pointer, node)
    cmark_node_free(pointer)
  }

  /// Puts a block around this one.
  func wrap(opening: String, closing: String) {
    let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
    cmark_node_set_on_enter(block, opening)
    cmark_node_set_on_exit(block, closing)
    cmark_node_replace(pointer, block)
    cmark_node_append_child(block, pointer)
  }
}

private func string(_ characters: UnsafePointer<CChar>?) -> String {
  characters.map { String(cString: $0) } ?? ""
}

// MARK: The extension

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
  _ math: OpaquePointer, _ parser: OpaquePointer, _ parent: OpaquePointer,
  line: UnsafeBufferPointer<UInt8>
) -> OpaquePointer? {
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

private func isNested(_ parent: OpaquePointer) -> Bool {
  var ancestor: OpaquePointer? = parent
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
  _ math: OpaquePointer, _ parent: OpaquePointer, _ inlines: OpaquePointer
) -> OpaquePointer? {
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
private func lastLine(of block: OpaquePointer) -> Int? {
  guard cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH else { return nil }
  let line = Int(cmark_node_get_end_line(block))
  return line > 0 ? line : nil
}

/// The first source line of a heading, a table's cell, or a paragraph that a table was cut off.
///
/// cmark-gfm reads `text` and a table's first row as one paragraph before it sees that it is a
/// table: then the table has the line of the text, and the text has none.
private func firstLine(of block: OpaquePointer) -> Int {
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
