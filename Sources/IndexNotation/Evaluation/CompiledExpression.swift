/// An expression with its names resolved: indices to slots, tensors to places in an environment.
///
/// Compiled once, evaluated at thousands of index combinations.
struct CompiledExpression: Sendable {
  /// A subscript: `base` plus each slot's value times its coefficient.
  struct Place: Sendable {
    var base: Int
    var terms: [(slot: Int, coefficient: Int)]
  }

  /// Where an entry is stored: `base` plus each slot's value times its stride.
  struct Address: Sendable, Hashable {
    var tensor: Int
    var base: Int
    var terms: [(slot: Int, stride: Int)]

    static func == (a: Address, b: Address) -> Bool {
      a.tensor == b.tensor && a.base == b.base
        && a.terms.elementsEqual(b.terms) { $0.slot == $1.slot && $0.stride == $1.stride }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(tensor) }
  }

  indirect enum Node: Sendable {
    case number(Rational)
    case constant(NamedConstant)
    case entry(Address)
    case delta(Place, Place)
    /// `pinned`: a factor of the body is 0 except where the slot has this value. `memory`: where
    /// results are kept for when the same places come again.
    case sum(slot: Int, range: Int, pinned: Place?, memory: Memory?, Node)
    case addition([Node])
    case product([Node])
    case power(Node, Rational)
    case function(ElementaryFunction, Node)
    case indicator(Node)
    case derivative(Node, Address)
  }

  /// A table of a sum's results, one for every combination of the slots it depends on.
  struct Memory: Sendable {
    var table: Int
    var size: Int
    var terms: [(slot: Int, stride: Int)]
  }

  let root: Node
  let slotCount: Int
  let tableCount: Int
  /// How many operations one evaluation may take as written.
  static let greatestPlainCost = 400.0
  /// The slots of the free indices, in the order they were given.
  let free: [Index]

  /// Compiles an expression whose free indices are among `free`; these get the first slots.
  /// - Parameter model: the tensors that may occur, and their shapes. A derivative of an entry of
  ///   a computed quantity is that of its definition.
  ///
  /// It is evaluated as it is written, unless that takes too long: then factors are taken out of
  /// the sums that do not concern them, and results of inner sums are kept.
  init(_ expression: IndexExpression, free: [Index], model: SymbolicModel)
    throws(DerivationError)
  {
    let isCostly = expression.evaluationCost > CompiledExpression.greatestPlainCost
    var compiler = Compiler(model: model, remembers: isCostly)
    for index in free { compiler.bind(index) }
    root = try compiler.compile(isCostly ? expression.tidied.hoisted : expression)
    tableCount = compiler.tableCount
    slotCount = compiler.slotCount
    self.free = free
  }
}

private struct Compiler {
  let model: SymbolicModel
  private var tensors: [String: (place: Int, shape: [Int])] = [:]
  private var slots: [Index: Int] = [:]
  private(set) var slotCount = 0
  private(set) var tableCount = 0
  private let remembers: Bool

  init(model: SymbolicModel, remembers: Bool) {
    self.model = model
    self.remembers = remembers
    for (place, quantity) in model.quantities.enumerated() {
      tensors[quantity.name] = (place, quantity.shape)
    }
  }

  mutating func bind(_ index: Index) {
    slots[index] = slotCount
    slotCount += 1
  }

  private func place(_ axis: Subscript) throws(DerivationError) -> CompiledExpression.Place {
    // A bare index of one place has its slot, too: another run may put it there.
    if case .index(let index) = axis {
      return CompiledExpression.Place(base: 0, terms: [(try slot(of: index), 1)])
    }
    var place = CompiledExpression.Place(base: axis.affine.constant, terms: [])
    for term in axis.affine.terms {
      place.terms.append((try slot(of: term.index), term.coefficient))
    }
    return place
  }

  private func slot(of index: Index) throws(DerivationError) -> Int {
    guard let slot = slots[index] else {
      throw .invalidModel(quantity: "", problem: "the index \(index.name) is bound by nothing")
    }
    return slot
  }

