import Formulas

/// Every name that a template for an example may use: its kind, its shape, and its value as a page
/// shows it, tables included.
public struct NameList {
  public private(set) var lines: [String] = []

  /// All names of an example, in the order of its report.
  public init(_ report: ExampleReport) {
    list(report, prefix: "", depth: 0)
  }

  /// Deeper records repeat what is said already.
  private static let deepest = 4

  private mutating func list(_ record: any Record, prefix: String, depth: Int) {
    for (name, value) in record.allParts { add(prefix + name, value, depth) }
  }

  private mutating func add(_ name: String, _ value: Value, _ depth: Int) {
    switch value {
    case .text(let text): line(name, "text", text.isEmpty ? "(empty)" : text)
    case .name(let text): line(name, "name", text)
    case .code(let text): line(name, "code", text)
    case .listing(let text, let language):
      line(name, "listing, \(language)", "")
      block(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    case .count(let count): line(name, "count", String(count))
    case .number: line(name, "number", value.plainText ?? "")
    case .tensor(let tensor): add(tensor, name)
    case .formula(let formula): add(formula, name)
    case .shared(let shared): add(shared.formula, name)
    case .flag(let flag): line(name, "flag", flag ? "true" : "false")
    case .list(let values): add(values, name, depth)
    case .record(let record): add(record, name, depth)
    case .missing(let reason): line(name, "missing", "(\(reason))")
    case .page: break
    }
  }

  private mutating func add(_ tensor: TensorView, _ name: String) {
    let rows = PlainText.block(tensor)
    let kind = tensor.shape.rank == 0 ? "number" : "tensor, shape \(tensor.shape)"
    line(name, kind, rows.count == 1 ? rows[0] : "")
    if rows.count > 1 { block(rows) }
  }

  private mutating func add(_ formula: Formula, _ name: String) {
    if case .lines = formula {
      line(name, "formula", "")
      block(PlainText.text(formula).split(separator: "\n").map(String.init))
    } else {
      line(name, "formula", PlainText.text(formula))
    }
  }

  private mutating func add(_ values: [Value], _ name: String, _ depth: Int) {
    let texts = values.compactMap(\.plainText)
    let isPlain = texts.count == values.count && !values.contains { $0.isRecord }
    line(
      "#" + name, "list of \(values.count)", isPlain ? texts.joined(separator: ", ") : "")
    guard !isPlain, depth < Self.deepest else { return }
    for (place, value) in values.enumerated() { add("\(name).\(place + 1)", value, depth + 1) }
  }

  private mutating func add(_ record: any Record, _ name: String, _ depth: Int) {
    if let whole = record.whole { add(name, whole, depth) } else { line(name, "record", "") }
    if depth < Self.deepest { list(record, prefix: name + ".", depth: depth + 1) }
    // Every tensor has these parts; they are listed where a reader looks for them, at the quantities.
    guard depth == 0, let tensor = record.tensor else { return }
    for part in TensorParts.names {
      if case .found(let value) = tensor.part(named: part) {
        add("\(name).\(part)", value, Self.deepest)
      }
    }
  }

  private mutating func line(_ name: String, _ kind: String, _ value: String) {
    let shown = oneLine(value)
    lines.append("\(name)  (\(kind))" + (shown.isEmpty ? "" : "  \(shown)"))
  }

  private mutating func block(_ rows: [String]) { lines += rows.map { "    " + oneLine($0) } }
}

extension Value {
  fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}

extension Record {
  /// All members with their values, and those that the record has of its own.
  fileprivate var allParts: [(String, Value)] {
    Self.members.all.map { ($0.name, $0.value(self)) } + named
  }
}
