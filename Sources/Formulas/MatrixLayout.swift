import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// The layout of matrix notation. Juxtaposition is the matrix product; it binds as tightly as `⊙`
/// and stands, like it, for what is at its left first.
struct MatrixLayout {
  let notation: FormNotation
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
  func whole(_ form: MatrixForm, in result: Shape?) -> Formula {
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

  func whole(_ form: MatrixForm) -> Formula { whole(form, in: nil) }

  /// A sum that is added needs no brackets, unless it is repeated as a whole.
  func flat(_ term: MatrixForm.Term, _ own: Shape?) -> [MatrixForm.Term] {
    guard case .sum(let inner) = term.form, !term.isNegative,
      repetition(of: term.form, in: own) == nil
    else { return [term] }
    return inner.flatMap { flat($0, own) }
  }

  func isMatrixProduct(_ form: MatrixForm) -> Bool {
    switch form {
    case .chain, .outer: true
    case .product(let factors): factors.contains(where: isMatrixProduct)
    case .quotient(let a, _), .negative(let a): isMatrixProduct(a)
    default: false
    }
  }

  /// A number in every entry: `𝟏`, `2 𝟏 𝟏^T`.
  func filled(_ form: MatrixForm, _ shape: Shape) -> Formula {
    if case .number(.zero, _) = form { return .bold("0") }
    let isRow = shape.rank == 2 && shape[0] == 1
    let ones = isRow ? [onesRow] : shape.rank == 1 ? [.bold("1")] : [ones, onesRow]
    if case .number(.one, _) = form { return juxtaposed(ones) }
    return multiplied([form], juxtaposed(ones))
  }

  // MARK: Broadcasting

  /// A column of ones.
  var ones: Formula { isRowwise ? .bold("1").transposed : .bold("1") }
  /// A row of ones.
  var onesRow: Formula { isRowwise ? .bold("1") : .bold("1").transposed }

  /// Whether a vector is a row.
  var isRowwise: Bool { notation.vectors == .rows }

  /// How an array becomes a matrix by repeating it.
  enum Repetition {
    /// The vector is every row.
    case everyRow
    /// It is a row already.
    case rowInEveryRow
    case everyColumn
    /// The vector is the only row.
    case onlyRow
  }

  /// `nil` where nothing is repeated, or where there is no notation for it.
  func repetition(of own: Shape, in result: Shape) -> Repetition? {
    guard result.rank == 2, own != result, own.count > 1 else { return nil }
    if own.rank == 1 { return result[0] == 1 ? .onlyRow : .everyRow }
    if own.rank == 2, own[0] == 1 { return .rowInEveryRow }
    if own.rank == 2, own[1] == 1 { return .everyColumn }
    return nil
  }

  func repetition(of form: MatrixForm, in result: Shape?) -> Repetition? {
    guard let result, let own = shapes.shape(of: form) else { return nil }
    return repetition(of: own, in: result)
  }

  func repeated(_ form: MatrixForm, _ repetition: Repetition) -> Formula {
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
    case .everyRow: juxtaposed([ones] + turned(form))
    case .rowInEveryRow: juxtaposed([ones] + links(form))
    case .everyColumn: juxtaposed(links(form) + [onesRow])
    case .onlyRow: juxtaposed(turned(form))
    }
  }
}
