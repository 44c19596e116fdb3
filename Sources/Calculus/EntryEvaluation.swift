import Foundation
import IndexNotation
import Tensors

/// The value and the derivatives of an index expression on tensors, in plain floating point.
///
/// The kernel of functions that an author defines; the derivation engine checks its lines with an
/// evaluator of its own.
struct EntryEvaluation {
  let tensors: [String: Tensor]
  /// Where each index stands, counted from 0.
  var places: [String: Int] = [:]

  private func place(_ subscript: Subscript) -> Int {
    `subscript`.value { index in
      guard let place = places[index.name] else {
        preconditionFailure("the index \(index.name) stands nowhere")
      }
      return place
    }
  }

  private func locate(_ element: Element) -> (tensor: Tensor, offset: Int) {
    guard let tensor = tensors[element.tensor] else {
      preconditionFailure("no values for \(element.tensor)")
    }
    return (tensor, tensor.shape.offset(of: element.subscripts.map(place)))
  }

  mutating func value(_ expression: IndexExpression) -> Double {
    switch expression {
    case .number(let number): return number.double
    case .constant(let constant): return constant.double
    case .element(let element):
      let (tensor, offset) = locate(element)
      return tensor.values[offset]
    case .delta(let a, let b): return place(a) == place(b) ? 1 : 0
    case .sum(let index, let body):
      var total = 0.0
      forEachPlace(of: index) { total += $0.value(body) }
      return total
    case .addition(let terms): return terms.reduce(0) { $0 + value($1) }
    case .product(let factors): return factors.reduce(1) { $0 * value($1) }
    case .power(let base, let exponent): return pow(value(base), exponent.double)
    case .function(let function, let argument): return function.value(at: value(argument))
    case .indicator(let argument): return value(argument) > 0 ? 1 : 0
    case .derivative(let body, let element):
      let place = locate(element).offset
      var total = 0.0
      accumulate(1, body) { if $0 == element.tensor, $1 == place { total += $2 } }
      return total
    }
  }

  /// Calls with `weight` times the derivative of the expression with respect to every entry that it
  /// mentions, once for every mention: these have to be added up (reverse accumulation).
  ///
  /// - Parameter add: gets the tensor's name, the entry's place in storage, and the number.
  mutating func accumulate(
    _ weight: Double, _ expression: IndexExpression, _ add: (String, Int, Double) -> Void
  ) {
    if weight == 0 { return }
    switch expression {
    case .number, .constant, .delta, .indicator, .derivative: break
    case .element(let element):
      add(element.tensor, locate(element).offset, weight)
    case .sum(let index, let body):
      forEachPlace(of: index) { $0.accumulate(weight, body, add) }
    case .addition(let terms):
      for term in terms { accumulate(weight, term, add) }
    case .product(let factors):
      let values = factors.map { value($0) }
      for (place, factor) in factors.enumerated() {
        let others = values.enumerated().reduce(1) { $1.offset == place ? $0 : $0 * $1.element }
        accumulate(weight * others, factor, add)
      }
    case .power(let base, let exponent):
      let p = exponent.double
      if p != 0 { accumulate(weight * p * pow(value(base), p - 1), base, add) }
    case .function(let function, let argument):
      accumulate(weight * function.slope(at: value(argument)), argument, add)
    }
  }

  /// Stands at one entry after the other, with its place in storage.
  func forEachEntry(of indices: [Index], _ run: (inout Self, Int) -> Void) {
    var evaluation = self
    let shape = Shape(indices.map(\.range))
    for offset in 0..<shape.count {
      for (index, place) in zip(indices, shape.position(at: offset)) {
        evaluation.places[index.name] = place
      }
      run(&evaluation, offset)
    }
  }

  private mutating func forEachPlace(of index: Index, _ body: (inout Self) -> Void) {
    let outer = places[index.name]
    for place in 0..<index.range {
      places[index.name] = place
      body(&self)
    }
    places[index.name] = outer
  }
}

/// Every entry of what a definition gives on the values of the tensors it mentions.
public func tensor(of definition: Definition, on tensors: [String: Tensor]) -> Tensor {
  var result = Tensor.zeros(Shape(definition.indices.map(\.range)))
  EntryEvaluation(tensors: tensors).forEachEntry(of: definition.indices) { evaluation, offset in
    result.values[offset] = evaluation.value(definition.body)
  }
  return result
}

/// The value of an expression without free indices.
public func evaluate(_ expression: IndexExpression, on tensors: [String: Tensor]) -> Double {
  var evaluation = EntryEvaluation(tensors: tensors)
  return evaluation.value(expression)
}
