import Calculus
import IndexNotation
import MatrixNotation
import Tensors

extension Formula {
  /// Matrix notation as a textbook prints it.
  ///
  /// Vectors are columns, and nothing broadcasts but numbers: what NumPy repeats along an axis stands
  /// as `𝟏 b^T` or `c 𝟏^T` in a sum and as `diag(c) A diag(b)` in a product, a sum along an axis is a
  /// product with `𝟏`. Where a shape is not known, and for more than two axes, which have no such
  /// notation, everything stands as NumPy would take it. Functions and `√` are taken entry by entry;
  /// of a matrix the exponential is the word, `|A|` too, and a power has its `∘`, since without they
  /// are something else.
  ///
  /// - Parameters:
  ///   - result: the shape of what the form stands for, which a form may reach by broadcasting only.
  ///   - shape: the shape of a quantity, where it is known.
  public init(
    _ form: MatrixForm, of result: Shape? = nil, shape: @escaping (String) -> Shape? = { _ in nil }
  ) {
    self = MatrixLayout(shapes: FormShapes(shape)).text(form, result)
  }

  /// `δ_z`: the gradient with respect to a quantity.
  public static func delta(_ name: String) -> Formula {
    .scripts(.letter("δ"), below: Formula(name: name), above: nil)
  }

  /// What stands above an inverse, and above a transposed one.
  static let inverse = Formula.number(Numeral(-1), entry: nil)
  static let inverseTransposed = Formula.row([.sign(.minus, isPrefix: true), .word("T")])
}

/// The layout of matrix notation. Juxtaposition is the matrix product; it binds as tightly as `⊙`
/// and stands, like it, for what is at its left first.
private struct MatrixLayout {
  var shapes: FormShapes
  /// How the parts that have names are called here.
  var parts: [String: String] = [:]

  // MARK: The whole

  /// The formula, and behind it what its names stand for: `x (1 - T²)^T, T = tanh(x W)`.
  func text(_ form: MatrixForm, _ result: Shape?) -> Formula {
    guard case .naming(let name, let part, in: let inner) = form else {
      return whole(form, in: result)
    }
    let taken = Set(parts.values)
    let letter = MatrixForm.partName(name) { taken.contains($0) || shapes.quantity($0) != nil }
    var layout = self
    layout.shapes = shapes.naming(name, part)
    layout.parts[name] = letter
    return .flat([
      layout.text(inner, result), .sign(.comma, isPrefix: false), Formula(name: letter),
      .sign(.equals, isPrefix: false), whole(part, in: nil),
    ])
  }

  /// A form that stands alone, repeated as NumPy repeats it in a result of this shape.
  private func whole(_ form: MatrixForm, in result: Shape?) -> Formula {
    if let result, result.rank <= 2, let own = shapes.shape(of: form), own.count == 1,
      result.count > 1
    {
      return filled(form, result)
    }
    switch form {
    case .sum(let nested):
      let own = shapes.shape(of: form)
      let terms = nested.flatMap { flat($0, own) }
      if let result, let own, repetition(of: own, in: result) != nil { break }
      // `A B + 1` could be taken for `A B + I`.
      let filling = terms.contains { isMatrixProduct($0.form) } && isMatrix(own) ? own : nil
      var shown: [Formula] = []
      for (place, term) in terms.enumerated() {
        if term.isNegative || place > 0 {
          shown.append(.sign(term.isNegative ? .minus : .plus, isPrefix: place == 0))
        }
        if let filling, isNumber(term.form) {
          shown.append(filled(term.form, filling))
        } else {
          shown.append(product(term.form, in: own))
        }
      }
      return .flat(shown)
    case .negative(let inner):
      return .flat([.sign(.minus, isPrefix: true), product(inner, in: result)])
    case .either(let mask, let a, let b) where shapes.shape(of: form) == result || result == nil:
      return cases(mask, a, b)
    default: break
    }
    return product(form, in: result)
  }

  private func whole(_ form: MatrixForm) -> Formula { whole(form, in: nil) }

