import ModelLanguage
import Problems
import Yams

/// Reads YAML text into Yams' tree, refusing what would exhaust memory or the stack first.
enum YAMLTree {
  /// The largest file that is read, in bytes.
  static let sizeLimit = 16_000_000
  static let depthLimit = 40
  /// How many nodes a file may come to once its aliases are followed.
  static let nodeLimit = 2_000_000

  static func read(_ text: String, _ places: SourcePlaces) throws(Problem) -> Node {
    guard text.utf8.count <= sizeLimit else {
      throw places.problem(
        at: nil, "the file has \(text.utf8.count) bytes; an example may have \(sizeLimit)",
        "large givens can be made with 'random' or 'zeros'")
    }
    try checkNesting(text, places)
    let root: Node?
    do {
      // Tags are read by nobody here, so none are worked out; nor is the environment asked.
      root = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch {
      throw problem(error, places)
    }
    guard let root else {
      throw places.problem(
        at: Position(line: 1, column: 1), "the file is empty",
        "'gradus new NAME' writes a first example")
    }
    var budget = nodeLimit
    try count(root, &budget, places, depth: 0)
    return root
  }

  /// An upper bound of the nesting, from brackets and from dashes and question marks at the start
  /// of a line: the parser behind Yams recurses, and would run out of stack.
  private static func checkNesting(_ text: String, _ places: SourcePlaces) throws(Problem) {
    var brackets = 0
    var (line, column) = (1, 0)
    var markers = 0
    var isAtStart = true
    for byte in text.utf8 {
      column += 1
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        isAtStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        brackets = max(0, brackets - 1)
        isAtStart = false
      case UInt8(ascii: "\n"):
        (line, column, markers, isAtStart) = (line + 1, 0, 0, true)
      case UInt8(ascii: " "): break
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): if isAtStart { markers += 1 }
      default: isAtStart = false
      }
      if brackets > depthLimit || markers > depthLimit + 40 || (isAtStart && column > 1_000) {
        throw places.problem(
          at: Position(line: line, column: column),
          "lists are nested more than \(depthLimit) deep")
      }
    }
  }

  private static func count(
    _ node: Node, _ budget: inout Int, _ places: SourcePlaces, depth: Int
  ) throws(Problem) {
    budget -= 1
    guard budget > 0 else {
      throw places.problem(
        node.mark, "the file comes to more than \(nodeLimit) values once its aliases are followed")
    }
    guard depth <= depthLimit else {
      throw places.problem(node.mark, "lists are nested more than \(depthLimit) deep")
    }
    switch node {
    case .scalar, .alias: break
    case .sequence(let sequence):
      for child in sequence { try count(child, &budget, places, depth: depth + 1) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        try count(key, &budget, places, depth: depth + 1)
        try count(value, &budget, places, depth: depth + 1)
      }
    }
  }

  private static func problem(_ error: any Error, _ places: SourcePlaces) -> Problem {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let reason = context.map { " (\($0.text), which begins on line \($0.mark.line))" } ?? ""
      let usesTab = problem.contains("cannot start any token")
      return places.problem(
        mark, "broken YAML: \(problem)\(reason)",
        usesTab ? "YAML is indented with spaces, not tabs" : nil)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
      let column = before.reversed().prefix { !$0.isNewline }.count + 1
      return places.problem(
        at: Position(line: line, column: column), "broken YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      return places.problem(
        context.mark, "the key '\(duplicates.sorted().first ?? "")' stands here and once more",
        "remove one of them")
    default:
      return places.problem(at: nil, "broken YAML: \(error)")
    }
  }
}
