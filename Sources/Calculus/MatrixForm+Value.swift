import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// What the names in matrix notation stand for.
public struct FormValues: Sendable {
  /// The quantities.
  public var quantities: [String: Tensor]
  /// The gradients of one loss.
  public var deltas: [String: Tensor]
  /// Parts of a form that have names in it.
  var parts: [String: Tensor] = [:]

  /// The values of names.
  public init(quantities: [String: Tensor], deltas: [String: Tensor]) {
    self.quantities = quantities
    self.deltas = deltas
  }
}

extension MatrixForm {
  /// Its value, where all its names have one and the shapes fit; else `nil`.
  public func value(_ values: FormValues) -> Tensor? {
    switch self {
    case .quantity(let name): return values.quantities[name]
    case .delta(let name): return values.deltas[name]
    case .named(let name): return values.parts[name]
    case .number(let value, _): return Tensor(scalar: value.double)
    case .constant(let constant): return Tensor(scalar: constant.double)
    case .zeros(let shape): return .zeros(shape)
    case .ones(let shape): return Tensor(repeating: 1, shape: shape)
    case .identity(let count):
      var entries = [Double](repeating: 0, count: count * count)
      for place in 0..<count { entries[place * count + place] = 1 }
      return Tensor(entries, shape: [count, count])
    case .unit(let place, of: let count):
      var unit = Tensor.zeros([count])
      unit.values[place] = 1
      return unit
    case .sum(let terms):
      return Self.joined(
        terms.map { $0.isNegative ? .negative($0.form) : $0.form }, values
      ) { Self.combined($0, $1, +) }
    case .negative(let inner): return inner.value(values)?.map(-)
    case .product(let factors):
      return Self.joined(factors, values) { Self.combined($0, $1, *) }
    case .quotient(let a, let b): return combined(a, b, values, /)
    case .power(let a, let b): return combined(a, b, values, Self.power)
    case .chain(let factors):
      return Self.joined(factors, values) { $0.matrixProduct(with: $1) }
    case .outer(let a, let b):
      guard let u = a.value(values), let v = b.value(values) else { return nil }
      return u.reshaped(to: [u.count, 1]).matrixProduct(with: v.reshaped(to: [1, v.count]))
    case .transpose(let inner):
      guard let matrix = inner.value(values) else { return nil }
      return matrix.rank <= 2 ? matrix.transposed : matrix.lastAxesExchanged
    case .inverse(let inner):
      guard let matrix = inner.value(values), matrix.rank == 2, matrix.shape[0] == matrix.shape[1]
      else { return nil }
      return Calculus.inverse(of: matrix)
    case .root(let inner): return inner.value(values)?.map { $0.squareRoot() }
    case .norm(let inner):
      guard let tensor = inner.value(values) else { return nil }
      return Tensor(scalar: tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot())
    case .total(let inner, let axes, let keeps):
      return inner.value(values)?.total(axes: axes, keeps: keeps)
    case .mean(let inner, let axes, let keeps):
      guard let tensor = inner.value(values) else { return nil }
      let total = tensor.total(axes: axes, keeps: keeps)
      let count = Double(tensor.count / max(1, total.count))
      return total.map { $0 / count }
    case .indexed(let inner, let places): return inner.value(values)?.part(places)
    case .padded(let inner, let paddings): return inner.value(values)?.padded(paddings)
    case .greater(let a, let b, let orEqual):
      return combined(a, b, values) { ($0 > $1 || orEqual && $0 == $1) ? 1 : 0 }
    case .either(let mask, let a, let b):
      guard let first = combined(mask, a, values, { $0 != 0 ? $1 : 0 }),
        let second = combined(mask, b, values, { $0 != 0 ? 0 : $1 })
      else { return nil }
      return Self.combined(first, second, +)
    case .call(let name, let arguments):
      guard let function = catalogueFunction(named: name) else { return nil }
      var tensors: [Tensor] = []
      for argument in arguments {
        guard let value = argument.value(values) else { return nil }
        tensors.append(value)
      }
      return function.value(tensors)
    case .naming(let name, let part, in: let whole):
      var inner = values
      inner.parts[name] = part.value(values)
      return whole.value(inner)
    }
  }