  /// A sum that is added needs no brackets, unless it is repeated as a whole.
  private func flat(_ term: MatrixForm.Term, _ own: Shape?) -> [MatrixForm.Term] {
    guard case .sum(let inner) = term.form, !term.isNegative,
      repetition(of: term.form, in: own) == nil
    else { return [term] }
    return inner.flatMap { flat($0, own) }
  }

  private func isMatrixProduct(_ form: MatrixForm) -> Bool {
    switch form {
    case .chain, .outer: true
    case .product(let factors): factors.contains(where: isMatrixProduct)
    case .quotient(let a, _), .negative(let a): isMatrixProduct(a)
    default: false
    }
  }

  /// A number in every entry: `𝟏`, `2 𝟏 𝟏^T`.
  private func filled(_ form: MatrixForm, _ shape: Shape) -> Formula {
    if case .number(.zero, _) = form { return .bold("0") }
    let isRow = shape.rank == 2 && shape[0] == 1
    let ones = isRow ? [Self.onesRow] : shape.rank == 1 ? [Self.ones] : [Self.ones, Self.onesRow]
    if case .number(.one, _) = form { return juxtaposed(ones) }
    return multiplied([form], juxtaposed(ones))
  }

  // MARK: Broadcasting

  private static let ones = Formula.bold("1")
  private static let onesRow = Formula.bold("1").transposed

  /// How an array becomes a matrix by repeating it.
  private enum Repetition {
    /// The vector is every row.
    case everyRow
    /// It is a row already.
    case rowInEveryRow
    case everyColumn
    /// The vector is the only row.
    case onlyRow
  }

  /// `nil` where nothing is repeated, or where there is no notation for it.
  private func repetition(of own: Shape, in result: Shape) -> Repetition? {
    guard result.rank == 2, own != result, own.count > 1 else { return nil }
    if own.rank == 1 { return result[0] == 1 ? .onlyRow : .everyRow }
    if own.rank == 2, own[0] == 1 { return .rowInEveryRow }
    if own.rank == 2, own[1] == 1 { return .everyColumn }
    return nil
  }

  private func repetition(of form: MatrixForm, in result: Shape?) -> Repetition? {
    guard let result, let own = shapes.shape(of: form) else { return nil }
    return repetition(of: own, in: result)
  }

  private func repeated(_ form: MatrixForm, _ repetition: Repetition) -> Formula {
    // Numbers go before the ones.
    if case .product(let factors) = form {
      let numbers = factors.prefix { isNumber($0) }
      if !numbers.isEmpty, numbers.count < factors.count {
        let rest = Array(factors[numbers.count...])
        return multiplied(
          Array(numbers), repeated(rest.count == 1 ? rest[0] : .product(rest), repetition))
      }
    }
    if case .mean(let inner, let axes?, let keeps) = form,
      let number = shareOfMean(inner, axes)
    {
      return .flat([
        number, .sign(.invisibleTimes, isPrefix: false),
        repeated(.total(inner, axes: axes, keeps: keeps), repetition),
      ])
    }
    return switch repetition {
    case .everyRow: juxtaposed([Self.ones] + turned(form))
    case .rowInEveryRow: juxtaposed([Self.ones] + links(form))
    case .everyColumn: juxtaposed(links(form) + [Self.onesRow])
    case .onlyRow: juxtaposed(turned(form))
    }
  }

  // MARK: Products

  /// A term: what needs no brackets between a plus and a minus.
  private func product(_ form: MatrixForm, in result: Shape?) -> Formula {
    if let repetition = repetition(of: form, in: result) { return repeated(form, repetition) }
    switch form {
    case .product(let factors): return elementwise(factors)
    case .quotient(let a, let b): return quotient(a, b)
    case .chain, .outer, .total(_, .some, _), .mean(_, .some, _), .ones, .transpose, .indexed:
      return scaledLinks(form)
    default: return factor(form)
    }
  }

  private func product(_ form: MatrixForm) -> Formula { product(form, in: nil) }

  private func isNumber(_ form: MatrixForm) -> Bool { shapes.shape(of: form)?.count == 1 }

