import IndexNotation
import Tensors

/// The author's equations as a graph: each node is a given, a number, or a function of earlier
/// nodes. Nodes stand in an order in which each comes after what it is computed from.
public struct Model: Sendable {
  /// How a node comes by its value.
  public enum Operation: Sendable {
    /// A value the author supplies.
    case given
    /// A number in the model, exactly.
    case constant(Rational)
    case apply(any Function, [Int])
  }

  /// A given, a number or the result of a function.
  public struct Node: Sendable {
    /// How it comes by its value.
    public let operation: Operation
    /// The shape of its value.
    public let shape: Shape
    /// The quantity this node is, if the author (or the reader of the model) named it.
    public internal(set) var name: String?

    /// The nodes it is computed from.
    public var arguments: [Int] {
      if case .apply(_, let arguments) = operation { arguments } else { [] }
    }
  }

  /// How many entries the quantities of a model may have together: 400 MB of numbers.
  public static let entryLimit = 50_000_000

  public private(set) var nodes: [Node] = []
  /// Entries of all nodes together.
  private var entries = 0
  /// Where each named quantity stands.
  public private(set) var places: [String: Int] = [:]

  /// A model without nodes.
  public init() {}

  /// Adds a value that the author supplies.
  /// - Precondition: the name is not taken.
  public mutating func addGiven(_ name: String, shape: Shape) {
    places[name] = nodes.count
    nodes.append(Node(operation: .given, shape: shape, name: name))
    entries += shape.count
  }

  /// Adds a number.
  /// - Returns: its place.
  public mutating func addConstant(_ value: Rational) -> Int {
    nodes.append(Node(operation: .constant(value), shape: .scalar))
    return nodes.count - 1
  }

  /// Adds a call.
  /// - Throws: `ShapeMismatch` where the arguments' shapes do not fit, or where the result would
  ///   have more entries than a model may have; then nothing was computed yet.
  public mutating func add(
    _ function: any Function, _ arguments: [Int]
  ) throws(ShapeMismatch) -> Int {
    let shape = try function.resultShape(arguments.map { nodes[$0].shape })
    // As a Double: the number of entries may be beyond all integers.
    let count = shape.dimensions.reduce(1.0) { $0 * Double($1) }
    guard count <= Double(Self.entryLimit - entries) else {
      let megabytes = (8 * count / 1e6).rounded()
      throw ShapeMismatch(
        "a result of shape \(shape) would take \(shortText(megabytes)) MB; all quantities of a "
          + "model together may take \(Self.entryLimit * 8 / 1_000_000) MB",
        "make the givens smaller, or add up before there are so many entries")
    }
    entries += shape.count
    nodes.append(Node(operation: .apply(function, arguments), shape: shape))
    return nodes.count - 1
  }

  /// Adds a node with the same entries as another.
  public mutating func addCopy(of node: Int) throws(ShapeMismatch) -> Int {
    try add(Copy(), [node])
  }

  /// Adds the sum of the products of two vectors' entries.
  public mutating func addDot(_ a: Int, _ b: Int) throws(ShapeMismatch) -> Int {
    try add(Sum(), [try add(Multiply(), [a, b])])
  }

  /// Gives a node its name.
  /// - Precondition: neither the node nor the name is taken.
  public mutating func name(_ node: Int, _ name: String) {
    precondition(nodes[node].name == nil && places[name] == nil, "\(name) for node \(node)")
    nodes[node].name = name
    places[name] = node
  }

  /// The nodes that a node is computed from, itself included, back to named quantities (which are
  /// included but not entered), in order.
  func expressionNodes(of node: Int) -> [Int] {
    var found: Set<Int> = [node]
    var open = nodes[node].arguments
    while let next = open.popLast() {
      guard found.insert(next).inserted else { continue }
      if nodes[next].name == nil { open += nodes[next].arguments }
    }
    return found.sorted()
  }

  /// The named quantities that a named quantity is computed from directly, in order.
  public func directInputs(of node: Int) -> [Int] {
    expressionNodes(of: node).filter { $0 != node && nodes[$0].name != nil }
  }

  /// For every node, whether it depends on `node` (itself included).
  public func dependents(of node: Int) -> [Bool] {
    var depends = [Bool](repeating: false, count: nodes.count)
    depends[node] = true
    for next in nodes.indices where next > node {
      depends[next] = nodes[next].arguments.contains { depends[$0] }
    }
    return depends
  }

  /// The named quantities on a way from `source` to `loss`, both included, in order.
  public func quantitiesBetween(_ source: Int, and loss: Int) -> [Int] {
    let above = dependents(of: source)
    var below = [Bool](repeating: false, count: nodes.count)
    below[loss] = true
    for node in stride(from: loss, through: 0, by: -1) where below[node] {
      for argument in nodes[node].arguments { below[argument] = true }
    }
    return nodes.indices.filter { nodes[$0].name != nil && above[$0] && below[$0] }
  }
}
