import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// Products and quotients entry by entry.
extension MatrixLayout {
  /// A term: what needs no brackets between a plus and a minus.
  func product(_ form: MatrixForm, in result: Shape?) -> Formula {
    if let repetition = repetition(of: form, in: result) { return repeated(form, repetition) }
    switch form {
    case .product(let factors): return elementwise(factors)
    case .quotient(let a, let b): return quotient(a, b)
    case .chain, .outer, .total(_, .some, _), .mean(_, .some, _), .ones, .transpose, .indexed:
      return scaledLinks(form)
    default: return factor(form)
    }
  }

  func product(_ form: MatrixForm) -> Formula { product(form, in: nil) }

  func isNumber(_ form: MatrixForm) -> Bool { shapes.shape(of: form)?.count == 1 }

  /// Numbers before something.
  func multiplied(_ numbers: [MatrixForm], _ rest: Formula?) -> Formula {
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

  func append(_ factor: Formula, to shown: inout [Formula]) {
    if let last = shown.last {
      // `2 𝟏` would look like 21.
      let touches = factor.startsWithDigit || last.isNumber && factor.startsWithBold
      shown.append(.sign(touches ? .dot : .invisibleTimes, isPrefix: false))
    }
    shown.append(factor)
  }

  /// The factors of a product entry by entry, by what becomes of them.
  struct Factors {
    var numbers: [MatrixForm] = []
    /// Those that are repeated along the columns or rows of a matrix, and whether they divide.
    var columns: [(form: MatrixForm, divides: Bool)] = []
    var rows: [(form: MatrixForm, divides: Bool)] = []
    var others: [MatrixForm] = []
  }

  func factors(_ forms: [MatrixForm], in result: Shape?) -> Factors {
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

  func elementwise(_ forms: [MatrixForm]) -> Formula {
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

  func arrays(_ found: Factors, in result: Shape?) -> Formula {
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

  func column(_ forms: [MatrixForm]) -> [Formula] {
    if forms.count == 1 { return links(forms[0]) }
    let shown = entrywise(forms, in: nil).fenced
    return [isRowwise && shapes.shape(of: .product(forms))?.rank == 1 ? shown.transposed : shown]
  }

  func row(_ forms: [MatrixForm]) -> [Formula] {
    if forms.count == 1 {
      return shapes.shape(of: forms[0])?.rank == 2 ? links(forms[0]) : turned(forms[0])
    }
    let shape = shapes.shape(of: .product(forms))
    let shown = entrywise(forms, in: shape).fenced
    return [shape?.rank == 2 || isRowwise ? shown : shown.transposed]
  }

  /// `diag(c)`, `diag(c)^{-1}`: of a vector or a single row or column.
  func diagonal(_ item: (form: MatrixForm, divides: Bool)) -> Formula {
    let own = shapes.shape(of: item.form)
    let isRow = own.map { $0.rank == 2 && $0[0] == 1 } ?? false
    let inside = isRow ? juxtaposed(turned(item.form)) : whole(item.form)
    return .call(
      .word("diag"), item.divides ? inside.fenced.raised(to: .inverse) : inside.fenced)
  }

  /// `a ⊙ b`: the first factor may be a matrix product, which is worked out first.
  func entrywise(_ forms: [MatrixForm], in result: Shape?) -> Formula {
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

  func quotient(_ a: MatrixForm, _ b: MatrixForm) -> Formula {
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
  func coefficient(_ form: MatrixForm, over divisor: Rational) -> Formula? {
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
}