  /// Numbers before something.
  private func multiplied(_ numbers: [MatrixForm], _ rest: Formula?) -> Formula {
    var shown: [Formula] = []
    for (place, number) in numbers.enumerated() {
      let isLast = place == numbers.count - 1 && rest == nil
      // Bare, `u^T v w` would have to be read from the left.
      let isBare = place == 0 && isLast
      append(isBare ? product(number) : factor(number), to: &shown)
    }
    if let rest { append(rest, to: &shown) }
    return .flat(shown)
  }

  private func append(_ factor: Formula, to shown: inout [Formula]) {
    if let last = shown.last {
      // `2 𝟏` would look like 21.
      let touches = factor.startsWithDigit || last.isNumber && factor.startsWithBold
      shown.append(.sign(touches ? .dot : .invisibleTimes, isPrefix: false))
    }
    shown.append(factor)
  }

  /// The factors of a product entry by entry, by what becomes of them.
  private struct Factors {
    var numbers: [MatrixForm] = []
    /// Those that are repeated along the columns or rows of a matrix, and whether they divide.
    var columns: [(form: MatrixForm, divides: Bool)] = []
    var rows: [(form: MatrixForm, divides: Bool)] = []
    var others: [MatrixForm] = []
  }

  private func factors(_ forms: [MatrixForm], in result: Shape?) -> Factors {
    var found = Factors()
    for form in forms {
      if isNumber(form) {
        found.numbers.append(form)
      } else {
        switch repetition(of: form, in: result) {
        case .everyColumn: found.columns.append((form, false))
        case .everyRow, .rowInEveryRow: found.rows.append((form, false))
        case .onlyRow, nil: found.others.append(form)
        }
      }
    }
    return found
  }

  private func elementwise(_ forms: [MatrixForm]) -> Formula {
    let result = shapes.shape(of: .product(forms))
    let found = factors(forms, in: result)
    // Numbers alone keep their order.
    if found.numbers.count == forms.count { return multiplied(forms, nil) }
    // A mask stands last.
    let masks = found.numbers.filter { if case .greater = $0 { true } else { false } }
    let array = multiplied(
      found.numbers.filter { !masks.contains($0) }, arrays(found, in: result))
    return .flat([array] + masks.flatMap { [.sign(.invisibleTimes, isPrefix: false), factor($0)] })
  }

  private func arrays(_ found: Factors, in result: Shape?) -> Formula {
    if found.columns.isEmpty, found.rows.isEmpty { return entrywise(found.others, in: result) }
    if found.others.isEmpty {
      // A column times a row.
      return juxtaposed(column(found.columns.map(\.form)) + row(found.rows.map(\.form)))
    }
    let middle =
      found.others.count == 1
      ? links(found.others[0]) : [entrywise(found.others, in: result).fenced]
    return juxtaposed(found.columns.map(diagonal) + middle + found.rows.map(diagonal))
  }

  private func column(_ forms: [MatrixForm]) -> [Formula] {
    forms.count == 1 ? links(forms[0]) : [entrywise(forms, in: nil).fenced]
  }

  private func row(_ forms: [MatrixForm]) -> [Formula] {
    if forms.count == 1 {
      return shapes.shape(of: forms[0])?.rank == 2 ? links(forms[0]) : turned(forms[0])
    }
    let shape = shapes.shape(of: .product(forms))
    let shown = entrywise(forms, in: shape).fenced
    return [shape?.rank == 2 ? shown : shown.transposed]
  }

  /// `diag(c)`, `diag(c)^{-1}`: of a vector or a single row or column.
  private func diagonal(_ item: (form: MatrixForm, divides: Bool)) -> Formula {
    let own = shapes.shape(of: item.form)
    let isRow = own.map { $0.rank == 2 && $0[0] == 1 } ?? false
    let inside = isRow ? juxtaposed(turned(item.form)) : whole(item.form)
    return .call(
      .word("diag"), item.divides ? inside.fenced.raised(to: .inverse) : inside.fenced)
  }

