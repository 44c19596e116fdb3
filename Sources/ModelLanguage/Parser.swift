/// Reads the tokens of a model into statements.
///
/// Grammar, loosest first, as Python has it:
///
///     statement:  NAME ('[' NAME, ... ']')? ('(' NAME, ... ')')? '=' expression
///     expression: either (('<' | '>' | '<=' | '>=' | '==' | '!=') either)?
///     either:     both ('|' both)*
///     both:       sum ('&' sum)*
///     sum:        product (('+' | '-') product)*
///     product:    unary (('*' | '/' | '@') unary)*
///     unary:      ('-' | '+' | '~') unary | power
///     power:      postfix ('**' unary)?
///     postfix:    atom ('.T' | '.' NAME '(' arguments ')' | '[' place, ... ']')*
///     atom:       NUMBER | TEXT | NAME | NAME '(' arguments ')'
///                 | '(' expression ')' | '(' expression, ... ')' | '[' expression, ... ']'
///     arguments:  expression, ..., NAME '=' expression, ...
///     place:      expression | expression? ':' expression? (':' expression?)? | '...'
///
/// What NumPy calls `np.exp` and `z.sum()` are `exp` and `sum(z)`.
public struct Parser {
  let tokens: [Token]
  var place = 0
  private var depth = 0
  var operators = 0

  /// How deeply brackets and operators may be nested, and how many operators a statement may have:
  /// far beyond what a reader could follow, and below what exhausts the stack.
  static let depthLimit = 60
  static let operatorLimit = 400

  /// The statements of a model.
  /// - Throws: `ModelError` where it is not written as the grammar says.
  public static func statements(of text: String) throws(ModelError) -> [Statement] {
    let tokens = try Lexer.tokens(of: text)
    var parser = Parser(tokens)
    var statements: [Statement] = []
    while parser.place < tokens.count { statements.append(try parser.statement()) }
    return statements
  }

  /// A right-hand side that stands alone.
  /// - Throws: `ModelError` where it is not written as the grammar says, or something follows it.
  public static func expression(of text: String) throws(ModelError) -> Syntax {
    let tokens = try Lexer.tokens(of: text)
    guard !tokens.isEmpty else {
      throw ModelError(
        position: Position(line: 1, column: 1), message: "found nothing, expected an expression")
    }
    var parser = Parser(tokens)
    let expression = try parser.expression()
    guard parser.place == tokens.count - 1 else {
      throw parser.error("an operator or the end of the expression")
    }
    return expression
  }

  private init(_ tokens: [Token]) { self.tokens = tokens }

  // MARK: Statements

  private mutating func statement() throws(ModelError) -> Statement {
    operators = 0
    let name = try self.name("the name of a quantity")
    let indices = next(is: "[") ? try names(from: "[", to: "]", "the name of an index") : nil
    let parameters = next(is: "(") ? try names(from: "(", to: ")", "the name of a parameter") : nil
    try take("=", "'='")
    let start = place
    let right = try expression()
    let text = Self.text(tokens[start..<place])
    guard tokens[place].kind == .endOfStatement else {
      throw error("an operator or the end of the line")
    }
    let comment = tokens[place].comment
    place += 1
    return Statement(
      name: name.text, position: name.position, indices: indices, parameters: parameters,
      right: right, text: text, comment: comment ?? "")
  }

  private mutating func names(
    from open: String, to close: String, _ what: String
  ) throws(ModelError) -> [Statement.Name] {
    try take(open, "'\(open)'")
    if next(is: close) {
      place += 1
      return []
    }
    var names = [try name(what)]
    while next(is: ",") {
      place += 1
      names.append(try name(what))
    }
    try take(close, "',' or '\(close)'")
    return names
  }

  // MARK: Right-hand sides

  mutating func expression() throws(ModelError) -> Syntax {
    try nested { parser throws(ModelError) in
      let left = try parser.either()
      guard let sign = parser.nextSign(of: Syntax.comparisons) else { return left }
      let compared = try parser.binary(sign, left) { parser throws(ModelError) in
        try parser.either()
      }
      if let second = parser.nextSign(of: Syntax.comparisons) {
        throw ModelError(
          position: parser.tokens[parser.place].position,
          message: "found '\(second)' behind another comparison",
          suggestion: "write '(a < b) & (b < c)'")
      }
      return compared
    }
  }

