/// Formulas in English words, for `alttext` and screen readers.
public enum Speech {
  /// One sentence that a person could read aloud, without a full stop.
  public static func sentence(_ formula: Formula) -> String {
    var words = Words()
    words.say(formula)
    if words.bytes.last == UInt8(ascii: ",") { words.bytes.removeLast() }
    return String(decoding: words.bytes, as: UTF8.self)
  }
}

private struct Words {
  var bytes: [UInt8] = []

  /// A word, with a space before it where something was said already.
  private mutating func say(_ word: StaticString) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    bytes.append(word)
  }

  private mutating func say(text: String) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    bytes.append(text: text)
  }

  /// A mark that hangs on to the word before it.
  private mutating func pause(_ mark: StaticString) {
    if let last = bytes.last, last != UInt8(ascii: ","), last != UInt8(ascii: ";") {
      bytes.append(mark)
    }
  }

  mutating func say(_ formula: Formula) {
    switch formula {
    case .row(let items): say(items)
    case .name(let typed, _): say(name: typed)
    case .letter(let letter): say(letter: letter)
    case .word(let word): say(name: word)
    case .bold("1"): say("the vector of ones")
    case .bold("0"): say("zeros")
    case .bold(let text):
      say("bold")
      say(text: text)
    case .number(let numeral, _): say(numeral)
    case .sign(let sign, let isPrefix): say(sign, isPrefix: isPrefix)
    case .words(let text): say(text: text)
    case .fraction(let above, let below):
      say(part: above)
      say("over")
      say(part: below)
    case .derivative(let differential, let quantity, let other):
      let letter: StaticString = differential == .partial ? "partial" : "d"
      say(letter)
      if let quantity { say(quantity) }
      say("by")
      say(letter)
      say(other)
    case .scripts(let base, let below, let above): say(base, below, above)
    case .accent(let accent, let inner):
      say(inner)
      say(text: accent.rawValue)
    case .root(let inner):
      say("the square root of")
      say(part: inner)
    case .fence(.parentheses, let inner): say(part: inner)
    case .fence(.brackets, let inner):
      say("1 where")
      say(inner)
      say("and else 0")
      pause(",")
    case .fence(.bars, let inner):
      say("the absolute value of")
      say(part: inner)
    case .fence(.doubleBars, let inner):
      say("the norm of")
      say(part: inner)
    case .sum(let index, let body):
      say("the sum over")
      say(index)
      say("of")
      say(body)
    case .tensor(let view): say(view)
    case .cases(let cases):
      for (place, item) in cases.enumerated() {
        if place > 0 { pause(";") }
        say(item.value)
        // "otherwise" is a condition by itself.
        if case .words = item.condition {} else { say("where") }
        say(item.condition)
      }
    case .lines(let lines):
      for (place, line) in lines.enumerated() {
        if place > 0 { pause(";") }
        if let left = line.left { say(left) }
        say(line.sign, isPrefix: false)
        say(line.right)
      }
    }
  }

  private mutating func say(_ items: [Formula]) {
    for (place, item) in items.enumerated() {
      if case .sign(.minus, _) = item, place == 0 { say("minus") } else { say(item) }
    }
  }

  /// Something that its reader must take as one, where it is made of several.
  private mutating func say(part formula: Formula) {
    let isSeveral: Bool =
      switch formula {
      case .row(let items): items.count > 1
      case .fraction, .sum: true
      case .name, .letter, .word, .bold, .number, .sign, .words, .derivative, .scripts, .accent,
        .root, .fence, .tensor, .cases, .lines:
        false
      }
    if isSeveral { say("the quantity") }
    say(formula)
    if isSeveral { pause(",") }
  }

  private mutating func say(_ base: Formula, _ below: Formula?, _ above: Formula?) {
    switch above {
    case .word("T")?:
      say("the transpose of")
      say(base)
    case Formula.inverse?:
      say("the inverse of")
      say(base)
    case Formula.inverseTransposed?:
      say("the transposed inverse of")
      say(base)
    case nil, .some: say(base)
    }
    if let below {
      say("sub")
      // Words below and words behind sound alike: what is added up there is said as one.
      if case .row(let items) = below, items.contains(where: \.isAddedUp) {
        say(part: below)
      } else {
        say(below)
      }
    }
    switch above {
    case nil, .word("T")?, Formula.inverse?, Formula.inverseTransposed?: break
    case .number(Numeral("2"), _)?: say("squared")
    case .number(Numeral("3"), _)?: say("cubed")
    case .row(let items)? where items.first == .sign(.ring, isPrefix: true):
      say("to the power of")
      say(Array(items.dropFirst()))
      say("entry by entry")
    case .letter("∗")?: say("star")
    case .letter("′")?: say("prime")
    case let above?:
      say("to the power of")
      say(part: above)
    }
  }

  /// `soft_out` as "soft out", `W12` as "W 12".
  private mutating func say(name: String) {
    if name.count == 1 { return say(letter: name) }
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    var previous: UInt8 = 0
    for byte in name.utf8 {
      let isDigit = (48...57).contains(byte)
      if byte == UInt8(ascii: "_") {
        if previous != 0, previous != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
        previous = UInt8(ascii: " ")
        continue
      }
      if isDigit, previous > 57 { bytes.append(UInt8(ascii: " ")) }
      bytes.append(byte)
      previous = byte
    }
  }

  private mutating func say(letter: String) {
    if letter.utf8.count > 1, let greek = Greek.byLetter[letter] {
      say(text: greek.name)
    } else {
      say(text: letter)
    }
  }

  private mutating func say(_ numeral: Numeral) {
    if numeral.isNegative { say("minus") }
    if numeral.isPowerOfTen, let exponent = numeral.exponent {
      say("10 to the power of")
      return say(Numeral(exponent))
    }
    switch numeral.digits {
    case "inf": say("infinity")
    case "nan": say("not a number")
    case let digits: say(text: digits)
    }
    guard let exponent = numeral.exponent else { return }
    say("times 10 to the power of")
    say(Numeral(exponent))
  }

  private mutating func say(_ view: TensorView) {
    let shape = view.shape
    func number(_ offset: Int, _ words: inout Words) { words.say(view.numeral(at: offset)) }
    switch shape.rank {
    case 0: number(view.offset, &self)
    case 1 where shape.count <= 12:
      say("the vector")
      for place in 0..<shape.count {
        if place > 0 { pause(",") }
        number(view.offset + place, &self)
      }
    case 2 where shape.count <= 12:
      say(shape[0] == 1 ? "the matrix with the row" : "the matrix with the rows")
      for row in 0..<shape[0] {
        if row > 0 { pause(";") }
        for column in 0..<shape[1] {
          if column > 0 { pause(",") }
          number(view.offset + row * shape[1] + column, &self)
        }
      }
    case 1:
      say("a vector of")
      say(text: String(shape.count))
      say("numbers")
    default:
      say("a")
      for (axis, length) in shape.dimensions.enumerated() {
        if axis > 0 { say("by") }
        say(text: String(length))
      }
      say(shape.rank == 2 ? "matrix" : "tensor")
    }
  }

  private mutating func say(_ sign: Formula.Sign, isPrefix: Bool) {
    switch sign {
    case .plus: say("plus")
    case .minus: say("minus")
    case .dot, .invisibleTimes: say("times")
    case .entrywise: say("times, entry by entry,")
    case .ring: say("each entry's")
    case .application: say("of")
    case .slash: say("over")
    case .equals: say("equals")
    case .notEqual: say("is not equal to")
    case .less: say("is less than")
    case .greater: say("is greater than")
    case .lessOrEqual: say("is at most")
    case .greaterOrEqual: say("is at least")
    case .approximately: say("is approximately")
    case .becomes: say("becomes")
    case .comma: pause(",")
    case .colon: isPrefix ? say("all") : say("to")
    case .dots: say("and so on")
    }
  }
}

extension Formula {
  /// Whether it is a sign between terms, or has one directly inside.
  fileprivate var isAddedUp: Bool {
    switch self {
    case .sign(.plus, isPrefix: false), .sign(.minus, isPrefix: false): true
    case .row(let items): items.contains(where: \.isAddedUp)
    case .name, .letter, .word, .bold, .number, .sign, .words, .fraction, .derivative, .scripts,
      .accent, .root, .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }
}
