/// Formulas as one line of Unicode, for terminals and for the text in JSON.
///
/// Read with powers first, then products and quotients from the left (side by side, `*`, `⊙`, `/`),
/// then sums, a line means what its formula means: what stood above and below a line gets brackets
/// here. A derivative (`∂L/∂W_ab`) reads as one thing, a power of a tensor is taken entry by entry,
/// but for `⁻¹`, the inverse of a matrix. `δ_z` is the gradient with respect to z.
public enum PlainText {
  /// Appends a formula.
  public static func append(_ formula: Formula, to bytes: inout [UInt8]) {
    write(formula, to: &bytes)
  }

  /// A formula on its own.
  public static func text(_ formula: Formula) -> String {
    var bytes: [UInt8] = []
    write(formula, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ formula: Formula, to bytes: inout [UInt8]) {
    switch formula {
    case .row(let items): writeRow(items, to: &bytes)
    case .name(let typed, _): bytes.append(text: typed)
    case .letter(let text), .word(let text), .words(let text): bytes.append(text: text)
    case .bold(let text): bytes.append(text: Formula.boldCharacters(text))
    case .number(let numeral, _): bytes.append(text: numeral.plain)
    case .sign(let sign, let isPrefix): write(sign, isPrefix: isPrefix, to: &bytes)
    case .fraction(let above, let below):
      let isBare = above.mayStandAbove
      write(above, bracketed: !isBare, to: &bytes)
      bytes.append(isBare && above.isProduct ? " / " : "/")
      write(below, bracketed: !below.mayStandBelow, to: &bytes)
    case .derivative(let differential, let quantity, let other):
      let letter: StaticString = differential == .partial ? "∂" : "d"
      bytes.append(letter)
      if let quantity { write(quantity, bracketed: quantity.linear < .atom, to: &bytes) }
      bytes.append("/")
      bytes.append(letter)
      write(other, bracketed: other.linear < .atom, to: &bytes)
    case .scripts(let base, let below, let above):
      writeScripts(base, below, above, to: &bytes)
    case .accent(let accent, let inner):
      write(inner, to: &bytes)
      bytes.append(mark(accent))
    case .root(let inner):
      bytes.append("√")
      write(inner, bracketed: inner.linear < .atom, to: &bytes)
    case .fence(let fence, let inner):
      let (open, close): (StaticString, StaticString) =
        switch fence {
        case .parentheses: ("(", ")")
        case .brackets: ("[", "]")
        case .bars: ("|", "|")
        case .doubleBars: ("‖", "‖")
        }
      bytes.append(open)
      write(inner, to: &bytes)
      bytes.append(close)
    case .sum(let index, let body):
      bytes.append("Σ_")
      write(index, to: &bytes)
      bytes.append(" ")
      write(body, bracketed: body.linear < .product && !body.isSum, to: &bytes)
    case .tensor(let view): write(view, to: &bytes)
    case .cases(let cases):
      bytes.append("{")
      for (place, item) in cases.enumerated() {
        if place > 0 { bytes.append("; ") }
        write(item.value, to: &bytes)
        bytes.append(", ")
        write(item.condition, to: &bytes)
      }
      bytes.append("}")
    case .lines(let lines):
      for (place, line) in lines.enumerated() {
        if place > 0, line.left != nil { bytes.append("; ") }
        if let left = line.left { write(left, to: &bytes) }
        write(line.sign, isPrefix: false, to: &bytes)
        write(line.right, to: &bytes)
      }
    }
  }

  private static func write(
    _ formula: Formula, bracketed: Bool, to bytes: inout [UInt8]
  ) {
    if bracketed { bytes.append("(") }
    write(formula, to: &bytes)
    if bracketed { bytes.append(")") }
  }

  private static func writeRow(_ items: [Formula], to bytes: inout [UInt8]) {
    for (place, item) in items.enumerated() {
      let previous = place > 0 ? items[place - 1] : nil
      let next = place + 1 < items.count ? items[place + 1] : nil
      if case .sign(.application, _) = item {
        // `log x`, but `log(x)`.
        if !(next?.isFence ?? false) || !(previous?.isFunctionName ?? false) { bytes.append(" ") }
        continue
      }
      let isFactor = previous?.joinsFactors ?? false || next?.joinsFactors ?? false
      let swallows = item.isSum && next != nil
      write(item, bracketed: item.isQuotient && isFactor || swallows, to: &bytes)
    }
  }

  private static func writeScripts(
    _ base: Formula, _ below: Formula?, _ above: Formula?, to bytes: inout [UInt8]
  ) {
    if case .fence(.parentheses, .derivative) = base, let below, above == nil {
      // As `gradus explain` reads it.
      if case .fence(_, let derivative) = base { write(derivative, to: &bytes) }
      return writePlaces(below, to: &bytes)
    }
    write(base, bracketed: base.linear < .atom, to: &bytes)
    if let below {
      if case .name = below, base == .letter("δ") {
        // A gradient by the name of its quantity, as in a program.
        bytes.append("_")
        write(below, to: &bytes)
      } else if below.areLetters, !base.hasUnderscore {
        bytes.append("_")
        write(below, to: &bytes)
      } else {
        writePlaces(below, to: &bytes)
      }
    }
    if let above { writePower(above, to: &bytes) }
  }

  /// `[2,3]`, `[i,j]`.
  private static func writePlaces(_ below: Formula, to bytes: inout [UInt8]) {
    bytes.append("[")
    if case .row(let items) = below {
      for (place, item) in items.enumerated() {
        if place > 0, case .letter = item, case .letter = items[place - 1] { bytes.append(",") }
        if case .sign(.comma, _) = item { bytes.append(",") } else { write(item, to: &bytes) }
      }
    } else {
      write(below, to: &bytes)
    }
    bytes.append("]")
  }

  private static func writePower(_ above: Formula, to bytes: inout [UInt8]) {
    var above = above
    if case .row(let items) = above, case .sign(.ring, _)? = items.first {
      above = .flat(Array(items.dropFirst()))
    }
    if case .number(let numeral, _) = above, numeral.exponent == nil, !numeral.isWord,
      !numeral.digits.contains(".")
    {
      if numeral.isNegative { bytes.append("⁻") }
      for digit in numeral.digits.utf8 { bytes.append(superscripts[Int(digit) - 48]) }
      return
    }
    bytes.append("^")
    let isShort =
      switch above {
      case .letter, .word, .name, .fence: true
      case .row, .bold, .number, .sign, .words, .fraction, .derivative, .scripts, .accent, .root,
        .sum, .tensor, .cases, .lines:
        false
      }
    write(above, bracketed: !isShort, to: &bytes)
  }

  private static let superscripts: [StaticString] = [
    "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
  ]

  private static func mark(_ accent: Formula.Accent) -> StaticString {
    switch accent {
    case .hat: "\u{302}"
    case .bar: "\u{304}"
    case .tilde: "\u{303}"
    case .dot: "\u{307}"
    }
  }

  private static func write(
    _ sign: Formula.Sign, isPrefix: Bool, to bytes: inout [UInt8]
  ) {
    let text: StaticString =
      switch sign {
      case .plus: isPrefix ? "+" : " + "
      case .minus: isPrefix ? "-" : " - "
      case .dot, .entrywise: " * "
      case .ring: "∘"
      case .invisibleTimes: " "
      case .application: ""
      case .slash: "/"
      case .equals: " = "
      case .notEqual: " ≠ "
      case .less: " < "
      case .greater: " > "
      case .lessOrEqual: " ≤ "
      case .greaterOrEqual: " ≥ "
      case .approximately: " ≈ "
      case .becomes: " ← "
      case .comma: ", "
      case .colon: ":"
      case .dots: "…"
      }
    bytes.append(text)
  }
}
