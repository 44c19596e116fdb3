import IndexNotation
import MatrixNotation
import Tensors

extension MatrixForm {
  /// An entry in index notation: that of `outer(x, S - y)` at 2 and 3 is `x_2 (S_3 - y_3)`.
  ///
  /// A function of the catalogue stands by its definition, so that of softmax has its sum.
  ///
  /// - Parameters:
  ///   - subscripts: one for every axis of the result; a form of a smaller shape is repeated over it.
  ///   - shapes: those of the quantities in it.
  ///   - delta: what the tensor is called that a quantity's δ is.
  /// - Returns: `nil` where there is none: an inverse, a window at a running index, a shape that is
  ///   not known.
  public func entry(
    at subscripts: [Subscript], shapes: FormShapes, delta: @escaping (String) -> String
  ) -> IndexExpression? {
    EntryReader(shapes: shapes, delta: delta, taken: Set(subscripts.compactMap { $0.index?.name }))
      .entry(self, subscripts)
  }
}

/// Reads entries off matrix notation.
private struct EntryReader {
  var shapes: FormShapes
  let delta: (String) -> String
  /// The indices that have a meaning where an entry is read.
  var taken: Set<String>
  private var parts: [String: MatrixForm] = [:]

  init(shapes: FormShapes, delta: @escaping (String) -> String, taken: Set<String>) {
    self.shapes = shapes
    self.delta = delta
    self.taken = taken
  }

  /// An entry of a form that broadcasts to a tensor with these subscripts.
  func entry(_ form: MatrixForm, _ subscripts: [Subscript]) -> IndexExpression? {
    guard let shape = shapes.shape(of: form), shape.rank <= subscripts.count else { return nil }
    let at = Self.aligned(subscripts, to: shape)
    switch form {
    case .quantity(let name): return .element(Element(name, at))
    case .delta(let name): return .element(Element(delta(name), at))
    case .named(let name): return parts[name].flatMap { entry($0, at) }
    case .inverse: return nil
    case .number(let value, _): return .number(value)
    case .constant(let constant): return .constant(constant)
    case .zeros: return .zero
    case .ones: return .one
    case .identity: return IndexExpression.deltaOf(at[0], at[1])
    case .unit(let place, _): return IndexExpression.deltaOf(at[0], .fixed(place))
    case .sum(let terms):
      return all(terms.map(\.form), at).map { entries in
        .plus(zip(terms, entries).map { $0.isNegative ? .negated($1) : $1 })
      }
    case .negative(let inner): return entry(inner, at).map { .negated($0) }
    case .product(let factors): return all(factors, at).map { .times($0) }
    case .quotient(let a, let b): return pair(a, b, at) { .quotient($0, $1) }
    case .power(let base, let exponent):
      if let number = rational(exponent) { return entry(base, at).map { .raised($0, number) } }
      return pair(base, exponent, at) { .function(.exp, .times([$1, .function(.log, $0)])) }
    case .root(let inner): return entry(inner, at).map { .raised($0, Rational(1, 2)) }
    case .chain(let factors): return chain(factors, at)
    case .outer(let a, let b):
      guard let u = flat(a, at[0]), let v = flat(b, at[1]) else { return nil }
      return .times([u, v])
    case .transpose(let inner):
      guard at.count > 1 else { return entry(inner, at) }
      var turned = at
      turned.swapAt(at.count - 1, at.count - 2)
      return entry(inner, turned)
    case .norm(let inner):
      return total(.power(inner, .number(Rational(2), isDecimal: false)), nil, false, at)
        .map { .raised($0, Rational(1, 2)) }
    case .total(let inner, let axes, let keeps): return total(inner, axes, keeps, at)
    case .mean(let inner, let axes, let keeps):
      guard let own = shapes.shape(of: inner), let sum = total(inner, axes, keeps, at) else {
        return nil
      }
      return .times([.number(Rational(1, own.count / shape.count)), sum])
    case .indexed(let inner, let places): return part(inner, places, at)
    case .padded(let inner, let paddings): return padded(inner, paddings, at)
    case .greater(let a, let b, let orEqual):
      return pair(a, b, at) { a, b in
        func isAbove(_ a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
          .indicator(.plus([a, .negated(b)]))
        }
        return orEqual ? .plus([.one, .negated(isAbove(b, a))]) : isAbove(a, b)
      }
    case .either(let mask, let a, let b):
      return all([mask, a, b], at).map { entries in
        let otherwise = IndexExpression.plus([.one, .negated(entries[0])])
        return .plus([.times([entries[0], entries[1]]), .times([otherwise, entries[2]])])
      }
    case .call(let name, let arguments): return call(name, arguments, at)
    case .naming(let name, let part, in: let whole):
      var inner = self
      inner.shapes = shapes.naming(name, part)
      inner.parts[name] = part
      return inner.entry(whole, at)
    }
  }

