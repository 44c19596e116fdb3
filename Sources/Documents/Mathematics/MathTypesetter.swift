import Formulas
import Synchronization

/// Typesets the formulas that authors typed as MathML, on as many threads as ask.
///
/// Each thread gets a KaTeX of its own, loaded when it first asks and passed on when it is done. A
/// formula is typeset once and remembered; the values at its places are no part of it.
public final class MathTypesetter: Sendable {
  private let script: @Sendable () throws -> String
  private let idle = Mutex<[MathEngine]>([])
  private let formulas = Mutex<[Typed: String]>([:])

  /// So many formulas are remembered at most, so that memory does not grow with the number of pages.
  private static let limit = 10_000

  private struct Typed: Hashable {
    var tex: String
    var isDisplay: Bool
  }

  /// - Parameter script: Gives KaTeX's script (`KaTeX.script`); asked when the first formula comes.
  public init(script: @escaping @Sendable () throws -> String) { self.script = script }

  /// A formula as one `<math>` element, with a sentence that says it.
  /// - Throws: `FormulaError` where KaTeX refuses it, `KaTeXUnavailable` or what `script` throws.
  public func mathML(tex: String, isDisplay: Bool) throws -> String {
    let formula = Typed(tex: tex, isDisplay: isDisplay)
    if let known = formulas.withLock({ $0[formula] }) { return known }
    let content = try withEngine { try Self.mathML($0, tex: tex, isDisplay: isDisplay) }
    let spoken = HTMLText.escaped(Speech.sentence(MathMLReader.formula(content)))
    let mathML =
      "<math\(isDisplay ? " display=\"block\"" : "") alttext=\"\(spoken)\">\(content)</math>"
    formulas.withLock {
      if $0.count >= Self.limit { $0.removeAll() }
      $0[formula] = mathML
    }
    return mathML
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
