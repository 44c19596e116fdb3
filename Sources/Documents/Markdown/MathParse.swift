/// What the extension's callbacks know while a text is parsed.
final class MathParse {
  private let blocks: DisplayBlocks
  /// First lines of blocks that an earlier attempt opened and that did not close.
  private let refused: Set<Int>
  private let attempt: Int
  private(set) var unclosed: Set<Int> = []

  /// The paragraph, heading or cell being read, and what is known about it.
  var inlineParent: OpaquePointer?
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
