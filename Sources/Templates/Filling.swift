import Problems
import Reports

/// A template on its way to a filled text.
struct Filling {
  private let template: Template
  private let evaluator: any ExpressionEvaluator
  private(set) var filled: Filled
  private(set) var problems: [Problem] = []
  private var scope: Scope
  /// The tags whose problem is known.
  private var reported: Set<Source> = []
  /// What expressions came to, and the claims that were checked: both are about the example as a
  /// whole, the same wherever their tags are filled.
  private var values: [Source: Value] = [:]
  private var checked: Set<Source> = []
  private var steps = 0
  private var depth = 0
  /// The partials that are being filled, the outermost first.
  private var partials: [String] = []

  /// Why a template is not filled to its end.
  struct Refusal: Error {
    let source: Source
    let message: String
  }

  init(_ template: Template, _ root: any Record, _ evaluator: any ExpressionEvaluator) {
    self.template = template
    self.evaluator = evaluator
    scope = Scope(root)
    filled = Filled(files: template.files, nodes: template.nodes[0].count)
  }

  mutating func fill(_ nodes: [Node], indentation: [UInt8]) throws(Refusal) {
    for node in nodes {
      switch node {
      case .text(let text):
        try step(
          text.source, adding: text.bytes.count + text.lineStarts.count * indentation.count)
        filled.append(text, indentation: indentation)
      case .value(let name, let source):
        try step(source)
        if let value = value(of: name, source) { show(value, name.text, source) }
      case .expression(let text, let source):
        try step(source)
        if let value = value(of: text, source) { show(value, "(\(text))", source) }
      case .claim(let text, let source):
        try step(source)
        check(text, source)
      case .section(let name, let isInverted, let body, let source):
        try step(source)
        guard let value = value(of: name, source), value.isFalse == isInverted else {
          continue
        }
        depth += 1
        try fill(body, with: isInverted ? nil : value, indentation, source)
        depth -= 1
      case .partial(let inclusion):
        try step(inclusion.source)
        try fill(inclusion, indentation)
      }
    }
  }

  /// The body of a section, with each item of the list or the value that opened it in scope.
  private mutating func fill(
    _ body: [Node], with value: Value?, _ indentation: [UInt8], _ source: Source
  ) throws(Refusal) {
    switch value {
    case nil: try fill(body, indentation: indentation)
    case .list(let items)?:
      for (place, item) in items.enumerated() {
        try step(source)
        scope.enter(item, item: (place + 1, items.count))
        try fill(body, indentation: indentation)
        scope.leave()
      }
    case let value?:
      scope.enter(value)
      try fill(body, indentation: indentation)
      scope.leave()
    }
  }

  private mutating func fill(
    _ inclusion: Node.Inclusion, _ indentation: [UInt8]
  ) throws(Refusal) {
    guard let number = template.numbers[inclusion.name] else {
      preconditionFailure("the partial '\(inclusion.name)' was found when it was parsed")
    }
    depth += 1
    partials.append(inclusion.name)
    // A partial within a line goes on with the line; one with a line to itself is indented like it.
    try fill(
      template.nodes[number],
      indentation: inclusion.indentation.map { indentation + $0 } ?? [])
    partials.removeLast()
    depth -= 1
  }

  /// Counts a node and the text it is about to add, and refuses a page without end or measure.
  private mutating func step(_ source: Source, adding size: Int = 0) throws(Refusal) {
    steps += 1
    if depth > Limits.depth { throw Refusal(source: source, message: tooDeep) }
    if steps > Limits.steps {
      throw Refusal(
        source: source, message: "the template takes more than \(Limits.steps) steps to be filled")
    }
    if filled.text.count + size > Limits.size {
      throw Refusal(
        source: source, message: "the filled page has more than \(Limits.size) bytes")
    }
    if problems.count >= Limits.problems {
      throw Refusal(source: source, message: "there are too many problems to go on from here")
    }
  }

