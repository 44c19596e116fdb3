/// Operands: atoms, and what stands behind them.
extension Parser {
  mutating func postfix() throws(ModelError) -> Syntax {
    var inner = try atom()
    while place < tokens.count {
      let position = tokens[place].position
      if next(is: ".") {
        place += 1
        inner = try attribute(of: inner, at: position)
      } else if next(is: "[") {
        inner = .entry(inner, try places(), inner.position)
      } else {
        break
      }
      operators += 1
      guard operators <= Self.operatorLimit else { throw error("fewer operators on one line") }
    }
    return inner
  }

  /// `W.T`, `z.sum()`, `x.shape`
  private mutating func attribute(
    of inner: Syntax, at position: Position
  ) throws(ModelError) -> Syntax {
    guard case .name(let name) = tokens[place].kind else { throw error("'T', as in 'W.T'") }
    let start = tokens[place].position
    if name == "T" {
      place += 1
      return .transpose(inner, position)
    }
    if Self.sizes.contains(name) {
      place += 1
      return .call(name, [inner], options: [], start)
    }
    guard place + 1 < tokens.count, tokens[place + 1].kind == .sign("(") else {
      throw error("'T', as in 'W.T', or a call, as in 'z.sum()'")
    }
    place += 1
    let (values, options) = try arguments()
    return .call(name, [inner] + values, options: options, start)
  }

  /// What NumPy says of an array without a call.
  static let sizes: Set<String> = ["shape", "size", "ndim"]

  private mutating func atom() throws(ModelError) -> Syntax {
    let token = tokens[place]
    switch token.kind {
    case .number(let text):
      place += 1
      return .number(text, token.position)
    case .text(let text):
      place += 1
      return .text(text, token.position)
    case .name(let name):
      place += 1
      if name == "np", next(is: "."), !isTransposed { return try inNumPy() }
      guard next(is: "(") else { return .name(name, token.position) }
      let (values, options) = try arguments()
      return .call(name, values, options: options, token.position)
    case .sign("("):
      place += 1
      let inner = try expression()
      guard next(is: ",") else {
        try take(")", "')'")
        return inner
      }
      return .list(try elements(from: [inner], to: ")"), token.position)
    case .sign("["):
      place += 1
      return .list(try elements(from: [], to: "]"), token.position)
    case .sign, .endOfStatement:
      throw error("a quantity, a number, a function or '('")
    }
  }

  /// A quantity that is called np may be transposed.
  private var isTransposed: Bool {
    place + 1 < tokens.count && tokens[place + 1].kind == .name("T")
  }

  /// `np.exp(z)`, `np.linalg.inv(A)`, `np.pi`: the names are NumPy's, and stand without it.
  private mutating func inNumPy() throws(ModelError) -> Syntax {
    place += 1
    if tokens[place].kind == .name("linalg"), place + 1 < tokens.count,
      tokens[place + 1].kind == .sign(".")
    {
      place += 2
    }
    guard case .name = tokens[place].kind else { throw error("a name of NumPy's") }
    return try atom()
  }

  private mutating func elements(
    from first: [Syntax], to close: String
  ) throws(ModelError) -> [Syntax] {
    var elements = first
    if first.isEmpty, !next(is: close) { elements.append(try expression()) }
    while next(is: ",") {
      place += 1
      if next(is: close) { break }
      elements.append(try expression())
    }
    try take(close, "',' or '\(close)'")
    return elements
  }

  private mutating func arguments() throws(ModelError) -> ([Syntax], [Syntax.Option]) {
    try take("(", "'('")
    var values: [Syntax] = []
    var options: [Syntax.Option] = []
    while !next(is: ")") {
      if case .name(let name) = tokens[place].kind, place + 1 < tokens.count,
        tokens[place + 1].kind == .sign("=")
      {
        let position = tokens[place].position
        if options.contains(where: { $0.name == name }) {
          throw ModelError(position: position, message: "the option '\(name)' stands twice")
        }
        place += 2
        options.append(
          Syntax.Option(name: name, value: try expression(), position: position))
      } else if options.isEmpty {
        values.append(try expression())
      } else {
        throw error("an option, as in 'axis=0'")
      }
      guard next(is: ",") else { break }
      place += 1
    }
    try take(")", "',' or ')'")
    return (values, options)
  }

  private mutating func places() throws(ModelError) -> [Syntax] {
    try take("[", "'['")
    var places: [Syntax] = []
    while !next(is: "]") {
      places.append(try self.axisPlace())
      guard next(is: ",") else { break }
      place += 1
    }
    try take("]", "',' or ']'")
    return places
  }

  private mutating func axisPlace() throws(ModelError) -> Syntax {
    let position = tokens[place].position
    if next(is: "...") {
      place += 1
      return .ellipsis(position)
    }
    func bound(_ parser: inout Parser) throws(ModelError) -> Syntax? {
      parser.nextSign(of: [":", ",", "]"]) == nil ? try parser.expression() : nil
    }
    let start = try bound(&self)
    guard next(is: ":") else {
      guard let start else { throw error("a place, as in 'z[0]'") }
      return start
    }
    place += 1
    let end = try bound(&self)
    var step: Syntax?
    if next(is: ":") {
      place += 1
      step = try bound(&self)
    }
    return .slice(from: start, to: end, by: step, position)
  }
}