  // MARK: Several

  private func all(_ forms: [MatrixForm], _ at: [Subscript]) -> [IndexExpression]? {
    let entries = forms.compactMap { entry($0, at) }
    return entries.count == forms.count ? entries : nil
  }

  private func pair(
    _ a: MatrixForm, _ b: MatrixForm, _ at: [Subscript],
    _ combine: (IndexExpression, IndexExpression) -> IndexExpression
  ) -> IndexExpression? {
    all([a, b], at).map { combine($0[0], $0[1]) }
  }

  /// The subscripts of what is broadcast: those of its own axes, its only place where it is repeated.
  private static func aligned(_ subscripts: [Subscript], to shape: Shape) -> [Subscript] {
    zip(subscripts.suffix(shape.rank), shape.dimensions).map { $1 == 1 ? .fixed(0) : $0 }
  }

  private func rational(_ form: MatrixForm) -> Rational? {
    switch form {
    case .number(let value, _): return value
    case .negative(let inner): return rational(inner)?.negated
    case .quotient(let a, let b):
      guard let a = rational(a), let b = rational(b), b != .zero else { return nil }
      return a.multiplied(by: b.reciprocal)
    default: return nil
    }
  }

  // MARK: Sums

  /// Something summed over a new index.
  private func summed(
    _ range: Int, _ body: (EntryReader, Subscript) -> IndexExpression?
  ) -> IndexExpression? {
    if range == 1 { return body(self, .fixed(0)) }
    let index = Index("k", range: range).renamed(avoiding: taken)
    var inner = self
    inner.taken.insert(index.name)
    return body(inner, .index(index)).map { .summed(over: index, $0) }
  }

  private func total(
    _ form: MatrixForm, _ axes: [Int]?, _ keeps: Bool, _ at: [Subscript]
  ) -> IndexExpression? {
    guard let shape = shapes.shape(of: form) else { return nil }
    let axes = axes ?? Array(0..<shape.rank)
    var subscripts: [Subscript?] = []
    var rest = at[...]
    for axis in 0..<shape.rank {
      if axes.contains(axis) {
        if keeps { rest = rest.dropFirst() }
        subscripts.append(nil)
      } else {
        subscripts.append(rest.popFirst())
      }
    }
    return summed(form, shape, subscripts)
  }

  /// The sum over the axes without a subscript.
  private func summed(
    _ form: MatrixForm, _ shape: Shape, _ subscripts: [Subscript?]
  ) -> IndexExpression? {
    guard let axis = subscripts.firstIndex(where: { $0 == nil }) else {
      return entry(form, subscripts.compactMap { $0 })
    }
    return summed(shape[axis]) { inner, index in
      var known = subscripts
      known[axis] = index
      return inner.summed(form, shape, known)
    }
  }