  private var tooDeep: String {
    if let last = partials.last, let before = partials.dropLast().lastIndex(of: last) {
      return "the partial '\(last)' includes itself without end: "
        + partials[before...].joined(separator: " > ")
    }
    return "sections and partials are nested more than \(Limits.depth) deep"
  }

  // MARK: Values

  /// The value of a name, `missing` where there could be one; `nil` after reporting that there is
  /// no such name.
  private mutating func value(of name: Name, _ source: Source) -> Value? {
    if name.first.isEmpty { return scope.innermost }
    // In a list of a thousand items the same tag is asked a thousand times.
    if reported.contains(source) { return nil }
    var lookup = scope.part(name.first)
    for (place, part) in name.rest.enumerated() {
      guard case .found(let owner) = lookup else { break }
      lookup = owner.part(part)
      if case .unknown = lookup {
        report(
          source, "'\(name.joined(place))' has no '\(part)'",
          NearestNames.suggestion(for: part, among: owner.partNames, otherwise: "it has"))
        return nil
      }
    }
    switch lookup {
    case .found(let value): return value
    case .missing(let reason): return .missing(because: reason)
    case .unknown:
      report(
        source, "there is no '\(name.first)'",
        NearestNames.suggestion(for: name.first, among: scope.names, otherwise: "there are"))
      return nil
    }
  }

  private mutating func value(of expression: String, _ source: Source) -> Value? {
    if let value = values[source] { return value }
    if reported.contains(source) { return nil }
    do throws(Problem) {
      let value = try evaluator.value(of: expression)
      values[source] = value
      return value
    } catch {
      report(source, error)
      return nil
    }
  }

  private mutating func show(_ value: Value, _ name: @autoclosure () -> String, _ source: Source) {
    switch value {
    case .text, .name, .code, .listing, .count, .number, .tensor, .formula, .shared, .page:
      filled.append(value, from: source)
    case .record(let record):
      if let whole = record.whole { return show(whole, name(), source) }
      report(
        source, "'\(name())' has parts and nothing to be shown as a whole",
        "it has " + record.partNames.prefix(12).joined(separator: ", "))
    case .flag:
      report(
        source, "'\(name())' is true or false and cannot be shown",
        "write \(section(name(), source))")
    case .list(let items):
      report(
        source, "'\(name())' is a list with \(items.count) items and cannot be shown",
        "write \(section(name(), source)) around what is said of each")
    case .missing(let reason): report(source, "there is no '\(name())': \(reason)")
    }
  }

  /// A section as it would be written where a tag stands.
  private func section(_ name: String, _ source: Source) -> String {
    let delimiters = template.files[source.file].delimiters
    return delimiters.tag("#" + name) + "..." + delimiters.tag("/" + name)
  }

  private mutating func check(_ claim: String, _ source: Source) {
    guard checked.insert(source).inserted else { return }
    do throws(Problem) {
      let (holds, shown) = try evaluator.holds(claim)
      if holds { return }
      let problem = template.files[source.file].problem(
        at: source.offset, "the claim '\(claim)' is false", suggestion: "the numbers are \(shown)")
      filled.falseClaims.append(FalseClaim(claim: claim, shown: shown, problem: problem))
    } catch {
      report(source, error)
    }
  }

  // MARK: Problems

  mutating func report(_ source: Source, _ message: String, _ suggestion: String? = nil) {
    guard reported.insert(source).inserted else { return }
    problems.append(
      template.files[source.file].problem(at: source.offset, message, suggestion: suggestion))
  }

  private mutating func report(_ source: Source, _ problem: Problem) {
    guard reported.insert(source).inserted else { return }
    problems.append(template.files[source.file].problem(problem, inTextAt: source.offset))
  }
}

extension Value {
  /// Whether a section of this value is left out.
  fileprivate var isFalse: Bool {
    switch self {
    case .flag(let flag): !flag
    case .list(let items): items.isEmpty
    case .text(let text), .name(let text), .code(let text), .listing(let text, _): text.isEmpty
    case .missing: true
    case .count, .number, .tensor, .formula, .shared, .record, .page: false
    }
  }
}
