/// Formulas in TeX, without what marks them as mathematics in a document.
public enum TeX {
  /// Which program reads it.
  public enum Dialect: Hashable, Sendable, CaseIterable {
    /// LaTeX with amsmath and amssymb, or KaTeX.
    case latex
    /// MathJax on a code host, behind a Markdown reader: nothing that such a reader takes for its
    /// own, so no backslash stands before a punctuation mark.
    case markdown
  }

  /// Appends a formula.
  public static func append(_ formula: Formula, dialect: Dialect, to bytes: inout [UInt8]) {
    TeXWriter(dialect: dialect).append(formula, to: &bytes)
  }

  /// A formula on its own.
  public static func text(_ formula: Formula, dialect: Dialect = .latex) -> String {
    var bytes: [UInt8] = []
    append(formula, dialect: dialect, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

struct TeXWriter {
  let dialect: TeX.Dialect

  func append(_ formula: Formula, to bytes: inout [UInt8]) {
    switch formula {
    case .row(let items): appendRow(items, to: &bytes)
    case .name(_, let shape): append(shape, to: &bytes)
    case .letter(let letter): appendLetter(letter, to: &bytes)
    case .word(let word): appendWord(word, "\\mathrm{", to: &bytes)
    case .bold(let text):
      bytes.append("\\mathbf{")
      bytes.append(text: text)
      bytes.append("}")
    case .number(let numeral, _): append(numeral, to: &bytes)
    case .sign(let sign, let isPrefix): append(sign, isPrefix: isPrefix, to: &bytes)
    case .words(let text): appendText(" \(text) ", to: &bytes)
    case .fraction(let above, let below):
      bytes.append("\\frac{")
      append(above, to: &bytes)
      bytes.append("}{")
      append(below, to: &bytes)
      bytes.append("}")
    case .derivative(let differential, let quantity, let other):
      let letter: StaticString = differential == .partial ? "\\partial " : "\\mathrm{d}"
      bytes.append("\\frac{")
      bytes.append(letter)
      if let quantity { append(quantity, to: &bytes) }
      bytes.append("}{")
      bytes.append(letter)
      append(other, to: &bytes)
      bytes.append("}")
    case .scripts(let base, let below, let above):
      appendScripts(base, below, above, isOperator: false, to: &bytes)
    case .accent(let accent, let inner):
      let command: StaticString =
        switch accent {
        case .hat: "\\hat{"
        case .bar: "\\bar{"
        case .tilde: "\\tilde{"
        case .dot: "\\dot{"
        }
      bytes.append(command)
      append(inner, to: &bytes)
      bytes.append("}")
    case .root(let inner):
      bytes.append("\\sqrt{")
      append(inner, to: &bytes)
      bytes.append("}")
    case .fence(let fence, let inner): append(fence, inner, grows: inner.isTall, to: &bytes)
    case .sum(let index, let body):
      bytes.append("\\sum_{")
      append(index, to: &bytes)
      bytes.append("} ")
      append(body, to: &bytes)
    case .tensor(let view): append(view, to: &bytes)
    case .cases(let cases): append(cases, to: &bytes)
    case .lines(let lines): append(lines, to: &bytes)
    }
  }

  private func appendRow(_ items: [Formula], to bytes: inout [UInt8]) {
    for (place, item) in items.enumerated() {
      if Formula.isBesideWord(items, place) {
        bytes.append(" \\thinspace ")
      } else if place + 1 < items.count, case .sign(.application, _) = items[place + 1] {
        appendOperator(item, to: &bytes)
      } else {
        append(item, to: &bytes)
      }
    }
  }

  /// Appends the name of a function that is applied: the program puts the space behind it.
  private func appendOperator(_ formula: Formula, to bytes: inout [UInt8]) {
    switch formula {
    case .word(let word):
      if let command = Self.operators[word] {
        bytes.append(command)
      } else {
        appendWord(word, dialect == .latex ? "\\operatorname{" : "\\mathrm{", to: &bytes)
      }
    case .scripts(let base, let below, let above):
      appendScripts(base, below, above, isOperator: true, to: &bytes)
    case .name(_, let shape): appendOperator(shape, to: &bytes)
    case .row, .letter, .bold, .number, .sign, .words, .fraction, .derivative, .accent,
      .root, .fence, .sum, .tensor, .cases, .lines:
      append(formula, to: &bytes)
    }
  }

  private static let operators: [String: StaticString] = [
    "log": "\\log ", "exp": "\\exp ", "sin": "\\sin ", "cos": "\\cos ", "tan": "\\tan ",
    "arcsin": "\\arcsin ", "arccos": "\\arccos ", "arctan": "\\arctan ", "sinh": "\\sinh ",
    "cosh": "\\cosh ", "tanh": "\\tanh ", "max": "\\max ", "min": "\\min ",
    "log Γ": "\\log \\Gamma ",
  ]

  private func appendScripts(
    _ base: Formula, _ below: Formula?, _ above: Formula?, isOperator: Bool,
    to bytes: inout [UInt8]
  ) {
    let (base, below, above) = Formula.joinedScripts(base, below: below, above: above)
    if isOperator {
      appendOperator(base, to: &bytes)
    } else {
      appendBase(base, to: &bytes)
    }
    if let below {
      bytes.append("_{")
      append(below, to: &bytes)
      bytes.append("}")
    }
    if let above {
      bytes.append("^{")
      append(above, to: &bytes)
      bytes.append("}")
    }
  }

  /// Appends what scripts hang on to, so that they hang on to all of it.
  private func appendBase(_ base: Formula, to bytes: inout [UInt8]) {
    switch base {
    case .letter:
      append(base, to: &bytes)
      // A command ends where its script begins.
      if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    case .word, .bold, .accent: append(base, to: &bytes)
    case .fence(let fence, let inner): append(fence, inner, grows: true, to: &bytes)
    case .name(_, let shape): appendBase(shape, to: &bytes)
    case .number(let numeral, _) where numeral.plain.utf8.count == 1: append(numeral, to: &bytes)
    case .number, .row, .sign, .words, .fraction, .derivative, .scripts, .root, .sum, .tensor,
      .cases, .lines:
      bytes.append("{")
      append(base, to: &bytes)
      bytes.append("}")
    }
  }

  private func append(
    _ fence: Formula.Fence, _ inner: Formula, grows: Bool, to bytes: inout [UInt8]
  ) {
    let (open, close): (StaticString, StaticString) =
      switch fence {
      case .parentheses: ("(", ")")
      case .brackets: ("[", "]")
      case .bars: ("\\lvert ", "\\rvert ")
      case .doubleBars: ("\\lVert ", "\\rVert ")
      }
    if grows { bytes.append("\\left") }
    bytes.append(open)
    append(inner, to: &bytes)
    if grows { bytes.append("\\right") }
    bytes.append(close)
  }

  func append(_ sign: Formula.Sign, isPrefix: Bool, to bytes: inout [UInt8]) {
    let text: StaticString =
      switch sign {
      case .plus: isPrefix ? "+" : " + "
      case .minus: isPrefix ? "-" : " - "
      case .dot: " \\cdot "
      case .entrywise: " \\odot "
      case .ring: "\\circ "
      case .invisibleTimes: " "
      case .application: ""
      case .slash: "/"
      case .equals: " = "
      case .notEqual: " \\neq "
      case .less: dialect == .latex ? " < " : " \\lt "
      case .greater: dialect == .latex ? " > " : " \\gt "
      case .lessOrEqual: " \\leq "
      case .greaterOrEqual: " \\geq "
      case .approximately: " \\approx "
      case .becomes: " \\leftarrow "
      case .comma: ", "
      // Without the space of a relation.
      case .colon: "{:}"
      case .dots: "\\ldots "
      }
    bytes.append(text)
  }
}
