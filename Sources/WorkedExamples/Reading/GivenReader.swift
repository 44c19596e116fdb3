import IndexNotation
import Problems
import Tensors
import Yams

/// Reads one given: numbers, or one of the short forms
///
///     { one_hot: 3, of: 5 }                one row, or [3, 1, 2] for three
///     { distribution: [0.2, 0.8] }         checked to be one; a list of rows for several
///     { zeros: [3, 5] }
///     { random: [3, 5], seed: 1, scale: 0.1 }
///     { value: [[2, 1], [1, 3]], symmetric: true }   with what is known of it, checked
///     { value: [[2, 1], [1, 3]], rows: [Ann, Bob], columns: [age, dose] }
///     { csv: data.csv, columns: [age, dose] }        see `FileGivenReader`
///
/// A number may be an expression of numbers, `1/3` or `2*pi`.
struct GivenReader {
  let places: SourcePlaces
  /// What stands in a file of the project.
  let contents: FileReader
  private var tensors: TensorReader { TensorReader(places: places, allowsExpressions: true) }

  /// Those that have facts beside them first: one of these is called as a form.
  static let forms = ["value", "csv", "one_hot", "distribution", "zeros", "random"]
  /// The most entries that a short form makes.
  static let entryLimit = 4_000_000

  func read(_ name: String, _ node: Node) throws(Problem) -> Example.Given {
    guard case .mapping(let mapping) = node else {
      if case .scalar(let scalar) = node, scalar.string.isEmpty {
        throw places.problem(node.mark, "'\(name)' has no value")
      }
      let numbers = try tensors.read(node, for: name)
      return Example.Given(
        name: name, value: numbers.tensor, facts: [], classes: [], isTyped: numbers.areDecimals)
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping { fields[key.scalar?.string ?? ""] = value }
    guard let form = Self.forms.first(where: { fields[$0] != nil }), let value = fields[form] else {
      let key = mapping.first?.key
      throw places.problem(
        key?.mark ?? node.mark, "'\(key?.scalar?.string ?? "")' is no form of a given",
        NearestNames.suggestion(
          for: key?.scalar?.string ?? "", among: Self.forms, otherwise: "there are"))
    }
    let known =
      [
        "one_hot": ["of"], "random": ["seed", "scale"],
        "value": StatedReader.facts.map(\.key) + ["rows", "columns"],
        "csv": StatedReader.facts.map(\.key) + FileGivenReader.keys,
      ][form] ?? []
    for (key, _) in mapping where key.scalar?.string != form {
      let text = key.scalar?.string ?? ""
      guard known.contains(text) else {
        throw places.problem(
          key.mark, "unknown key '\(text)' in '\(name)'",
          NearestNames.suggestion(for: text, among: known, otherwise: "there is"))
      }
    }
    switch form {
    case "one_hot": return try oneHot(name, value, of: fields["of"], at: node.mark)
    case "distribution": return try distribution(name, value)
    case "zeros":
      let shape = try shape(name, value)
      return Example.Given(name: name, value: .zeros(shape), facts: [], classes: [], isTyped: false)
    case "value", "csv": return try stated(name, value, fields, isFile: form == "csv")
    default:
      return try random(name, value, seed: fields["seed"], scale: fields["scale"])
    }
  }

  private func oneHot(
    _ name: String, _ node: Node, of count: Node?, at mark: Mark?
  ) throws(Problem) -> Example.Given {
    guard let count else {
      throw places.problem(
        mark, "'\(name)' lacks the number of classes", "write '{ one_hot: 3, of: 5 }'")
    }
    let total = try tensors.integer(count, for: "of", in: 1...1_000_000)
    let rows: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
    guard !rows.isEmpty else { throw places.problem(node.mark, "'\(name)' has an empty list") }
    guard rows.count * total <= Self.entryLimit else {
      throw places.problem(node.mark, "'\(name)' would have \(rows.count * total) entries")
    }
    var classes: [Int] = []
    var values = [Double](repeating: 0, count: rows.count * total)
    for (row, node) in rows.enumerated() {
      let number = try tensors.number(node, for: name)
      guard let place = Int(exactly: number), (1...total).contains(place) else {
        throw places.problem(
          node.mark, "class \(node.scalar?.string ?? "") of '\(name)' is out of range",
          "classes are counted from 1 to \(total)")
      }
      classes.append(place)
      values[row * total + place - 1] = 1
    }
    let isBatch = if case .sequence = node { true } else { false }
    return Example.Given(
      name: name, value: Tensor(values, shape: isBatch ? [rows.count, total] : [total]),
      facts: [.lastAxisSumsToOne, .lastAxisIsOneHot], classes: classes, isTyped: true)
  }

  private func distribution(_ name: String, _ node: Node) throws(Problem) -> Example.Given {
    let numbers = try tensors.read(node, for: name)
    guard let length = numbers.shape.last else {
      throw places.problem(node.mark, "'\(name)' is one number, a distribution is a list")
    }
    for (place, value) in numbers.values.enumerated() where value < 0 {
      throw places.problem(
        node.mark, "'\(name)' is no distribution: \(numbers.texts[place]) is negative")
    }
    for row in stride(from: 0, to: numbers.values.count, by: length) {
      let total = numbers.values[row..<row + length].reduce(0, +)
      guard abs(total - 1) <= 1e-9 else {
        let which = numbers.shape.count > 1 ? "row \(row / length + 1)" : "it"
        throw places.problem(
          node.mark, "'\(name)' is no distribution: \(which) sums to \(total), not 1")
      }
    }
    return Example.Given(
      name: name, value: numbers.tensor, facts: [.lastAxisSumsToOne], classes: [],
      isTyped: numbers.areDecimals)
  }

  /// Numbers, and what the author says of them.
  private func stated(
    _ name: String, _ node: Node, _ fields: [String: Node], isFile: Bool
  ) throws(Problem) -> Example.Given {
    let reader = StatedReader(places: places)
    let (numbers, names): (TensorReader.Numbers, AxisNames)
    if isFile {
      (numbers, names) = try FileGivenReader(places: places, contents: contents)
        .read(name, node, fields)
    } else {
      numbers = try tensors.read(node, for: name)
      names = try reader.names(
        of: name, numbers.shape, rows: fields["rows"], columns: fields["columns"])
    }
    return Example.Given(
      name: name, value: numbers.tensor, facts: try reader.facts(of: name, numbers, fields),
      classes: [], isTyped: numbers.areDecimals, names: names)
  }

  private func shape(_ name: String, _ node: Node) throws(Problem) -> Shape {
    let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
    guard (1...8).contains(nodes.count) else {
      throw places.problem(
        node.mark, "the shape of '\(name)' has \(nodes.count) axes, expected 1 to 8")
    }
    var dimensions: [Int] = []
    var entries = 1
    for node in nodes {
      dimensions.append(try tensors.integer(node, for: name, in: 1...Self.entryLimit))
      let (product, overflow) = entries.multipliedReportingOverflow(by: dimensions.last ?? 1)
      entries = overflow ? .max : product
    }
    guard entries <= Self.entryLimit else {
      throw places.problem(
        node.mark, "'\(name)' would have \(entries) entries; it may have \(Self.entryLimit)")
    }
    return Shape(dimensions)
  }

  private func random(
    _ name: String, _ node: Node, seed: Node?, scale: Node?
  ) throws(Problem) -> Example.Given {
    let shape = try shape(name, node)
    let factor =
      try scale.map { node throws(Problem) in try tensors.number(node, for: "scale") } ?? 1
    var generator = SeededGenerator(
      seed: UInt64(
        try seed.map { node throws(Problem) in
          try tensors.integer(node, for: "seed", in: 0...Int.max)
        } ?? 1))
    return Example.Given(
      name: name,
      value: Tensor((0..<shape.count).map { _ in factor * generator.normal() }, shape: shape),
      facts: [], classes: [], isTyped: false)
  }
}
