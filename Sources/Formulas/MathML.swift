/// Formulas as MathML Core within HTML.
///
/// Chrome reads few attributes, so some of the layout is in classes: `Templates/style.css` has their
/// rules.
public enum MathML {
  /// Appends a formula with its `<math>` element, which says the formula in words too.
  public static func append(_ formula: Formula, isDisplay: Bool, to bytes: inout [UInt8]) {
    bytes.append(isDisplay ? "<math display=\"block\" alttext=\"" : "<math alttext=\"")
    HTMLText.append(Speech.sentence(formula), to: &bytes)
    bytes.append("\">")
    appendContent(formula, to: &bytes)
    bytes.append("</math>")
  }

  /// Appends what stands within `<math>`, to be put into another formula: one element or several.
  public static func appendContent(_ formula: Formula, to bytes: inout [UInt8]) {
    switch formula {
    case .row(let items): appendRow(items, to: &bytes)
    case .name(_, let shape): appendContent(shape, to: &bytes)
    case .letter(let letter): appendLetter(letter, to: &bytes)
    case .word(let word):
      // A single letter would be slanted.
      bytes.append(word.count == 1 ? "<mi mathvariant=\"normal\">" : "<mi>")
      HTMLText.append(word, to: &bytes)
      bytes.append("</mi>")
    case .bold(let text): appendBold(text, to: &bytes)
    case .number(let numeral, let entry): append(numeral, entry: entry, to: &bytes)
    case .sign(let sign, let isPrefix): append(sign, isPrefix: isPrefix, to: &bytes)
    case .words(let text):
      // White space at its ends would be dropped.
      bytes.append("<mtext>\u{A0}")
      HTMLText.append(text, to: &bytes)
      bytes.append("\u{A0}</mtext>")
    case .fraction(let above, let below):
      bytes.append("<mfrac>")
      appendElement(above, to: &bytes)
      appendElement(below, to: &bytes)
      bytes.append("</mfrac>")
    case .derivative(let differential, let quantity, let other):
      bytes.append("<mfrac>")
      append(differential, quantity, to: &bytes)
      append(differential, other, to: &bytes)
      bytes.append("</mfrac>")
    case .scripts(let base, let below, let above):
      appendScripts(base, below, above, to: &bytes)
    case .accent(let accent, let inner):
      bytes.append("<mover accent=\"true\">")
      appendElement(inner, to: &bytes)
      bytes.append("<mo stretchy=\"false\">")
      bytes.append(mark(accent))
      bytes.append("</mo></mover>")
    case .root(let inner):
      bytes.append("<msqrt>")
      appendContent(inner, to: &bytes)
      bytes.append("</msqrt>")
    case .fence(let fence, let inner): append(fence, inner, to: &bytes)
    case .sum(let index, let body):
      bytes.append("<mrow><munder><mo>∑</mo>")
      appendElement(index, to: &bytes)
      bytes.append("</munder>")
      appendContent(body, to: &bytes)
      bytes.append("</mrow>")
    case .tensor(let view): append(view, to: &bytes)
    case .cases(let cases): append(cases, to: &bytes)
    case .lines(let lines): append(lines, to: &bytes)
    }
  }

  /// Appends a formula as exactly one element.
  static func appendElement(_ formula: Formula, to bytes: inout [UInt8]) {
    switch formula {
    case .row:
      bytes.append("<mrow>")
      appendContent(formula, to: &bytes)
      bytes.append("</mrow>")
    case .name(_, let shape): appendElement(shape, to: &bytes)
    case .letter, .word, .bold, .number, .sign, .words, .fraction, .derivative, .scripts, .accent,
      .root, .fence, .sum, .tensor, .cases, .lines:
      appendContent(formula, to: &bytes)
    }
  }

  private static func appendRow(_ items: [Formula], to bytes: inout [UInt8]) {
    for (place, item) in items.enumerated() {
      let next = place + 1 < items.count ? items[place + 1] : nil
      // Browsers draw no space around the name of a function, as print does.
      if place > 0, case .sign(.application, _)? = next,
        case .sign(.invisibleTimes, _) =
          items[place - 1]
      {
        bytes.append(thinSpace)
      }
      appendContent(item, to: &bytes)
      if case .sign(.application, _) = item, let next, !next.isFence { bytes.append(thinSpace) }
      if Formula.isBesideWord(items, place) { bytes.append(thinSpace) }
    }
  }

  private static let thinSpace: StaticString = "<mspace width=\"0.1667em\"></mspace>"

  private static func appendLetter(_ letter: String, to bytes: inout [UInt8]) {
    // Capital Greek letters stand upright, as TeX has them.
    let isUpright = letter.unicodeScalars.first.map { (0x391...0x3A9).contains($0.value) } ?? false
    bytes.append(isUpright ? "<mi mathvariant=\"normal\">" : "<mi>")
    HTMLText.append(letter, to: &bytes)
    bytes.append("</mi>")
  }

