import Foundation
import IndexNotation
import Tensors

/// Reads a line of mathematics with the precedence that everyone knows, and computes it: powers,
/// then products and quotients from the left, then sums. It knows nothing of how lines are written.
struct LineReader {
  /// The value of `x[1,3]`, places counted from 1; of `A`, which may be a tensor.
  let entry: (String, [Int]) -> LineValue?
  private var rest: Substring
  private var places: [String: Int]

  /// Whether a vector is a row.
  var isRowwise = false

  struct Unreadable: Error { let at: String }

  init(_ text: String, places: [String: Int], entry: @escaping (String, [Int]) -> LineValue?) {
    rest = text[...]
    self.places = places
    self.entry = entry
  }

  /// What names behind a line stand for: `x T, T = tanh(x)`.
  private var parts: [String: LineValue] = [:]

  mutating func value() throws -> LineValue {
    if let sign = rest.range(of: " = ", options: .backwards), !isWithin(sign.lowerBound),
      let comma = rest[..<sign.lowerBound].range(of: ", ", options: .backwards)
    {
      let (line, name) = (rest[..<comma.lowerBound], rest[comma.upperBound..<sign.lowerBound])
      rest = rest[sign.upperBound...]
      parts[String(name)] = try whole()
      rest = line
      return try value()
    }
    return try whole()
  }

  /// Whether a place stands in brackets.
  private func isWithin(_ place: Substring.Index) -> Bool {
    rest[..<place].reduce(0) { $0 + ("([{".contains($1) ? 1 : ")]}".contains($1) ? -1 : 0) } > 0
  }

  private mutating func whole() throws -> LineValue {
    let value = try sum()
    skip()
    guard rest.isEmpty else { throw Unreadable(at: String(rest)) }
    return value
  }

  private mutating func skip() { rest = rest.drop { $0 == " " } }

