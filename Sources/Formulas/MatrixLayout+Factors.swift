import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// What holds together by itself.
extension MatrixLayout {
  /// What holds together by itself, or brackets around it.
  func factor(_ form: MatrixForm) -> Formula {
    switch form {
    case .quantity(let name): return Formula(name: name)
    case .delta(let name): return .delta(name)
    case .named(let name): return Formula(name: parts[name] ?? name)
    case .number(let value, let isDecimal):
      return isDecimal
        ? .number(Numeral(typed: "\(value.double)"), entry: nil) : .rational(value)
    case .constant(let constant):
      // An example may have a quantity of that name.
      let isTaken = shapes.quantity(constant.rawValue) != nil
      return isTaken ? .word(constant.letter) : .letter(constant.letter)
    case .zeros(let shape): return shape.count == 1 ? .integer(0) : .bold("0")
    case .ones(let shape) where shape.count == 1: return .integer(1)
    case .ones(let shape) where shape.rank != 2: return .bold("1")
    case .identity: return .letter("I")
    case .unit(let place, _):
      // An example may have an e of its own.
      let letter = shapes.quantity("e") == nil ? Formula.letter("e") : .bold("e")
      return letter.subscripted([.integer(place + 1)])
    case .inverse(let inner): return factor(inner).raised(to: .inverse)
    case .power(let base, let exponent): return power(base, exponent)
    case .root(let inner): return .root(whole(inner))
    case .norm(let inner):
      let bars = Formula.fence(.doubleBars, whole(inner))
      return rank(inner) == 2 ? bars.subscripted([.letter("F")]) : bars
    case .total(.product(let factors), nil, _)
    where notation.frobenius == .trace && isFrobenius(factors):
      return trace(factors)
    case .total(let inner, nil, _): return .call(.word("sum"), whole(inner).fenced)
    case .mean(let inner, nil, _): return .call(.word("mean"), whole(inner).fenced)
    case .transpose(let inner) where rank(inner) ?? 2 > 2: return factor(inner).transposed
    case .indexed(let inner, [.new, .all]), .indexed(let inner, [.all, .new]):
      return rank(inner) == 1 ? bracketed(form) : factor(inner)
    case .indexed(let inner, let places): return indexed(inner, places)
    case .padded(let inner, let paddings):
      let widths = paddings.map {
        Formula.joined([.integer($0.before), .integer($0.after)], by: .comma).fenced
      }
      return .call(
        .word("pad"), Formula.joined([whole(inner)] + widths, by: .comma).fenced)
    case .greater: return .fence(.brackets, condition(form))
    case .either(let mask, let a, let b):
      return cases(mask, a, b).fenced
    case .call(let name, let arguments): return call(name, arguments)
    case .naming: return text(form, nil).fenced
    case .transpose, .chain, .outer, .ones, .total, .mean:
      return bracketed(form)
    case .quotient, .product, .sum, .negative:
      let shown = whole(form)
      if case .fraction = shown { return shown }
      return shown.fenced
    }
  }

  /// Whether matrices of one shape are multiplied entry by entry.
  private func isFrobenius(_ factors: [MatrixForm]) -> Bool {
    guard let first = shapes.shape(of: factors[0]), first.rank == 2 else { return false }
    return factors.allSatisfy { shapes.shape(of: $0) == first }
  }

  /// `tr(A^T (B ⊙ C))`
  private func trace(_ factors: [MatrixForm]) -> Formula {
    let rest = Array(factors.dropFirst())
    let others = rest.count == 1 ? links(rest[0]) : [entrywise(rest, in: nil).fenced]
    return .call(.word("tr"), juxtaposed(turned(factors[0]) + others).fenced)
  }

  /// A matrix product of one factor needs no brackets.
  func bracketed(_ form: MatrixForm) -> Formula {
    if let along = along(form) { return along }
    if case .mean = form { return scaledLinks(form).fenced }
    let links = own(form)
    return links.count == 1 ? links[0] : juxtaposed(links).fenced
  }

  /// Sums and means along axes for which there is no matrix product: `sum_{1,2}(X)`.
  func along(_ form: MatrixForm) -> Formula? {
    func call(_ word: String, _ inner: MatrixForm, _ axes: [Int]) -> Formula {
      .call(
        Formula.word(word).subscripted(axes.map { .integer($0 + 1) }), whole(inner).fenced)
    }
    switch form {
    case .total(let inner, let axes?, _) where rank(inner) != 2 || axes.count != 1:
      return rank(inner) == axes.count
        ? factor(.total(inner, axes: nil, keeps: false)) : call("sum", inner, axes)
    case .mean(let inner, let axes?, _) where rank(inner) != 2 || axes.count != 1:
      return rank(inner) == axes.count
        ? factor(.mean(inner, axes: nil, keeps: false)) : call("mean", inner, axes)
    default: return nil
    }
  }