  private func chain(_ factors: [MatrixForm], _ at: [Subscript]) -> IndexExpression? {
    if factors.count == 1 { return entry(factors[0], at) }
    let ranks = factors.map { shapes.shape(of: $0)?.rank ?? 0 }
    // A vector at the right first: fewer sums within sums. One in the middle ends what is before it.
    let fromRight = ranks.last == 1 && !ranks.dropFirst().dropLast().contains(1)
    let (left, right) =
      fromRight
      ? (factors[0], MatrixForm.chain(Array(factors.dropFirst())))
      : (.chain(Array(factors.dropLast())), factors[factors.count - 1])
    guard let a = shapes.shape(of: left), let b = shapes.shape(of: right),
      let product = MatrixProduct(a, b)
    else { return nil }
    var batch = at
    let column = b.rank > 1 ? batch.removeLast() : nil
    let row = a.rank > 1 ? batch.removeLast() : nil
    func subscripts(
      _ shape: Shape, _ last: [Subscript?]
    ) -> [Subscript] {
      Self.aligned(batch, to: Shape(Array(shape.dimensions.dropLast(2)))) + last.compactMap { $0 }
    }
    return summed(product.inner) { inner, index in
      guard let x = inner.entry(left, subscripts(a, [row, index])),
        let y = inner.entry(right, subscripts(b, [index, column]))
      else { return nil }
      return .times([x, y])
    }
  }

  /// An entry of a flattened tensor.
  private func flat(_ form: MatrixForm, _ subscript: Subscript) -> IndexExpression? {
    guard let shape = shapes.shape(of: form) else { return nil }
    if shape.rank == 1 { return entry(form, [`subscript`]) }
    guard case .fixed(let place) = `subscript` else { return nil }
    return entry(form, shape.position(at: place).map { .fixed($0) })
  }

  // MARK: Places

  private func part(
    _ form: MatrixForm, _ places: [MatrixForm.Place], _ at: [Subscript]
  ) -> IndexExpression? {
    guard let shape = shapes.shape(of: form) else { return nil }
    var subscripts: [Subscript] = []
    var rest = at[...]
    for place in places {
      switch place {
      case .at(let place): subscripts.append(.fixed(place))
      case .new: rest = rest.dropFirst()
      case .all: if let own = rest.popFirst() { subscripts.append(own) }
      case .range(let start, let end, let step):
        switch rest.popFirst() {
        case .fixed(let place)?: subscripts.append(.fixed(start + place * step))
        case let own? where start == 0 && end == shape[subscripts.count] && step == 1:
          subscripts.append(own)
        default: return nil
        }
      }
    }
    return entry(form, subscripts + rest)
  }

  private func padded(
    _ form: MatrixForm, _ paddings: [MatrixForm.Padding], _ at: [Subscript]
  ) -> IndexExpression? {
    guard let shape = shapes.shape(of: form) else { return nil }
    var subscripts: [Subscript] = []
    for ((own, padding), extent) in zip(zip(at, paddings), shape.dimensions) {
      switch own {
      case .fixed(let place):
        guard (padding.before..<padding.before + extent).contains(place) else { return .zero }
        subscripts.append(.fixed(place - padding.before))
      case .index, .affine:
        guard padding.before == 0, padding.after == 0 else { return nil }
        subscripts.append(own)
      }
    }
    return entry(form, subscripts)
  }

  // MARK: Functions

  private func call(
    _ name: String, _ arguments: [MatrixForm], _ at: [Subscript]
  ) -> IndexExpression? {
    let known = arguments.compactMap { shapes.shape(of: $0) }
    guard let function = catalogueFunction(named: name), known.count == arguments.count,
      function.parameters.count == arguments.count
    else { return nil }
    guard let definition = function.entryFormula(known), definition.indices.count == at.count else {
      return nil
    }
    let body = definition.body(at: at).renamingBound(avoiding: taken)
    var inner = self
    inner.taken.formUnion(body.indexNames)
    // Arguments that have no entry leave nothing to be replaced.
    var isKnown = true
    let entry = body.replacing { element in
      guard let place = function.parameters.firstIndex(of: element.tensor) else { return nil }
      let entry = inner.entry(arguments[place], element.subscripts)
      if entry == nil { isKnown = false }
      return entry
    }
    return isKnown ? entry : nil
  }
}
