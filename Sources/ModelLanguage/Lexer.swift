/// Cuts the model's text into tokens.
///
/// A statement ends with its line, except within brackets. `#` starts a comment; the one on a
/// statement's last line is kept with the statement's end.
struct Lexer {
  private let characters: [Character]
  private var place = 0
  private var position = Position(line: 1, column: 1)
  private var depth = 0
  private var tokens: [Token] = []
  /// The last comment, and its line.
  private var comment: (line: Int, text: String)?

  /// The longest model that is read, in characters.
  static let limit = 100_000

  static func tokens(of text: String) throws(ModelError) -> [Token] {
    guard text.utf8.count <= limit else {
      throw ModelError(
        position: Position(line: 1, column: 1),
        message: "the model has \(text.utf8.count) bytes; it may have \(limit)")
    }
    var lexer = Lexer(text)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ text: String) { characters = Array(text) }

  private var current: Character? { place < characters.count ? characters[place] : nil }

  private mutating func advance() {
    if characters[place].isNewline {
      position = Position(line: position.line + 1, column: 1)
    } else {
      position.column += 1
    }
    place += 1
  }

  private mutating func take(while condition: (Character) -> Bool) -> String {
    var text = ""
    while let character = current, condition(character) {
      text.append(character)
      advance()
    }
    return text
  }

  private mutating func run() throws(ModelError) {
    while let character = current {
      let start = position
      if character.isNewline || character == ";" {
        if depth == 0 { endStatement() }
        advance()
      } else if character.isWhitespace {
        advance()
      } else if character == "#" {
        keep(comment: take { !$0.isNewline }, at: start)
      } else if Self.isLetter(character) {
        let name = take { Self.isLetter($0) || ("0"..."9").contains($0) }
        tokens.append(Token(kind: .name(name), position: start))
      } else if ("0"..."9").contains(character) || startsFraction() {
        tokens.append(Token(kind: .number(number()), position: start))
      } else if character == "\"" || character == "'" {
        try text(within: character, at: start)
      } else {
        try sign(character, at: start)
      }
    }
    endStatement()
  }

  /// A text between quotation marks, on one line.
  private mutating func text(within mark: Character, at start: Position) throws(ModelError) {
    advance()
    let text = take { $0 != mark && !$0.isNewline }
    guard current == mark else {
      throw ModelError(
        position: start, message: "the text that begins here has no end on its line",
        suggestion: "close it with \(mark)")
    }
    advance()
    tokens.append(Token(kind: .text(text), position: start))
  }

  private static func isLetter(_ character: Character) -> Bool {
    character == "_" || character.isLetter
  }

  private func startsFraction() -> Bool {
    current == "." && place + 1 < characters.count
      && ("0"..."9").contains(characters[place + 1])
  }

  private mutating func number() -> String {
    var text = take { ("0"..."9").contains($0) || $0 == "." }
    if current == "e" || current == "E" {
      var next = place + 1
      if next < characters.count, characters[next] == "+" || characters[next] == "-" { next += 1 }
      if next < characters.count, ("0"..."9").contains(characters[next]) {
        while place < next {
          text.append(characters[place])
          advance()
        }
        text += take { ("0"..."9").contains($0) }
      }
    }
    return text
  }

  private mutating func sign(_ character: Character, at start: Position) throws(ModelError) {
    guard "+-*/@()[],=.:<>!&|~".contains(character) else {
      throw ModelError(
        position: start, message: "'\(character)' means nothing in the model language",
        suggestion: character == "^" ? "a power is written '**'" : nil)
    }
    advance()
    var text = String(character)
    while let next = current, Self.longSigns.contains(where: { $0.hasPrefix(text + [next]) }) {
      text.append(next)
      advance()
    }
    guard text != "!", text != ".." else {
      throw ModelError(
        position: start, message: "'\(text)' means nothing in the model language",
        suggestion: text == "!" ? "'not equal' is written '!='" : nil)
    }
    if "([".contains(character) { depth += 1 }
    if ")]".contains(character) { depth = max(0, depth - 1) }
    tokens.append(Token(kind: .sign(text), position: start))
  }

  /// Signs of more than one character.
  private static let longSigns = ["**", "<=", ">=", "==", "!=", "..."]

  private mutating func endStatement() {
    guard let last = tokens.last, last.kind != .endOfStatement else { return }
    var end = last.position
    end.column += last.text.count - 2
    let isOnLine = comment?.line == last.position.line
    tokens.append(
      Token(kind: .endOfStatement, position: end, comment: isOnLine ? comment?.text : nil))
  }

  /// Keeps a comment for the statement that it stands behind.
  private mutating func keep(comment text: String, at start: Position) {
    let words = text.drop { $0 == "#" || $0.isWhitespace }
    let end = words.lastIndex { !$0.isWhitespace }
    guard let end else { return }
    comment = (start.line, String(words[...end]))
    // Behind a semicolon: the statement has ended already.
    if let last = tokens.indices.last, tokens[last].kind == .endOfStatement,
      tokens[last].position.line == start.line
    {
      tokens[last].comment = comment?.text
    }
  }
}