  /// `a ⊙ b`: the first factor may be a matrix product, which is worked out first.
  private func entrywise(_ forms: [MatrixForm], in result: Shape?) -> Formula {
    var shown: [Formula] = []
    for (place, form) in forms.enumerated() {
      if place > 0 { shown.append(.sign(.entrywise, isPrefix: false)) }
      if let repetition = repetition(of: form, in: result) {
        let whole = repeated(form, repetition)
        shown.append(place == 0 && forms.count == 1 ? whole : whole.fenced)
        continue
      }
      switch form {
      case .chain, .outer, .total(_, .some, _), .mean(_, .some, _), .product, .ones:
        shown.append(place == 0 ? product(form) : factor(form))
      default: shown.append(forms.count == 1 ? product(form) : factor(form))
      }
    }
    return .flat(shown)
  }

  private func quotient(_ a: MatrixForm, _ b: MatrixForm) -> Formula {
    let result = shapes.shape(of: .quotient(a, b))
    if let repetition = repetition(of: b, in: result) {
      var found: Factors
      if case .product(let forms) = a {
        found = factors(forms, in: result)
      } else {
        found = factors([a], in: result)
      }
      if !found.others.isEmpty {
        switch repetition {
        case .everyColumn: found.columns.append((b, true))
        case .everyRow, .rowInEveryRow: found.rows.append((b, true))
        case .onlyRow: return .fraction(whole(a, in: result), whole(b, in: result))
        }
        return multiplied(found.numbers, arrays(found, in: result))
      }
    }
    if case .number(let divisor, false) = b, let fraction = coefficient(a, over: divisor) {
      return fraction
    }
    return .fraction(side(a, in: result), side(b, in: result))
  }

  /// A matrix product over a number, whose fraction then stands before it: `(2/3) A b`.
  private func coefficient(_ form: MatrixForm, over divisor: Rational) -> Formula? {
    var (number, product) = (MatrixForm.number(.one, isDecimal: false), form)
    if case .product(let factors) = form, factors.count == 2, case .number = factors[0] {
      (number, product) = (factors[0], factors[1])
    }
    switch product {
    case .chain, .outer, .total(_, .some, _): break
    default: return nil
    }
    guard rank(product) != 0 else { return nil }
    return .flat([
      .fraction(factor(number), factor(.number(divisor, isDecimal: false))),
      .sign(.invisibleTimes, isPrefix: false), self.product(product),
    ])
  }

  // MARK: Matrix products

  private func juxtaposed(_ factors: [Formula]) -> Formula {
    var shown: [Formula] = []
    for (place, item) in factors.enumerated() {
      if place > 0 { shown.append(.sign(.invisibleTimes, isPrefix: false)) }
      // A number before it would run into its digits; a dot would say that both are numbers.
      shown.append(place > 0 && item.startsWithDigit ? item.fenced : item)
    }
    return .flat(shown)
  }

  /// A matrix product, and the number before it that a mean has.
  private func scaledLinks(_ form: MatrixForm) -> Formula {
    if case .mean(let inner, let axes?, let keeps) = form, let number = shareOfMean(inner, axes) {
      let sum = MatrixForm.total(inner, axes: axes, keeps: keeps)
      return .flat([
        number, .sign(.invisibleTimes, isPrefix: false), juxtaposed(links(sum)),
      ])
    }
    return juxtaposed(links(form))
  }

  /// The 1/n of a mean along an axis of a matrix.
  private func shareOfMean(_ inner: MatrixForm, _ axes: [Int]) -> Formula? {
    guard let own = shapes.shape(of: inner), own.rank == 2, axes.count == 1 else { return nil }
    return .fraction(.integer(1), .integer(own[axes[0]]))
  }

  private func rank(_ form: MatrixForm) -> Int? { shapes.shape(of: form)?.rank }

  /// The factors of a form in a matrix product: a vector is a column.
  private func links(_ form: MatrixForm) -> [Formula] {
    switch form {
    case .chain(let factors): return links(ofChain: factors)
    case .outer(let a, let b): return links(a) + turned(b)
    case .total(let inner, let axes?, let keeps) where rank(inner) == 2 && axes.count == 1:
      if axes[0] == 1 { return links(inner) + [Self.ones] }
      return keeps ? [Self.onesRow] + links(inner) : turned(inner) + [Self.ones]
    case .ones(let shape) where shape.rank == 2 && shape.count > 1:
      return shape[0] == 1
        ? [Self.onesRow] : shape[1] == 1 ? [Self.ones] : [Self.ones, Self.onesRow]
    case .transpose(let inner):
      // NumPy leaves a vector as it is.
      return (rank(inner) ?? 2) == 2 ? turned(inner) : [transposed(inner)]
    case .indexed(let inner, [.new, .all]) where rank(inner) == 1: return turned(inner)
    case .indexed(let inner, [.all, .new]) where rank(inner) == 1: return links(inner)
    default: return [factor(form)]
    }
  }

