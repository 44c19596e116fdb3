import Formulas
import Problems
import Reports
import Tensors

@testable import Templates

/// A record of values under names, for tests: `["a": 1, "b": ["c": "text"]]`.
struct Names: Record {
  static let members = Members<Names>([])
  let named: [(name: String, value: Value)]
  let whole: Value?

  init(_ named: [(name: String, value: Value)] = [], whole: Value? = nil) {
    (self.named, self.whole) = (named, whole)
  }

  init(_ value: Value) {
    switch value {
    case .record(let record as Names): self = record
    default: self.init(whole: value)
    }
  }
}

extension Value: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral parts: (String, Value)...) {
    self = .record(Names(parts.map { (name: $0.0, value: $0.1) }))
  }
}
extension Value: ExpressibleByArrayLiteral {
  public init(arrayLiteral items: Value...) { self = .list(items) }
}
extension Value: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self = .text(text) }
}
extension Value: ExpressibleByIntegerLiteral {
  public init(integerLiteral count: Int) { self = .count(count) }
}
extension Value: ExpressibleByFloatLiteral {
  public init(floatLiteral number: Double) {
    self = .number(NumberView(number, format: NumberFormat(digits: 8)))
  }
}
extension Value: ExpressibleByBooleanLiteral {
  public init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
extension Value: ExpressibleByNilLiteral {
  public init(nilLiteral: ()) { self = .missing(because: "it was left out") }
}

/// Knows `seven` and claims about it; anything else is wrong from its third character on.
struct Evaluator: ExpressionEvaluator {
  func value(of expression: String) throws(Problem) -> Value {
    guard expression.filter({ !$0.isWhitespace }) == "seven" else {
      throw Problem(line: 1, column: 3, message: "not seven", suggestion: "say seven")
    }
    return 7
  }

  func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) {
    switch claim {
    case "seven == 7": return (true, "7 == 7")
    case "seven == 8": return (false, "7 == 8")
    default: throw Problem(line: 2, column: 1, message: "no claim")
    }
  }
}

/// Fills a template and writes its values as HTML text.
func written(
  _ template: String, _ data: Value = [:], partials: [String: String] = [:],
  path: String = "t.md"
) throws(Problems) -> String {
  written(try filled(template, data, partials: partials, path: path))
}

func filled(
  _ template: String, _ data: Value = [:], partials: [String: String] = [:],
  path: String = "t.md"
) throws(Problems) -> Filled {
  let ending = path.drop { $0 != "." }
  var files: [String: TemplateFile] = [:]
  for (name, text) in partials { files[name] = TemplateFile(path: name + ending, text: text) }
  return try Template(TemplateFile(path: path, text: template), partials: files)
    .fill(Names(data), evaluator: Evaluator())
}

func written(_ filled: Filled) -> String {
  var text = ""
  var token: String?
  for scalar in String(decoding: filled.text, as: UTF8.self).unicodeScalars {
    if scalar == Filled.tokenStart {
      token = ""
    } else if scalar == Filled.tokenEnd {
      let number = Int(token ?? "") ?? -1
      text += filled.places.indices.contains(number) ? html(filled.places[number].value) : "BAD"
      token = nil
    } else if token != nil {
      token?.unicodeScalars.append(scalar)
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text
}

private func html(_ value: Value) -> String {
  switch value {
  case .text(let text), .name(let text), .code(let text), .listing(let text, _):
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  case .count(let count): String(count)
  case .number(let number): number.numeral.plain
  case .tensor(let tensor): "a tensor of \(tensor.shape.count)"
  case .formula, .shared: "a formula"
  case .flag, .list, .record, .missing, .page: "BAD"
  }
}

/// What is wrong, each on a line with its place.
func problems(
  _ template: String, _ data: Value = [:], partials: [String: String] = [:],
  path: String = "t.md"
) -> [String] {
  do {
    _ = try filled(template, data, partials: partials, path: path)
    return []
  } catch {
    return error.all.map { $0.location + $0.message + ($0.suggestion.map { " | " + $0 } ?? "") }
  }
}
