import Calculus
import IndexNotation
import Tensors

@testable import MatrixNotation

/// Matrix notation drawn at random: every case, each form of a shape that was asked for.
struct RandomForms {
  var generator: SeededGenerator
  let quantities: [String: Tensor]

  /// One-letter names and others, one of them Python's, some that helpers have.
  static let flat: [String: Tensor] = [
    "A": Tensor(rows: [[0.3, -0.7, 0.2], [1.1, 0.4, -0.9], [0.6, 0.8, 0.5]]),
    "B1": Tensor(rows: [[-0.2, 0.9, 0.7], [0.1, -1.3, 0.3], [0.4, 0.5, -0.6]]),
    "a": Tensor(vector: [0.9, -0.4, 0.7]), "b": Tensor(vector: [-0.3, 0.8, 0.6]),
    "t": Tensor(scalar: 0.7), "lambda": Tensor(scalar: -1.2),
    "col": Tensor([0.4, -1.1, 0.8], shape: [3, 1]),
    "line": Tensor([1.3, 0.2, -0.5], shape: [1, 3]),
  ]
  static let flatShapes: [Shape] = [[], [3], [3, 3], [3, 1], [1, 3]]

  static let batchShapes: [Shape] = [[2, 3, 3], [2, 1, 3], [2, 3, 1]]

  /// With more than two axes, and with names that gradients, helpers and parts would have.
  static let all: [String: Tensor] = {
    var all = flat
    var generator = SeededGenerator(seed: 3)
    for name in ["X", "Y_hat"] {
      all[name] = Tensor(
        (0..<18).map { _ in Double.random(in: -1.2...1.2, using: &generator) }, shape: [2, 3, 3])
    }
    all["e"] = Tensor(vector: [0.5, 1.5, -0.7])
    all["d_a"] = Tensor(vector: [0.15, -0.35, 1.1])
    all["T"] = Tensor(scalar: 1.4)
    all["np"] = Tensor(scalar: 0.6)
    return all
  }()

  /// Gradients of the quantities.
  static func deltas(_ quantities: [String: Tensor]) -> [String: Tensor] {
    quantities.mapValues { tensor in tensor.map { 0.6 - 0.8 * $0 } }
  }