  /// NumPy works from the left: where a vector ends a product, what follows takes its result.
  private func grouped(_ factors: [MatrixForm]) -> [MatrixForm] {
    guard let end = factors.dropFirst().dropLast().firstIndex(where: { rank($0) == 1 }) else {
      return factors
    }
    return grouped([.chain(Array(factors[...end]))] + factors[(end + 1)...])
  }

  /// The transpose of a vector, which is itself, or of each matrix of a batch.
  private func transposed(_ inner: MatrixForm) -> Formula {
    (rank(inner) ?? 0) > 2 ? factor(inner).transposed : factor(inner)
  }

  private func links(ofChain ungrouped: [MatrixForm]) -> [Formula] {
    let factors = grouped(ungrouped)
    guard let first = factors.first else { return [] }
    let rest = factors.dropFirst()
    guard rank(first) == 1 else { return links(first) + rest.flatMap { inner($0) } }
    if rank(.chain(factors)) == 1 {
      // A row as the column that it is.
      return rest.reversed().flatMap { turned($0) } + links(first)
    }
    return turned(first) + rest.flatMap { inner($0) }
  }

  /// A factor behind another: a number among them would come between what stands at its sides.
  private func inner(_ form: MatrixForm) -> [Formula] {
    rank(form).map { $0 > 0 } ?? false ? links(form) : [factor(form)]
  }

  /// The factors of the transpose.
  private func turned(_ form: MatrixForm) -> [Formula] {
    guard (rank(form) ?? 2) <= 2 else { return [factor(form).transposed] }
    switch form {
    case .chain(let ungrouped):
      let factors = grouped(ungrouped)
      guard let first = factors.first, rank(form) != 0 else { return [factor(form)] }
      if rank(first) == 1 { return turned(first) + factors.dropFirst().flatMap { inner($0) } }
      return factors.reversed().flatMap { turned($0) }
    case .outer(let a, let b): return links(b) + turned(a)
    case .total(let inner, let axes?, let keeps) where rank(inner) == 2 && axes.count == 1:
      if axes[0] == 1 { return [Self.onesRow] + turned(inner) }
      return keeps ? turned(inner) + [Self.ones] : [Self.onesRow] + links(inner)
    case .ones(let shape) where shape.rank == 2 && shape.count > 1:
      return shape[0] == 1
        ? [Self.ones] : shape[1] == 1 ? [Self.onesRow] : [Self.ones, Self.onesRow]
    case .transpose(let inner) where rank(inner) != 1: return links(inner)
    case .inverse(let inner): return [factor(inner).raised(to: .inverseTransposed)]
    case .identity: return [factor(form)]
    case .indexed(let inner, [.new, .all]) where rank(inner) == 1: return links(inner)
    case .indexed(let inner, [.all, .new]) where rank(inner) == 1: return turned(inner)
    default: return [rank(form) == 0 ? factor(form) : factor(form).transposed]
    }
  }

  // MARK: Factors

