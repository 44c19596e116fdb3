/// A filled Markdown text in every format it is published in, its values still out.
struct DocumentSkeleton: Sendable {
  var html = Skeleton()
  var headings: [Heading] = []
  /// How many display formulas carry a number.
  let numberedEquations: Int
  /// The author's own text.
  var markdown = Skeleton()
  var latex = Skeleton()
  /// What is wrong with it, whatever the values.
  var faults: [Fault] = []

  /// A heading: what stands in it, and what its identifier is made from.
  struct Heading: Sendable {
    let level: Int
    let html: Skeleton
    let words: Skeleton
  }

  /// Something wrong at a place, or at a line and column of the filled text.
  struct Fault: Sendable {
    enum Location: Sendable {
      case place(Int)
      case line(Int, column: Int)
    }
    let location: Location
    let message: String
    let suggestion: String?
  }

  /// - Throws: `KaTeXUnavailable` where a formula has to be typeset and KaTeX is missing.
  init(_ text: [UInt8], typesetter: MathTypesetter) throws {
    let source = String(decoding: text, as: UTF8.self)
    var contexts: [Int: Context] = [:]
    var faults: [Fault] = []
    let rendered = try renderMarkdown(
      source,
      typeset: { formula in
        let (mathML, found) = try Self.typeset(formula, typesetter)
        faults += found
        return mathML
      }, visiting: { root in contexts = PlaceContexts(root).contexts })
    numberedEquations = rendered.numberedEquations
    self.faults = faults + Self.delimiterRows(text)
    let body = scan(rendered.html, contexts)
    html = body
    headings = rendered.headings.map { heading in
      Heading(
        level: heading.level, html: HTMLScanner(Array(heading.html.utf8), known: contexts).skeleton,
        words: Skeleton(Array(heading.wordsForID.utf8), contexts: [:]))
    }
    // In raw HTML only the scanner tells an address from other attributes.
    for place in body.places where place.context == .address { contexts[place.number] = .address }
    markdown = Skeleton(MarkdownText.keepingApart(text, contexts), contexts: contexts)
    latex = Skeleton(Array(LaTeXRendering(source).latex.utf8), contexts: contexts)
  }

  private mutating func scan(_ html: String, _ contexts: [Int: Context]) -> Skeleton {
    let scanner = HTMLScanner(Self.withPlainTokens(Array(html.utf8)), known: contexts)
    faults += scanner.refused.map(Fault.init(refused:reason:))
    return scanner.skeleton
  }

  // MARK: Formulas

  private static func typeset(
    _ formula: MathFormula, _ typesetter: MathTypesetter
  ) throws -> (mathML: String, faults: [Fault]) {
    let author = AuthorFormula(formula.tex)
    if let only = author.onlyPlace { return (Token.text(.place, only), []) }
    var faults = author.touched.map { place in
      Fault(
        location: .place(place),
        message: "a digit stands right beside this value: together they read as another number",
        suggestion: "write a sign between them, as in '2 \\cdot {{x}}'")
    }
    let known = Set(author.places.map(\.number))
    let verbatim = Token.all(in: author.bytes).filter { !known.contains($0.number) }
    if !verbatim.isEmpty {
      return (
        "",
        faults
          + verbatim.map { token in
            Fault(
              location: .place(token.number), message: "no value can stand in \\verb",
              suggestion: "write it in \\texttt{...}")
          }
      )
    }
    do {
      let mathML = try typesetter.mathML(
        tex: author.texWithTokens, isDisplay: formula.isDisplay)
      return (
        Token.replacing(.place, in: mathML) { Token.text(.place, author.places[$0].number) }, faults
      )
    } catch let error as FormulaError {
      let tex = author.replacing { _, _ in "{{...}}" }
      faults.append(
        Fault(
          location: .line(formula.line, column: formula.column),
          message: "the formula cannot be typeset: \(reason(error))",
          suggestion: "the formula is \(shortened(tex))"))
      return ("", faults)
    }
  }

  /// What is wrong in KaTeX's words, without the piece of its own reading that it shows.
  private static func reason(_ error: FormulaError) -> String {
    let end = error.message.firstRange(of: " at position ")?.lowerBound
    return shortened(String(error.message[..<(end ?? error.message.endIndex)]))
  }

  private static func shortened(_ text: String) -> String {
    let shown = text.replacing("\n", with: " ")
    return shown.count > 200 ? shown.prefix(200) + "..." : shown
  }

  // MARK: Odd places

  /// cmark-gfm writes tokens in addresses as `%F3%B0%80%8017%F3%B0%80%81`.
  private static func withPlainTokens(_ html: [UInt8]) -> [UInt8] {
    let mark = Array("%F3%B0%80%8".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(html.count)
    var offset = 0
    while offset < html.count {
      if html[offset] == UInt8(ascii: "%"), html[offset...].starts(with: mark),
        offset + mark.count < html.count
      {
        result += [0xF3, 0xB0, 0x80, 0x80 + (html[offset + mark.count] & 0x0F)]
        offset += mark.count + 1
      } else {
        result.append(html[offset])
        offset += 1
      }
    }
    return result
  }

  /// Places in a row of dashes below a table's head: with a value in it, it would be none.
  private static func delimiterRows(_ text: [UInt8]) -> [Fault] {
    var faults: [Fault] = []
    for line in text.split(separator: UInt8(ascii: "\n")) where line.contains(Token.lead) {
      let tokens = Token.all(in: Array(line))
      var rest = Array(line)
      for token in tokens.reversed() { rest.removeSubrange(token.range) }
      let isRow =
        rest.contains(UInt8(ascii: "-")) && rest.contains(UInt8(ascii: "|"))
        && rest.allSatisfy { "|:- \t".utf8.contains($0) }
      guard isRow, let first = tokens.first else { continue }
      faults.append(
        Fault(
          location: .place(first.number),
          message: "no value can stand in the row of dashes of a table", suggestion: nil))
    }
    return faults
  }
}

extension DocumentSkeleton.Fault {
  init(refused place: Int, reason: String) {
    self.init(
      location: .place(place), message: "no value can stand in \(reason)",
      suggestion: "values stand in text, in formulas, and in attributes in double quotes")
  }
}