  private mutating func take(_ text: String) -> Bool {
    skip()
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private mutating func expect(_ text: String) throws {
    guard take(text) else { throw Unreadable(at: String(rest)) }
  }

  private mutating func sum() throws -> LineValue {
    var total = take("-") ? try LineValue(-1).times(product()) : try product()
    while true {
      if take("+") {
        total = try total.combined(product(), +)
      } else if take("-") {
        total = try total.combined(product(), -)
      } else {
        return total
      }
    }
  }

  /// What closes the brackets that are open, where it may open some too.
  private var ends: [Character] = []

  private mutating func product() throws -> LineValue {
    var total = try factor()
    while true {
      if take("*") {
        total = try total.combined(factor(), *)
      } else if take("/") {
        total = try total.combined(factor(), /)
      } else {
        skip()
        guard let first = rest.first,
          first.isLetter || first.isNumber || "([√𝟏𝟎‖|{".contains(first) || rest.hasPrefix("Σ"),
          !ends.contains(first)
        else { return total }
        total = try total.times(factor())
      }
    }
  }

  private mutating func factor() throws -> LineValue {
    skip()
    if rest.hasPrefix("Σ_") {
      rest = rest.dropFirst(2)
      let index = name()
      // The sum takes all factors that follow.
      let start = rest
      var total = LineValue(0)
      let outer = places[index]
      for place in 1...3 {
        rest = start
        places[index] = place
        total = try total.combined(product(), +)
      }
      places[index] = outer
      return total
    }
    for (name, function) in Self.functions where rest.hasPrefix(name) {
      let after = rest.dropFirst(name.count)
      if let next = after.first, next.isLetter || next == "_" || next == "[" { continue }
      rest = after
      let power = superscript()
      let value = try atom().map(function)
      return power.map { power in value.map { pow($0, Double(power)) } } ?? value
    }
    return try powered(atom())
  }

  private static let functions: [(String, @Sendable (Double) -> Double)] = [
    ("log Γ", { lgamma($0).0 }), ("ψ", { ElementaryFunction.polygamma(order: 0).value(at: $0) }),
    ("log", { log($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }), ("tan", { tan($0) }),
    ("sinh", { sinh($0) }), ("cosh", { cosh($0) }), ("tanh", { tanh($0) }),
    ("arcsin", { asin($0) }), ("arccos", { acos($0) }), ("arctan", { atan($0) }),
    ("arcsinh", { asinh($0) }), ("arccosh", { acosh($0) }), ("arctanh", { atanh($0) }),
    ("erf", { erf($0) }), ("erfc", { erfc($0) }),
    ("exp", { exp($0) }), ("sigmoid", { 1 / (1 + exp(-$0)) }), ("relu", { max($0, 0) }),
    ("abs", { abs($0) }), ("sign", { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
  ]

  private mutating func powered(_ base: LineValue) throws -> LineValue {
    if let power = superscript() {
      return power == -1 ? base.inverse : base.map { pow($0, Double(power)) }
    }
    if rest.hasPrefix("^(-T)") {
      rest = rest.dropFirst(5)
      return base.inverse.transposed
    }
    if rest.hasPrefix("^T") {
      rest = rest.dropFirst(2)
      return base.transposed
    }
    if take("^") {
      return try base.combined(atom()) { pow($0, $1) }
    }
    return base
  }

  private mutating func superscript() -> Int? {
    let digits: [Character] = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let isNegative = rest.first == "⁻"
    let text = (isNegative ? rest.dropFirst() : rest).prefix { digits.contains($0) }
    guard !text.isEmpty else { return nil }
    rest = rest.dropFirst(text.count + (isNegative ? 1 : 0))
    let value = text.reduce(0) { $0 * 10 + (digits.firstIndex(of: $1) ?? 0) }
    return isNegative ? -value : value
  }

  private mutating func name() -> String {
    let name = rest.prefix { $0.isLetter || $0.isASCII && $0.isNumber || $0 == "_" }
    rest = rest.dropFirst(name.count)
    return String(name)
  }

  private mutating func atom() throws -> LineValue {
    if take("√") { return try atom().map { sqrt($0) } }
    if take("𝟏") { return try part(of: vector(Tensor(repeating: 1, shape: [3]))) }
    if take("𝟎") { return LineValue(Tensor(repeating: 0, shape: [3])) }
    if take("(") {
      let value = try bracketed(until: ")") { try $0.sum() }
      return try part(of: value)
    }
    if take("[") { return try part(of: bracketed(until: "]") { try $0.condition() }) }
    if take("{") { return try bracketed(until: "}") { try $0.cases() } }
    if take("|") {
      return try part(of: bracketed(until: "|") { try $0.sum() }.map { abs($0) })
    }
    if take("‖") {
      let values = try bracketed(until: "‖") { try $0.sum() }.tensor.values
      if take("_F") {}
      return LineValue(sqrt(values.reduce(0) { $0 + $1 * $1 }))
    }
    skip()
    if let first = rest.first, first.isASCII, first.isNumber {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      var text = String(digits)
      if rest.first == "e", let next = rest.dropFirst().first, next == "-" || next.isNumber {
        let exponent = rest.prefix { $0 == "e" || $0 == "-" || $0.isNumber }
        rest = rest.dropFirst(exponent.count)
        text += exponent
      }
      guard let value = Double(text) else { throw Unreadable(at: text) }
      return LineValue(value)
    }
    return try entryValue()
  }

  private func vector(_ tensor: Tensor) -> LineValue {
    var value = LineValue(tensor)
    value.isRow = isRowwise
    return value
  }

  private mutating func bracketed<T>(
    until end: Character, _ read: (inout Self) throws -> T
  ) throws -> T {
    ends.append(end)
    let value = try read(&self)
    try expect(String(end))
    ends.removeLast()
    return value
  }

  private mutating func condition() throws -> LineValue {
    var value = try comparison()
    while take(",") { value = try value.combined(comparison(), *) }
    return value
  }

  private mutating func comparison() throws -> LineValue {
    let left = try sum()
    if take("≥") { return try left.combined(sum()) { $0 >= $1 ? 1 : 0 } }
    // A condition that is a number holds where that is not 0.
    guard take(">") else { return left }
    return try left.combined(sum()) { $0 > $1 ? 1 : 0 }
  }

  private mutating func cases() throws -> LineValue {
    let first = try sum()
    try expect(",")
    let mask = try condition()
    try expect(";")
    let second = try sum()
    try expect(",")
    try expect("otherwise")
    let yes = try mask.combined(first) { $0 != 0 ? $1 : 0 }
    let no = try mask.combined(second) { $0 != 0 ? 0 : $1 }
    return try yes.combined(no, +)
  }

  private mutating func call(_ word: String) throws -> LineValue? {
    guard rest.first == "(" else { return nil }
    switch word {
    case "sum": return LineValue(try atom().tensor.values.reduce(0, +))
    case "tr":
      let matrix = try atom().tensor
      return LineValue((0..<matrix.shape[0]).reduce(0) { $0 + matrix[$1, $1] })
    case "mean":
      let values = try atom().tensor.values
      return LineValue(values.reduce(0, +) / Double(values.count))
    case "softmax":
      let argument = try atom()
      let length = argument.tensor.shape.dimensions.last ?? 1
      var result = argument.map { exp($0) }
      for start in stride(from: 0, to: result.tensor.count, by: length) {
        let row = start..<(start + length)
        let total = result.tensor.values[row].reduce(0, +)
        for place in row { result.tensor.values[place] /= total }
      }
      return result
    case "max":
      _ = take("(")
      return try bracketed(until: ")") {
        let first = try $0.sum()
        try $0.expect(",")
        return try first.combined($0.sum()) { max($0, $1) }
      }
    case "pad":
      _ = take("(")
      return try bracketed(until: ")") { try $0.padded() }
    default: return nil
    }
  }

  private mutating func padded() throws -> LineValue {
    let tensor = try sum().tensor
    var widths: [(Int, Int)] = []
    while take(",") {
      try expect("(")
      let before = try sum().number
      try expect(",")
      widths.append((Int(before), Int(try sum().number)))
      try expect(")")
    }
    guard widths.count == tensor.shape.rank, widths.allSatisfy({ $0.0 >= 0 && $0.1 >= 0 }) else {
      throw Unreadable(at: String(rest))
    }
    func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }
    if tensor.shape.rank == 1 {
      return vector(
        Tensor(vector: zeros(widths[0].0) + tensor.values + zeros(widths[0].1)))
    }
    let width = widths[1].0 + tensor.shape[1] + widths[1].1
    let rows = (0..<tensor.shape[0]).map { row in
      zeros(widths[1].0) + (0..<tensor.shape[1]).map { tensor[row, $0] } + zeros(widths[1].1)
    }
    return LineValue(
      Tensor(
        rows: (0..<widths[0].0).map { _ in zeros(width) } + rows
          + (0..<widths[0].1).map { _ in zeros(width) }))
  }

  /// `[2,:]`, `[1:2,3]`
  private mutating func part(of whole: LineValue) throws -> LineValue {
    guard rest.first == "[", whole.tensor.shape.rank > 0 else { return whole }
    guard let end = rest.firstIndex(of: "]") else { throw Unreadable(at: String(rest)) }
    let texts = rest[rest.index(after: rest.startIndex)..<end].split(separator: ",")
    rest = rest[rest.index(after: end)...]
    let places = try zip(texts, whole.tensor.shape.dimensions).map { text, extent in
      if text == ":" { return 1...extent }
      let ends = text.split(separator: ":").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, 1 <= first, first <= last else {
        throw Unreadable(at: String(text))
      }
      return first...last
    }
    return try whole.part(
      places, isLine: texts.contains { $0.contains(":") }, isRowwise: isRowwise)
  }

  private mutating func entryValue() throws -> LineValue {
    let word = name()
    if let value = parts[word] { return value }
    if word == "π" { return LineValue(Double.pi) }
    if word == "e", rest.first == "[" {
      let unit = LineValue(Tensor(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
      rest = "[:," + rest.dropFirst()
      return try part(of: unit)
    }
    if word == "e" { return LineValue(M_E) }
    if let value = try call(word) { return value }
    if let whole = entry(word, []) { return try part(of: whole) }
    if word == "diag", rest.first == "(" {
      let values = try atom().tensor.values
      return LineValue(
        Tensor(
          rows: values.indices.map { row in values.indices.map { $0 == row ? values[row] : 0 } }))
    }
    var (stem, subscripts) = (word, [String]())
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { throw Unreadable(at: String(rest)) }
      subscripts = rest[rest.index(after: rest.startIndex)..<end].split(separator: ",").map {
        String($0)
      }
      rest = rest[rest.index(after: end)...]
    } else if let line = word.lastIndex(of: "_"), word != "y_hat" {
      stem = String(word[..<line])
      subscripts = word[word.index(after: line)...].map { String($0) }
    }
    let at = try subscripts.map { text in
      guard let place = place(text) else { throw Unreadable(at: word + text) }
      return place
    }
    if stem == "δ" { return LineValue(at.count == 2 && at[0] == at[1] ? 1 : 0) }
    guard let value = entry(stem, at) else { throw Unreadable(at: word) }
    return value
  }

  /// `i`, `2 i + k - 1`: the terms added up.
  private func place(_ text: String) -> Int? {
    var (total, sign, factor) = (0, 1, Int?.none)
    for word in text.split(separator: " ") {
      if word == "+" || word == "-" {
        total += sign * (factor ?? 0)
        (sign, factor) = (word == "+" ? 1 : -1, nil)
        continue
      }
      let isNegative = word.first == "-"
      let bare = isNegative ? String(word.dropFirst()) : String(word)
      guard let value = Int(bare) ?? places[bare] else { return nil }
      factor = (factor ?? 1) * (isNegative ? -value : value)
    }
    return factor.map { total + sign * $0 }
  }
}