  /// What holds together by itself, or brackets around it.
  private func factor(_ form: MatrixForm) -> Formula {
    switch form {
    case .quantity(let name): return Formula(name: name)
    case .delta(let name): return .delta(name)
    case .constant(let name): return Formula(constant: name)
    case .named(let name): return Formula(name: parts[name] ?? name)
    case .number(let value, let isDecimal):
      return isDecimal
        ? .number(Numeral(typed: "\(value.double)"), entry: nil) : .rational(value)
    case .zeros(let shape): return shape.count == 1 ? .integer(0) : .bold("0")
    case .ones(let shape) where shape.count == 1: return .integer(1)
    case .ones(let shape) where shape.rank != 2: return Self.ones
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
    case .total(let inner, nil, _): return .call(.word("sum"), whole(inner).fenced)
    case .mean(let inner, nil, _): return .call(.word("mean"), whole(inner).fenced)
    case .transpose(let inner) where rank(inner) ?? 2 > 2: return factor(inner).transposed
    case .indexed(let inner, [.new, .all]) where rank(inner) == 1: return bracketed(form)
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

  /// A matrix product of one factor needs no brackets.
  private func bracketed(_ form: MatrixForm) -> Formula {
    if let along = along(form) { return along }
    if case .mean = form { return scaledLinks(form).fenced }
    let links = links(form)
    return links.count == 1 ? links[0] : juxtaposed(links).fenced
  }

  /// Sums and means along axes for which there is no matrix product: `sum_{1,2}(X)`.
  private func along(_ form: MatrixForm) -> Formula? {
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

  private func call(_ name: String, _ arguments: [MatrixForm]) -> Formula {
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
    case .word(let word): return .call(.word(word), Formula.joined(shown, by: .comma).fenced)
    case .bars, .sign: return .call(.word(name), Formula.joined(shown, by: .comma).fenced)
    }
  }

  /// Whether a power or bars could be taken for those of a whole matrix.
  private func isMatrix(_ shape: Shape?) -> Bool {
    shape.map { $0.rank > 1 && $0[$0.rank - 1] > 1 && $0[$0.rank - 2] > 1 } ?? false
  }

  private func power(_ base: MatrixForm, _ exponent: MatrixForm) -> Formula {
    var shown = whole(exponent)
    let own = shapes.shape(of: base)
    // What is not known could be a matrix.
    if isMatrix(own) || own == nil { shown = .flat([.sign(.ring, isPrefix: true), shown]) }
    if case .call(let name, let arguments) = base,
      let function = ElementaryFunction(rawValue: name), function != .exp,
      case .number(let value, false) = exponent, value.isInteger
    {
      return .call(.word(name).raised(to: shown), whole(arguments[0]).fenced)
    }
    return atom(base).raised(to: shown)
  }

  private func atom(_ form: MatrixForm) -> Formula {
    switch form {
    case .sum, .product, .negative, .quotient, .chain, .outer: whole(form)
    default: factor(form)
    }
  }

  /// An entry, a row, a window: places are counted from 1, and the last of a window belongs to it.
  private func indexed(_ inner: MatrixForm, _ places: [MatrixForm.Place]) -> Formula {
    var below: [Formula] = []
    for (axis, place) in places.filter({ $0 != .new }).enumerated() {
      switch place {
      case .at(let place): below.append(.integer(place + 1))
      case .range(let start, let end):
        below.append(.row([.integer(start + 1), .sign(.colon, isPrefix: false), .integer(end)]))
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

  private func cases(_ mask: MatrixForm, _ a: MatrixForm, _ b: MatrixForm) -> Formula {
    let result = shapes.shape(of: .either(mask: mask, a, b))
    return .cases([
      .init(side(a, in: result), when: condition(mask)),
      .init(side(b, in: result), when: .words("otherwise")),
    ])
  }

  /// What is broadcast with others: a number stays one.
  private func side(_ form: MatrixForm, in result: Shape?) -> Formula {
    isNumber(form) ? whole(form) : whole(form, in: result)
  }

  /// What holds where a mask is 1.
  private func condition(_ mask: MatrixForm) -> Formula {
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

extension Formula {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

  fileprivate var startsWithBold: Bool {
    switch self {
    case .bold: true
    case .row(let items): items.first?.startsWithBold ?? false
    case .scripts(let base, _, _): base.startsWithBold
    default: false
    }
  }

  /// A number with a name: `π`.
  fileprivate init(constant name: String) {
    self = Greek.named[name].map { .letter($0.letter) } ?? .word(name)
  }
}

extension MatrixForm {
  /// The name of a part, or the first letter that is not taken.
  static func partName(_ own: String, isTaken: (String) -> Bool) -> String {
    var name = ([own] + ["T", "U", "V", "P", "Q", "R"]).first { !isTaken($0) } ?? own
    while isTaken(name) { name += "_" }
    return name
  }
}