  func call(_ name: String, _ arguments: [MatrixForm]) -> Formula {
    let result = shapes.shape(of: .call(name, arguments))
    let isSeveral = arguments.count > 1
    let shown = arguments.map { side($0, in: isSeveral ? result : nil) }
    let notation = catalogueFunction(named: name)?.notation ?? .word(name)
    switch notation {
    case .exponential where !isMatrix(result) && shapes.quantity("e") == nil:
      return Formula.letter("e").raised(to: shown[0])
    case .exponential: return .call(.word(name), shown[0].fenced)
    case .root: return .root(shown[0])
    case .bars where !isMatrix(result): return .fence(.bars, shown[0])
    case .cases: return cases(arguments[0], arguments[1], arguments[2])
    case .norm:
      let bars = Formula.fence(.doubleBars, shown[0])
      return rank(arguments[0]) == 2 ? bars.subscripted([.letter("F")]) : bars
    case .inverse: return factor(arguments[0]).raised(to: .inverse)
    case .word(let word): return .call(.word(word), Formula.joined(shown, by: .comma).fenced)
    case .letter(let letter, let index):
      return .call(
        .letter(letter, index: index), Formula.joined(shown, by: .comma).fenced)
    case .bars, .sign: return .call(.word(name), Formula.joined(shown, by: .comma).fenced)
    }
  }

  /// Whether a power or bars could be taken for those of a whole matrix.
  func isMatrix(_ shape: Shape?) -> Bool {
    shape.map { $0.rank > 1 && $0[$0.rank - 1] > 1 && $0[$0.rank - 2] > 1 } ?? false
  }

  func power(_ base: MatrixForm, _ exponent: MatrixForm) -> Formula {
    var shown = whole(exponent)
    let own = shapes.shape(of: base)
    // What is not known could be a matrix.
    if isMatrix(own) || own == nil { shown = .flat([.sign(.ring, isPrefix: true), shown]) }
    if case .call(let name, let arguments) = base,
      let word = ElementaryFunction(rawValue: name)?.word,
      case .number(let value, false) = exponent, value.isInteger
    {
      return .call(.word(word).raised(to: shown), whole(arguments[0]).fenced)
    }
    return atom(base).raised(to: shown)
  }

  func atom(_ form: MatrixForm) -> Formula {
    switch form {
    case .sum, .product, .negative, .quotient, .chain, .outer: whole(form)
    default: factor(form)
    }
  }

  /// An entry, a row, a window: places are counted from 1, and the last of a window belongs to it.
  func indexed(_ inner: MatrixForm, _ places: [MatrixForm.Place]) -> Formula {
    var below: [Formula] = []
    for (axis, place) in places.filter({ $0 != .new }).enumerated() {
      switch place {
      case .at(let place): below.append(.integer(place + 1))
      case .range(let start, let end, let step):
        below.append(.places(from: start, to: end, by: step))
      case .all: below.append(.sign(.colon, isPrefix: true))
      case .new: preconditionFailure("axis \(axis) is not there")
      }
    }
    let base = factor(inner)
    // A new axis is seen only where something is repeated along it.
    if below.allSatisfy({ $0 == .sign(.colon, isPrefix: true) }) { return base }
    for _ in 0..<max(0, (rank(inner) ?? 0) - below.count) {
      below.append(.sign(.colon, isPrefix: true))
    }
    // `δ_z` has something below it already.
    if case .scripts = base { return base.fenced.subscripted(below) }
    return base.subscripted(below)
  }

  func cases(_ mask: MatrixForm, _ a: MatrixForm, _ b: MatrixForm) -> Formula {
    let result = shapes.shape(of: .either(mask: mask, a, b))
    return .cases([
      .init(side(a, in: result), when: condition(mask)),
      .init(side(b, in: result), when: .words("otherwise")),
    ])
  }

  /// What is broadcast with others: a number stays one.
  func side(_ form: MatrixForm, in result: Shape?) -> Formula {
    isNumber(form) ? whole(form) : whole(form, in: result)
  }

  /// What holds where a mask is 1.
  func condition(_ mask: MatrixForm) -> Formula {
    switch mask {
    case .greater(let a, let b, let orEqual):
      let result = shapes.shape(of: mask)
      return .flat([
        side(a, in: result), .sign(orEqual ? .greaterOrEqual : .greater, isPrefix: false),
        side(b, in: result),
      ])
    case .product(let factors)
    where factors.allSatisfy({ if case .greater = $0 { true } else { false } }):
      return .joined(factors.map(condition), by: .comma)
    default: return whole(mask)
    }
  }
}
