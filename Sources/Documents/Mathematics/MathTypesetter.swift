import Synchronization

/// Typesets TeX as MathML, on as many threads as ask.
///
/// Each thread gets a KaTeX of its own, loaded when it first asks and passed on when it is done.
/// A formula is typeset once and remembered, apart from its numbers (`NumberSkeleton`).
public final class MathTypesetter: Sendable {
  private let script: @Sendable () throws -> String
  private let idle = Mutex<[MathEngine]>([])
  private let formulas = Mutex<[Formula: String]>([:])
  private let patterns = Mutex<[NumberSkeleton: MathMLPattern?]>([:])

  /// So many entries are remembered at most, so that memory does not grow with the number of pages.
  private static let limit = 10_000

  private struct Formula: Hashable {
    var tex: String
    var isDisplay: Bool
  }

  /// - Parameter script: Gives KaTeX's script (`KaTeX.script`); asked when the first formula comes.
  public init(script: @escaping @Sendable () throws -> String) { self.script = script }

  /// A formula as one `<math>` element, its TeX as the text alternative.
  ///
  /// - Throws: `FormulaError` where KaTeX refuses it, `KaTeXUnavailable` or what `script` throws.
  public func mathML(tex: String, isDisplay: Bool) throws -> String {
    var tex = tex
    var output: [UInt8] = []
    output.append(contentsOf: "<math\(isDisplay ? " display=\"block\"" : "") alttext=\"".utf8)
    appendAttribute(tex, to: &output)
    output.append(contentsOf: "\">".utf8)
    if try !tex.withUTF8({ try appendNumeric($0, isDisplay: isDisplay, to: &output) }) {
      output.append(contentsOf: try remembered(Formula(tex: tex, isDisplay: isDisplay)).utf8)
    }
    output.append(contentsOf: "</math>".utf8)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends a formula by way of its skeleton.
  ///
  /// - Returns: `false` where that cannot be done: nothing is appended then.
  private func appendNumeric(
    _ tex: UnsafeBufferPointer<UInt8>, isDisplay: Bool, to output: inout [UInt8]
  ) throws -> Bool {
    var numbers: [Range<Int>] = []
    let skeleton = NumberSkeleton(tex, isDisplay: isDisplay, numbers: &numbers)
    guard skeleton.isUseful else { return false }
    var known = patterns.withLock { $0[skeleton] }
    if known == nil {
      let made = try withEngine { engine in
        // An error is about the formula itself, not its skeleton: typeset it to learn what it is.
        MathMLPattern(skeleton) { try? Self.mathML(engine, tex: $0, isDisplay: isDisplay) }
      }
      remember(made, for: skeleton, in: patterns)
      known = .some(made)
    }
    guard let pattern = known ?? nil else { return false }
    pattern.append(to: &output, tex: tex, numbers: numbers)
    return true
  }

  private func remembered(_ formula: Formula) throws -> String {
    if let known = formulas.withLock({ $0[formula] }) { return known }
    let mathML = try withEngine {
      try Self.mathML($0, tex: formula.tex, isDisplay: formula.isDisplay)
    }
    remember(mathML, for: formula, in: formulas)
    return mathML
  }

  private func remember<Key: Sendable, Value: Sendable>(
    _ value: Value, for key: Key, in memory: borrowing Mutex<[Key: Value]>
  ) {
    memory.withLock {
      if $0.count >= Self.limit { $0.removeAll() }
      $0[key] = value
    }
  }

  private func withEngine<Result>(_ body: (MathEngine) throws -> Result) throws -> Result {
    let engine = try idle.withLock { $0.popLast() } ?? MathEngine(script: script())
    defer { idle.withLock { $0.append(engine) } }
    return try body(engine)
  }

  /// KaTeX's MathML, with a thin space behind the name of a function and its one invalid construct
  /// made valid: it puts elements into an `<mi>`, which may hold only text, for the strut behind
  /// `\vdots`.
  static func mathML(
    _ engine: MathEngine, tex: String, isDisplay: Bool
  ) throws -> String {
    let mathML = try engine.mathML(tex: tex, isDisplay: isDisplay)
    // Browsers put no space around the name of a function, as TeX does.
    return mathML.replacing(invalidDots, with: validDots)
      .replacing("<mo>\u{2061}</mo>", with: "<mo>\u{2061}</mo><mspace width=\"0.1667em\"></mspace>")
  }

  private static let strut =
    "<mpadded height=\"0em\" voffset=\"0em\"><mspace mathbackground=\"black\" width=\"0em\" "
    + "height=\"1.5em\"></mspace></mpadded>"
  private static let invalidDots = "<mi><mi mathvariant=\"normal\">⋮</mi>\(strut)</mi>"
  private static let validDots = "<mrow><mi mathvariant=\"normal\">⋮</mi>\(strut)</mrow>"
}

/// Appends a text as it stands in an attribute in double quotes, each run of white space a space.
private func appendAttribute(_ text: String, to output: inout [UInt8]) {
  var afterSpace = false
  for byte in text.utf8 {
    if isSpace(byte) {
      if !afterSpace { output.append(UInt8(ascii: " ")) }
      afterSpace = true
      continue
    }
    afterSpace = false
    switch byte {
    case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
    default: output.append(byte)
    }
  }
}