  init(seed: UInt64, quantities: [String: Tensor]) {
    generator = SeededGenerator(seed: seed)
    self.quantities = quantities
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  /// A form of this shape; sometimes a part of it has a name.
  mutating func form(_ shape: Shape, _ depth: Int) -> MatrixForm {
    guard depth > 1, below(8) == 0 else { return inner(shape, depth) }
    let part = inner(pick([shape, []]), depth - 1)
    let own = FormShapes.of(self).shape(of: part) ?? .scalar
    let rest = inner(shape, depth - 1)
    let named = MatrixForm.named("T")
    return .naming(
      "T", part,
      in: own == shape
        ? .sum([
          .init(isNegative: false, form: named),
          .init(isNegative: true, form: .product([named, rest])),
        ])
        : .product([named, .call("tanh", [named]), rest]))
  }

  private mutating func inner(_ shape: Shape, _ depth: Int) -> MatrixForm {
    if depth == 0 { return leaf(shape) }
    func next(_ random: inout Self, _ shape: Shape) -> MatrixForm { random.inner(shape, depth - 1) }
    switch below(20) {
    case 0: return leaf(shape)
    case 1: return .negative(next(&self, shape))
    case 2, 3:
      let terms = operands(shape, depth).map {
        MatrixForm.Term(isNegative: below(2) == 0, form: $0)
      }
      return .sum(terms)
    case 4, 5: return .product(operands(shape, depth))
    case 6:
      let shapes = operandShapes(shape)
      return .quotient(next(&self, shapes[0]), denominator(shapes[1], depth))
    case 7:
      return .power(
        next(&self, shape), .number(Rational(2 + below(2)), isDecimal: false))
    case 8: return .root(.power(next(&self, shape), .number(Rational(2), isDecimal: false)))
    case 9: return mask(shape, depth)
    case 10:
      let shapes = operandShapes(shape)
      return .either(
        mask: mask(shape, depth), next(&self, shapes[0]), next(&self, shapes[1]))
    case 11:
      if below(4) == 0 {
        let shapes = operandShapes(shape)
        return .call("maximum", [next(&self, shapes[0]), next(&self, shapes[1])])
      }
      let names = ["exp", "tanh", "sigmoid", "relu", "abs", "sin", "sign"]
      return .call(
        shape.dimensions.last ?? 1 > 1 && below(5) == 0 ? "softmax" : pick(names),
        [next(&self, shape)])
    default: return rearranged(shape, depth)
    }
  }

  /// A shape, and others that broadcast to it.
  private mutating func operandShapes(_ shape: Shape) -> [Shape] {
    var other = shape.dimensions
    switch below(4) {
    case 0: other = []
    case 1: other = Array(other.dropFirst(shape.rank > 1 ? 1 : 0))
    case 2: if shape.rank > 1 { other[below(shape.rank)] = 1 }
    default: break
    }
    let both = [shape, Shape(other)]
    return below(2) == 0 ? both : both.reversed()
  }

  /// What is not 0 anywhere.
  private mutating func denominator(_ shape: Shape, _ depth: Int) -> MatrixForm {
    let square = MatrixForm.power(
      inner(shape, depth - 1), .number(Rational(2), isDecimal: false))
    switch below(3) {
    case 0:
      let one = MatrixForm.number(.one, isDecimal: false)
      return .sum([
        .init(isNegative: false, form: one), .init(isNegative: false, form: square),
      ])
    case 1: return .product([.call("exp", [inner(shape, depth - 1)]), .quantity("t")])
    default:
      let names = quantities.filter { $0.value.shape == shape }.keys.sorted()
      return names.isEmpty ? .ones(shape) : .quantity(pick(names))
    }
  }

  private mutating func operands(_ shape: Shape, _ depth: Int) -> [MatrixForm] {
    var shapes = operandShapes(shape)
    if below(2) == 0 { shapes += operandShapes(shape).dropFirst() }
    var forms: [MatrixForm] = []
    for shape in shapes { forms.append(inner(shape, depth - 1)) }
    return forms
  }

  private mutating func mask(_ shape: Shape, _ depth: Int) -> MatrixForm {
    func single(_ random: inout Self) -> MatrixForm {
      let shapes = random.operandShapes(shape)
      return .greater(
        random.inner(shapes[0], depth - 1), random.inner(shapes[1], depth - 1),
        orEqual: random.below(2) == 0)
    }
    return below(3) == 0 ? .product([single(&self), single(&self)]) : single(&self)
  }

  /// By products, sums along axes, places: what differs from shape to shape.
  private mutating func rearranged(_ shape: Shape, _ depth: Int) -> MatrixForm {
    func next(_ random: inout Self, _ shape: Shape) -> MatrixForm { random.inner(shape, depth - 1) }
    func reduced(
      _ random: inout Self, _ shape: Shape, _ axes: [Int]?, keeps: Bool = false
    ) -> MatrixForm {
      let inner = next(&random, shape)
      return random.below(3) == 0
        ? .mean(inner, axes: axes, keeps: keeps) : .total(inner, axes: axes, keeps: keeps)
    }
    switch shape {
    case []:
      switch below(8) {
      case 0: return .chain([next(&self, [3]), next(&self, [3])])
      case 1: return .chain([next(&self, [3]), next(&self, [3, 3]), next(&self, [3])])
      case 2: return reduced(&self, pick([[3], [3, 3], []]), nil)
      case 3: return .norm(next(&self, pick([[3], [3, 3]])))
      case 4: return .indexed(next(&self, [3]), [.at(below(3))])
      case 5: return .indexed(next(&self, [3, 3]), [.at(below(3)), .at(below(3))])
      case 6: return .power(.norm(next(&self, [3])), .number(Rational(2), isDecimal: false))
      default: return reduced(&self, [3], [0])
      }
    case [3]:
      switch below(9) {
      case 0, 1: return .chain([next(&self, [3, 3]), next(&self, [3])])
      case 2: return .chain([next(&self, [3]), next(&self, [3, 3])])
      case 3: return reduced(&self, [3, 3], [below(2)])
      case 4: return .indexed(next(&self, [3, 3]), [.at(below(3))])
      case 5: return .indexed(next(&self, [3, 3]), [.all, .at(below(3))])
      case 6:
        return .padded(
          .indexed(next(&self, [3]), [.range(1, 3, by: 1)]), [.init(before: 0, after: 1)])
      case 7: return .transpose(next(&self, [3]))
      default: return .chain([next(&self, [3, 3]), next(&self, [3, 3]), next(&self, [3])])
      }
    case [3, 3]:
      switch below(10) {
      case 0, 1: return .chain([next(&self, [3, 3]), next(&self, [3, 3])])
      case 2, 3: return .outer(next(&self, [3]), next(&self, [3]))
      case 4, 5: return .transpose(next(&self, [3, 3]))
      case 6: return .inverse(pick([.quantity("A"), .transpose(.quantity("B1"))]))
      case 7: return .transpose(.inverse(.quantity("A")))
      case 8: return .chain([next(&self, [3, 1]), next(&self, [1, 3])])
      default:
        return .padded(
          .indexed(next(&self, [3, 3]), [.range(0, 2, by: 1), .all]),
          [.init(before: 1, after: 0), .init(before: 0, after: 0)])
      }
    case [3, 1]:
      switch below(4) {
      case 0: return .indexed(next(&self, [3]), [.all, .new])
      case 1: return .transpose(next(&self, [1, 3]))
      case 2: return .chain([next(&self, [3, 3]), next(&self, [3, 1])])
      default: return reduced(&self, [3, 3], [1], keeps: true)
      }
    case [1, 3]:
      switch below(4) {
      case 0: return .indexed(next(&self, [3]), [.new, .all])
      case 1: return .transpose(next(&self, [3, 1]))
      case 2: return .chain([next(&self, [1, 3]), next(&self, [3, 3])])
      default: return reduced(&self, [3, 3], [0], keeps: true)
      }
    case [2, 3, 3]:
      switch below(4) {
      case 0: return .chain([next(&self, [2, 3, 3]), next(&self, pick([[2, 3, 3], [3, 3]]))])
      case 1: return .transpose(next(&self, [2, 3, 3]))
      case 2: return .chain([next(&self, [3, 3]), next(&self, [2, 3, 3])])
      default: return .chain([next(&self, [2, 3, 1]), next(&self, [2, 1, 3])])
      }
    case [2, 1, 3]: return reduced(&self, [2, 3, 3], [1], keeps: true)
    case [2, 3, 1]: return reduced(&self, [2, 3, 3], [2], keeps: true)
    default: return leaf(shape)
    }
  }

  /// So many forms with their values, none of which is huge.
  static func samples(_ count: Int, seed: UInt64) -> [(form: MatrixForm, value: Tensor)] {
    let values = FormValues(quantities: all, deltas: deltas(all))
    var random = RandomForms(seed: seed, quantities: all)
    var found: [(MatrixForm, Tensor)] = []
    while found.count < count {
      let shape = random.pick(flatShapes + batchShapes)
      let form = random.form(shape, 1 + random.below(4))
      guard let value = form.value(values), value.shape == shape,
        value.values.allSatisfy({ abs($0) < 1e6 })
      else { continue }
      found.append((form, value))
    }
    return found
  }

  private mutating func leaf(_ shape: Shape) -> MatrixForm {
    let names = quantities.filter { $0.value.shape == shape }.keys.sorted()
    if !names.isEmpty, below(8) < 5 {
      return below(3) == 0 ? .delta(pick(names)) : .quantity(pick(names))
    }
    if shape.rank == 0 {
      switch below(4) {
      case 0: return .number(Rational(below(9) + 1, 8), isDecimal: true)
      case 1:
        return .quotient(
          .number(Rational(1 + below(3)), isDecimal: false),
          .number(Rational(4), isDecimal: false))
      default: return .number(Rational(1 + below(5)), isDecimal: false)
      }
    }
    if shape == [3, 3], below(2) == 0 { return .identity(3) }
    if shape == [3], below(2) == 0 { return .unit(below(3), of: 3) }
    return below(4) == 0 ? .zeros(shape) : .ones(shape)
  }
}

extension FormShapes {
  static func of(_ random: RandomForms) -> FormShapes {
    let quantities = random.quantities
    return FormShapes { quantities[$0]?.shape }
  }
}