  private mutating func either() throws(ModelError) -> Syntax {
    try operators(["|"]) { parser throws(ModelError) in
      try parser.operators(["&"]) { parser throws(ModelError) in try parser.sum() }
    }
  }

  private mutating func sum() throws(ModelError) -> Syntax {
    try operators(["+", "-"]) { parser throws(ModelError) in try parser.product() }
  }

  private mutating func product() throws(ModelError) -> Syntax {
    try operators(["*", "/", "@"]) { parser throws(ModelError) in try parser.unary() }
  }

  /// Operands with signs between them, from the left.
  private mutating func operators(
    _ signs: [String], _ operand: (inout Parser) throws(ModelError) -> Syntax
  ) throws(ModelError) -> Syntax {
    var left = try operand(&self)
    while let sign = nextSign(of: signs) { left = try binary(sign, left, operand) }
    return left
  }

  private mutating func binary(
    _ sign: String, _ left: Syntax, _ right: (inout Parser) throws(ModelError) -> Syntax
  ) throws(ModelError) -> Syntax {
    let position = tokens[place].position
    operators += 1
    guard operators <= Self.operatorLimit else {
      throw ModelError(
        position: position, message: "a line may have \(Self.operatorLimit) operators",
        suggestion: "name parts of it on lines of their own")
    }
    place += 1
    return .binary(sign, left, try right(&self), position)
  }

  private mutating func unary() throws(ModelError) -> Syntax {
    let position = tokens[place].position
    if next(is: "-") {
      place += 1
      return .negation(
        try nested { parser throws(ModelError) in try parser.unary() }, position)
    }
    if next(is: "+") {
      place += 1
      return try nested { parser throws(ModelError) in try parser.unary() }
    }
    if next(is: "~") {
      place += 1
      let inner = try nested { parser throws(ModelError) in try parser.unary() }
      return .binary("==", inner, .number("0", position), position)
    }
    return try power()
  }

  private mutating func power() throws(ModelError) -> Syntax {
    let base = try postfix()
    guard next(is: "**") else { return base }
    return try binary("**", base) { parser throws(ModelError) in
      try parser.nested { parser throws(ModelError) in try parser.unary() }
    }
  }

  // MARK: Tokens

  private mutating func nested(
    _ parse: (inout Parser) throws(ModelError) -> Syntax
  ) throws(ModelError) -> Syntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw ModelError(
        position: tokens[place].position,
        message: "brackets and signs are nested more than \(Self.depthLimit) deep",
        suggestion: "name parts of it on lines of their own")
    }
    return try parse(&self)
  }

  func next(is sign: String) -> Bool {
    place < tokens.count && tokens[place].kind == .sign(sign)
  }

  func nextSign(of signs: [String]) -> String? {
    guard place < tokens.count, case .sign(let sign) = tokens[place].kind, signs.contains(sign)
    else { return nil }
    return sign
  }

  mutating func take(_ sign: String, _ expected: String) throws(ModelError) {
    guard next(is: sign) else { throw error(expected) }
    place += 1
  }

  private mutating func name(_ what: String) throws(ModelError) -> Statement.Name {
    guard place < tokens.count, case .name(let text) = tokens[place].kind else {
      throw error(what)
    }
    place += 1
    return Statement.Name(text: text, position: tokens[place - 1].position)
  }

  func error(_ expected: String) -> ModelError {
    let token = tokens[min(place, tokens.count - 1)]
    return ModelError(
      position: token.position, message: "found \(token.text), expected \(expected)")
  }

  /// The tokens with single spaces, as a reader would type them.
  private static func text(_ tokens: ArraySlice<Token>) -> String {
    var text = ""
    var previous: Token?
    for token in tokens {
      let raw = String(token.text.dropFirst().dropLast())
      if let previous {
        let touches =
          previous.position.line == token.position.line
          && previous.position.column + previous.text.count - 2 == token.position.column
        if !touches { text += " " }
      }
      text += raw
      previous = token
    }
    return text
  }
}
