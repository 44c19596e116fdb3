import Foundation
import Tensors

/// Reads a line of mathematics with the precedence that everyone knows, and computes it: powers,
/// then products and quotients from the left, then sums. It knows nothing of how lines are written.
struct LineReader {
  /// The value of `x[1,3]`, places counted from 1; of `A`, which may be a tensor.
  let entry: (String, [Int]) -> LineValue?
  private var rest: Substring
  private var places: [String: Int]

  struct Unreadable: Error { let at: String }

  init(_ text: String, places: [String: Int], entry: @escaping (String, [Int]) -> LineValue?) {
    rest = text[...]
    self.places = places
    self.entry = entry
  }

  mutating func value() throws -> LineValue {
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
          first.isLetter || first.isNumber || "([√𝟏".contains(first) || rest.hasPrefix("Σ")
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
    ("log", { log($0) }), ("tanh", { tanh($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }),
    ("exp", { exp($0) }),
  ]

  private mutating func powered(_ base: LineValue) throws -> LineValue {
    if let power = superscript() { return base.map { pow($0, Double(power)) } }
    if rest.hasPrefix("^T") {
      rest = rest.dropFirst(2)
      return base.transposed
    }
    if take("^") {
      let exponent = try atom().number
      return base.map { pow($0, exponent) }
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
    if take("𝟏") { return LineValue(Tensor(repeating: 1, shape: [3])) }
    if take("(") {
      let value = try sum()
      try expect(")")
      return value
    }
    if take("[") {
      let value = try sum()
      try expect(">")
      try expect("0")
      try expect("]")
      return value.map { $0 > 0 ? 1 : 0 }
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

  private mutating func entryValue() throws -> LineValue {
    let word = name()
    if word == "e" { return LineValue(M_E) }
    if word == "sum", rest.first == "(" { return LineValue(try atom().tensor.values.reduce(0, +)) }
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
      guard let place = Int(text) ?? places[text] else { throw Unreadable(at: word + text) }
      return place
    }
    if stem == "δ" { return LineValue(at.count == 2 && at[0] == at[1] ? 1 : 0) }
    guard let value = entry(stem, at) else { throw Unreadable(at: word) }
    return value
  }
}