  /// Forms joined from the left; `nil` where one has no value, or two do not fit.
  private static func joined(
    _ forms: [MatrixForm], _ values: FormValues, _ join: (Tensor, Tensor) -> Tensor?
  ) -> Tensor? {
    guard var joined = forms.first?.value(values) else { return nil }
    for form in forms.dropFirst() {
      guard let next = form.value(values).flatMap({ join(joined, $0) }) else { return nil }
      joined = next
    }
    return joined
  }

  private func combined(
    _ a: MatrixForm, _ b: MatrixForm, _ values: FormValues, _ combine: (Double, Double) -> Double
  ) -> Tensor? {
    guard let a = a.value(values), let b = b.value(values) else { return nil }
    return Self.combined(a, b, combine)
  }

  private static func combined(
    _ a: Tensor, _ b: Tensor, _ combine: (Double, Double) -> Double
  ) -> Tensor? {
    a.shape.broadcast(with: b.shape) == nil ? nil : .broadcast(a, b, combine)
  }

  private static func power(_ base: Double, _ exponent: Double) -> Double {
    exponent == 2 ? base * base : pow(base, exponent)
  }
}

extension Tensor {
  fileprivate var rank: Int { shape.rank }

  /// A tensor with its last two axes exchanged.
  fileprivate var lastAxesExchanged: Tensor {
    var dimensions = shape.dimensions
    dimensions.swapAt(shape.rank - 1, shape.rank - 2)
    let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
    var result = [Double](repeating: 0, count: count)
    for start in stride(from: 0, to: count, by: rows * columns) {
      for i in 0..<rows {
        for j in 0..<columns {
          result[start + j * rows + i] = values[start + i * columns + j]
        }
      }
    }
    return Tensor(result, shape: Shape(dimensions))
  }

  /// The sum along axes counted from 0, or over all.
  fileprivate func total(axes: [Int]?, keeps: Bool) -> Tensor {
    let axes = axes ?? Array(0..<rank)
    let kept = Shape(
      shape.dimensions.enumerated().map { axes.contains($0.offset) ? 1 : $0.element })
    let total = summed(to: kept)
    if keeps { return total }
    return total.reshaped(
      to: Shape(shape.dimensions.enumerated().filter { !axes.contains($0.offset) }.map(\.element)))
  }

  /// Entries, rows, windows, new axes.
  fileprivate func part(_ places: [MatrixForm.Place]) -> Tensor {
    var ranges: [[Int]] = []
    var dimensions: [Int] = []
    for place in places {
      let extent = ranges.count < rank ? shape[ranges.count] : 1
      switch place {
      case .new: dimensions.append(1)
      case .all:
        ranges.append(Array(0..<extent))
        dimensions.append(extent)
      case .at(let place): ranges.append([place])
      case .range(let start, let end, let step):
        let range = Array(stride(from: start, to: end, by: step))
        ranges.append(range)
        dimensions.append(range.count)
      }
    }
    for axis in ranges.count..<rank {
      ranges.append(Array(0..<shape[axis]))
      dimensions.append(shape[axis])
    }
    let strides = shape.strides
    var offsets = [0]
    for (range, stride) in zip(ranges, strides) {
      offsets = offsets.flatMap { offset in range.map { offset + $0 * stride } }
    }
    return Tensor(offsets.map { values[$0] }, shape: Shape(dimensions))
  }

  fileprivate func padded(_ paddings: [MatrixForm.Padding]) -> Tensor {
    let target = Shape(zip(shape.dimensions, paddings).map { $0 + $1.before + $1.after })
    let strides = target.strides
    var offsets = [0]
    for (axis, padding) in paddings.enumerated() {
      offsets = offsets.flatMap { offset in
        (0..<shape[axis]).map { offset + ($0 + padding.before) * strides[axis] }
      }
    }
    var result = [Double](repeating: 0, count: target.count)
    for (value, offset) in zip(values, offsets) { result[offset] = value }
    return Tensor(result, shape: target)
  }
}
