import Calculus
import MatrixNotation
import Problems
import Tensors
import Yams

/// Reads what is asked of a model: gradients, published numbers, descent.
struct RequestReader {
  let places: SourcePlaces
  let model: Model

  // MARK: Gradients

  /// `{ L: W }` or `{ L: [W, x] }`.
  func differentiate(_ node: Node) throws(Problem) -> [Example.Derivative] {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      throw places.problem(node.mark, "'differentiate' says nothing, expected '{ L: W }'")
    }
    var derivatives: [Example.Derivative] = []
    for (key, value) in mapping {
      let loss = try quantity(key)
      let nodes: [Node] = if case .sequence(let list) = value { Array(list) } else { [value] }
      guard !nodes.isEmpty else { throw places.problem(value.mark, "the list is empty") }
      let dependsOn = model.quantitiesLeading(to: loss)
      var targets: [Int] = []
      for node in nodes {
        let target = try quantity(node)
        guard target != loss, dependsOn.contains(target) else {
          throw places.problem(
            node.mark, "'\(text(key))' does not depend on '\(text(node))'",
            dependsOn.count > 1
              ? "it depends on "
                + dependsOn.filter { $0 != loss }.compactMap { model.nodes[$0].name }
                .joined(separator: ", ") : "it depends on nothing")
        }
        guard !targets.contains(target) else {
          throw places.problem(node.mark, "'\(text(node))' stands twice")
        }
        targets.append(target)
      }
      derivatives.append(Example.Derivative(loss: loss, targets: targets))
    }
    return derivatives
  }

  private func text(_ node: Node) -> String { node.scalar?.string ?? "a list" }

  private func quantity(_ node: Node) throws(Problem) -> Int {
    guard let place = model.places[text(node)] else {
      throw places.problem(
        node.mark, "there is no quantity '\(text(node))'",
        NearestNames.suggestion(
          for: text(node), among: Array(model.places.keys), otherwise: "there is"))
    }
    return place
  }

  /// `{ in: [S, y, d_z], vectors: rows, frobenius: trace }`: the names that closed forms are written
  /// in, and how they are printed.
  func closedForm(
    _ node: Node
  ) throws(Problem) -> (names: FormNames?, notation: FormNotation) {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      throw places.problem(node.mark, "'closed_form' says nothing, expected '{ in: [S, y] }'")
    }
    var names: FormNames?
    var notation = FormNotation()
    for (key, value) in mapping {
      switch text(key) {
      case "in": names = try formNames(value)
      case "vectors": notation.vectors = try choice(value, of: text(key))
      case "frobenius": notation.frobenius = try choice(value, of: text(key))
      default:
        throw places.problem(
          key.mark, "unknown key '\(text(key))' in 'closed_form'",
          NearestNames.suggestion(
            for: text(key), among: ["in", "vectors", "frobenius"], otherwise: "there is"))
      }
    }
    return (names, notation)
  }

  private func formNames(_ value: Node) throws(Problem) -> FormNames {
    var (quantities, deltas): (Set<String>, Set<String>) = ([], [])
    let nodes: [Node] = if case .sequence(let list) = value { Array(list) } else { [value] }
    for node in nodes {
      let name = text(node)
      if model.places[name] == nil, name.hasPrefix("d_"),
        model.places[String(name.dropFirst(2))] != nil
      {
        deltas.insert(String(name.dropFirst(2)))
      } else {
        _ = try quantity(node)
        quantities.insert(name)
      }
    }
    return FormNames(quantities: quantities, deltas: deltas)
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: Node, of key: String
  ) throws(Problem) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text(node)) else {
      let expected = Choice.allCases.map(\.rawValue).joined(separator: " or ")
      throw places.problem(
        node.mark, "'\(key)' is \(text(node)), expected \(expected)", nil)
    }
    return choice
  }

  // MARK: Published numbers

  /// The numbers printed for a quantity (`S`) or a gradient (`dL/dW`).
  func published(
    _ name: String, _ key: Node, _ value: Node, differentiate: [Example.Derivative]
  ) throws(Problem) -> Example.Published {
    let (subject, shape) = try subject(name, key, differentiate)
    let numbers = try TensorReader(places: places).read(value, for: name)
    // A transposed matrix, or the numbers in one row, are judged as another order.
    let isReordered = numbers.shape == shape.dimensions.reversed()
    guard numbers.shape == shape.dimensions || isReordered else {
      throw places.problem(
        value.mark,
        "the published numbers for '\(name)' have shape \(Shape(numbers.shape)), "
          + "but '\(name)' has shape \(shape)")
    }
    return Example.Published(
      subject: subject, name: name, value: Tensor(numbers.values, shape: Shape(numbers.shape)),
      texts: numbers.texts, digits: numbers.texts.map(Self.digits))
  }

  private func subject(
    _ name: String, _ key: Node, _ differentiate: [Example.Derivative]
  ) throws(Problem) -> (Example.Published.Subject, Shape) {
    if let place = model.places[name] { return (.quantity(place), model.nodes[place].shape) }
    var gradients: [String: (loss: Int, target: Int)] = [:]
    for derivative in differentiate {
      let loss = derivative.loss
      for target in model.quantitiesLeading(to: loss) where target != loss {
        let ofLoss = model.nodes[loss].name ?? ""
        gradients["d\(ofLoss)/d\(model.nodes[target].name ?? "")"] = (loss, target)
      }
    }
    guard let found = gradients[name] else {
      throw places.problem(
        key.mark, "there is no quantity or gradient '\(name)'",
        NearestNames.suggestion(
          for: name, among: Array(model.places.keys) + gradients.keys, otherwise: "there is"))
    }
    return (.gradient(loss: found.loss, target: found.target), model.nodes[found.target].shape)
  }

  /// Digits after the point of a number as printed; an exponent moves the point.
  static func digits(_ text: String) -> Int {
    let parts = text.lowercased().split(separator: "e")
    let mantissa = parts.first.map(String.init) ?? ""
    let fraction = mantissa.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return min(max(0, (fraction.first?.count ?? 0) - exponent), 20)
  }

  // MARK: Descent

  /// `{ rate: 1, steps: 10 }`, and `move: [W]` where not everything that is differentiated by.
  func descents(
    _ node: Node, differentiate: [Example.Derivative]
  ) throws(Problem) -> [Example.DescentRequest] {
    guard case .mapping(let mapping) = node else {
      throw places.problem(node.mark, "'descend' is no mapping, expected '{ rate: 1, steps: 10 }'")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      guard ["rate", "steps", "move"].contains(text(key)) else {
        throw places.problem(
          key.mark, "unknown key '\(text(key))' in 'descend'",
          NearestNames.suggestion(
            for: text(key), among: ["rate", "steps", "move"], otherwise: "there is"))
      }
      fields[text(key)] = value
    }
    let reader = TensorReader(places: places)
    let rate =
      try fields["rate"].map { node throws(Problem) in
        try reader.number(node, for: "rate")
      } ?? 1
    let steps =
      try fields["steps"].map { node throws(Problem) in
        try reader.integer(node, for: "steps", in: 1...10_000)
      } ?? 1
    var requests: [Example.DescentRequest] = []
    for derivative in differentiate {
      let moved = try moved(fields["move"], derivative, node)
      requests.append(
        Example.DescentRequest(loss: derivative.loss, moved: moved, rate: rate, steps: steps))
    }
    return requests
  }

  private func moved(
    _ node: Node?, _ derivative: Example.Derivative, _ descend: Node
  ) throws(Problem) -> [Int] {
    let givens = derivative.targets.filter { model.nodes[$0].arguments.isEmpty }
    guard let node else {
      guard !givens.isEmpty else {
        throw places.problem(
          descend.mark, "nothing can be moved: no given is differentiated by")
      }
      return givens
    }
    let nodes: [Node] = if case .sequence(let list) = node { Array(list) } else { [node] }
    var moved: [Int] = []
    for node in nodes {
      let place = try quantity(node)
      guard givens.contains(place) else {
        throw places.problem(
          node.mark, "'\(text(node))' cannot be moved: it is no given that is differentiated by",
          "these can: " + givens.compactMap { model.nodes[$0].name }.joined(separator: ", "))
      }
      moved.append(place)
    }
    return moved
  }
}

extension Model {
  /// The named quantities that lead to a node, itself included.
  func quantitiesLeading(to node: Int) -> [Int] {
    var found: Set<Int> = [node]
    var open = [node]
    while let next = open.popLast() {
      for argument in nodes[next].arguments where found.insert(argument).inserted {
        open.append(argument)
      }
    }
    return found.filter { nodes[$0].name != nil }.sorted()
  }
}