  private func address(_ element: Element) throws(DerivationError) -> CompiledExpression.Address {
    guard let (tensor, shape) = tensors[element.tensor] else {
      throw .invalidModel(quantity: element.tensor, problem: "there is no such quantity")
    }
    guard shape.count == element.subscripts.count else {
      throw .invalidModel(
        quantity: element.tensor,
        problem: "it has \(shape.count) axes, not \(element.subscripts.count)")
    }
    var address = CompiledExpression.Address(tensor: tensor, base: 0, terms: [])
    var stride = 1
    for axis in shape.indices.reversed() {
      let reach = element.subscripts[axis].reach
      guard reach.lowerBound >= 0, reach.upperBound < shape[axis] else {
        throw .invalidModel(
          quantity: element.tensor, problem: "axis \(axis + 1) has only \(shape[axis]) places")
      }
      let place = try place(element.subscripts[axis])
      address.base += place.base * stride
      for (slot, coefficient) in place.terms { address.terms.append((slot, coefficient * stride)) }
      stride *= shape[axis]
    }
    return address
  }

  mutating func compile(_ expression: IndexExpression) throws(DerivationError)
    -> CompiledExpression.Node
  {
    switch expression {
    case .number(let value): return .number(value)
    case .constant(let constant): return .constant(constant)
    case .element(let element): return .entry(try address(element))
    case .delta(let a, let b): return .delta(try place(a), try place(b))
    case .sum(let index, let body):
      let outer = slots[index]
      let pinned = pin(of: index, in: body, bound: [index])
      let place = try pinned.map { axis throws(DerivationError) in try self.place(axis)
      }
      bind(index)
      let slot = slotCount - 1
      let inner = try compile(body)
      slots[index] = outer
      return .sum(
        slot: slot, range: index.range, pinned: place, memory: memory(for: expression), inner)
    case .addition(let terms): return .addition(try compile(terms))
    case .product(let factors): return .product(try compile(factors))
    case .power(let base, let exponent): return .power(try compile(base), exponent)
    case .function(let function, let argument): return .function(function, try compile(argument))
    case .indicator(let argument): return .indicator(try compile(argument))
    case .derivative(let body, let element):
      var body = body
      if case .element(let whole) = body, whole.tensor != element.tensor,
        let definition = model[whole.tensor]?.definition
      {
        body = definition.body(at: whole.subscripts)
      }
      return .derivative(try compile(body), try address(element))
    }
  }

  private mutating func memory(for sum: IndexExpression) -> CompiledExpression.Memory? {
    guard remembers else { return nil }
    var memory = CompiledExpression.Memory(table: tableCount, size: 1, terms: [])
    for index in sum.freeIndices {
      guard let slot = slots[index], memory.size * index.range <= 100_000 else { return nil }
      memory.terms.append((slot, memory.size))
      memory.size *= index.range
    }
    tableCount += 1
    return memory
  }

  private mutating func compile(_ expressions: [IndexExpression]) throws(DerivationError)
    -> [CompiledExpression.Node]
  {
    var nodes: [CompiledExpression.Node] = []
    for expression in expressions { nodes.append(try compile(expression)) }
    return nodes
  }

  /// The subscript that a delta factor of the body ties the index to, where there is one.
  private func pin(of index: Index, in body: IndexExpression, bound: [Index]) -> Subscript? {
    switch body {
    case .delta(let a, let b):
      guard let other = Subscript.solution(a, b, for: index),
        !other.indices.contains(where: bound.contains)
      else { return nil }
      return other
    case .product(let factors):
      return factors.lazy.compactMap { pin(of: index, in: $0, bound: bound) }.first
    case .sum(let inner, let body):
      return inner == index ? nil : pin(of: index, in: body, bound: bound + [inner])
    case .number, .constant, .element, .addition, .power, .function, .indicator, .derivative:
      return nil
    }
  }
}

extension SymbolicModel {
  /// About how many operations it takes to work every entry of every quantity.
  public var entryCost: Double {
    quantities.reduce(0) { total, quantity in
      guard let body = quantity.definition?.body else { return total }
      return total + quantity.shape.reduce(1) { $0 * Double($1) } * body.evaluationCost
    }
  }
}

extension IndexExpression {
  /// About how many operations an evaluation takes as written.
  public var evaluationCost: Double {
    switch self {
    case .number, .constant, .element, .delta: return 1
    case .sum(let index, let body):
      return Double(index.range) * body.evaluationCost
    case .addition, .product, .power, .function, .indicator, .derivative:
      return children.reduce(1) { $0 + $1.evaluationCost }
    }
  }

  /// The same expression, each factor outside of the sums that do not concern it.
  fileprivate var hoisted: IndexExpression {
    let inner = mapChildren(\.hoisted)
    guard case .sum(let index, let body) = inner else { return inner }
    let outside = body.factors.filter { !$0.mentions(index) }
    if outside.isEmpty { return inner }
    let inside = body.factors.filter { $0.mentions(index) }
    if inside.isEmpty { return inner }
    return .times(outside + [.sum(over: index, .times(inside))])
  }
}