  /// The mathematical bold characters: `mathvariant="bold"` is not drawn.
  private static func appendBold(_ text: String, to bytes: inout [UInt8]) {
    let isNumber = text.utf8.allSatisfy { (48...57).contains($0) }
    bytes.append(isNumber ? "<mn>" : "<mi>")
    HTMLText.append(Formula.boldCharacters(text), to: &bytes)
    bytes.append(isNumber ? "</mn>" : "</mi>")
  }

  private static func append(
    _ differential: Formula.Differential, _ quantity: Formula?, to bytes: inout [UInt8]
  ) {
    if quantity != nil { bytes.append("<mrow>") }
    switch differential {
    case .partial: bytes.append("<mi>∂</mi>")
    case .total: bytes.append("<mi mathvariant=\"normal\">d</mi>")
    }
    if let quantity {
      appendContent(quantity, to: &bytes)
      bytes.append("</mrow>")
    }
  }

  private static func appendScripts(
    _ base: Formula, _ below: Formula?, _ above: Formula?, to bytes: inout [UInt8]
  ) {
    let (base, below, above) = Formula.joinedScripts(base, below: below, above: above)
    switch (below, above) {
    case (nil, nil): appendElement(base, to: &bytes)
    case (let below?, nil):
      bytes.append("<msub>")
      appendElement(base, to: &bytes)
      appendElement(below, to: &bytes)
      bytes.append("</msub>")
    case (nil, let above?):
      bytes.append("<msup>")
      appendElement(base, to: &bytes)
      appendElement(above, to: &bytes)
      bytes.append("</msup>")
    case (let below?, let above?):
      bytes.append("<msubsup>")
      appendElement(base, to: &bytes)
      appendElement(below, to: &bytes)
      appendElement(above, to: &bytes)
      bytes.append("</msubsup>")
    }
  }

  private static func append(
    _ fence: Formula.Fence, _ inner: Formula, to bytes: inout [UInt8]
  ) {
    let (open, close): (StaticString, StaticString) =
      switch fence {
      case .parentheses: ("(", ")")
      case .brackets: ("[", "]")
      case .bars: ("|", "|")
      case .doubleBars: ("‖", "‖")
      }
    let isTall = inner.isTall
    bytes.append("<mrow>")
    bytes.append(
      isTall ? "<mo form=\"prefix\" stretchy=\"true\">" : "<mo form=\"prefix\" stretchy=\"false\">")
    bytes.append(open)
    bytes.append("</mo>")
    appendContent(inner, to: &bytes)
    bytes.append(
      isTall
        ? "<mo form=\"postfix\" stretchy=\"true\">" : "<mo form=\"postfix\" stretchy=\"false\">")
    bytes.append(close)
    bytes.append("</mo></mrow>")
  }

  private static func mark(_ accent: Formula.Accent) -> StaticString {
    switch accent {
    case .hat: "^"
    case .bar: "ˉ"
    case .tilde: "~"
    case .dot: "˙"
    }
  }

  static func append(_ sign: Formula.Sign, isPrefix: Bool, to bytes: inout [UInt8]) {
    let element: StaticString =
      switch sign {
      case .plus: isPrefix ? "<mo form=\"prefix\">+</mo>" : "<mo form=\"infix\">+</mo>"
      case .minus: isPrefix ? "<mo form=\"prefix\">−</mo>" : "<mo form=\"infix\">−</mo>"
      case .dot: "<mo>⋅</mo>"
      case .entrywise: "<mo>⊙</mo>"
      case .ring: "<mo form=\"prefix\">∘</mo>"
      case .invisibleTimes: "<mo>\u{2062}</mo>"
      case .application: "<mo>\u{2061}</mo>"
      case .slash: "<mo>/</mo>"
      case .equals: "<mo>=</mo>"
      case .notEqual: "<mo>≠</mo>"
      case .less: "<mo>&lt;</mo>"
      case .greater: "<mo>&gt;</mo>"
      case .lessOrEqual: "<mo>≤</mo>"
      case .greaterOrEqual: "<mo>≥</mo>"
      case .approximately: "<mo>≈</mo>"
      case .becomes: "<mo>←</mo>"
      case .comma: "<mo>,</mo>"
      // Without the space of a relation.
      case .colon: "<mtext>:</mtext>"
      case .dots: "<mo>…</mo>"
      }
    bytes.append(element)
  }
}

extension Formula {
  var isFence: Bool {
    switch self {
    case .fence: true
    case .scripts(let base, _, _): base.isFence
    case .row(let items): items.first?.isFence ?? false
    case .name, .letter, .word, .bold, .number, .sign, .words, .fraction, .derivative, .accent,
      .root, .sum, .tensor, .cases, .lines:
      false
    }
  }

  /// Letters and digits as the mathematical bold characters.
  static func boldCharacters(_ text: String) -> String {
    var bold = ""
    for scalar in text.unicodeScalars {
      let shift: UInt32 =
        switch scalar {
        case "0"..."9": 0x1D7CE - 0x30
        case "A"..."Z": 0x1D400 - 0x41
        case "a"..."z": 0x1D41A - 0x61
        default: 0
        }
      bold.unicodeScalars.append(Unicode.Scalar(scalar.value + shift) ?? scalar)
    }
    return bold
  }
}
