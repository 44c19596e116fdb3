import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// Matrix products.
extension MatrixLayout {
  func juxtaposed(_ factors: [Formula]) -> Formula {
    var shown: [Formula] = []
    for (place, item) in factors.enumerated() {
      if place > 0 { shown.append(.sign(.invisibleTimes, isPrefix: false)) }
      // A number before it would run into its digits; a dot would say that both are numbers.
      shown.append(place > 0 && item.startsWithDigit ? item.fenced : item)
    }
    return .flat(shown)
  }

  /// A matrix product, and the number before it that a mean has.
  func scaledLinks(_ form: MatrixForm) -> Formula {
    if case .mean(let inner, let axes?, let keeps) = form, let number = shareOfMean(inner, axes) {
      let sum = MatrixForm.total(inner, axes: axes, keeps: keeps)
      return .flat([
        number, .sign(.invisibleTimes, isPrefix: false), juxtaposed(own(sum)),
      ])
    }
    return juxtaposed(own(form))
  }

  /// The factors of a form that stands alone: a vector lies as the author wants it.
  func own(_ form: MatrixForm) -> [Formula] {
    isRowwise && rank(form) == 1 ? turned(form) : links(form)
  }

  /// The 1/n of a mean along an axis of a matrix.
  func shareOfMean(_ inner: MatrixForm, _ axes: [Int]) -> Formula? {
    guard let own = shapes.shape(of: inner), own.rank == 2, axes.count == 1 else { return nil }
    return .fraction(.integer(1), .integer(own[axes[0]]))
  }

  func rank(_ form: MatrixForm) -> Int? { shapes.shape(of: form)?.rank }

  /// The factors of a form in a matrix product, where a vector is a column.
  func links(_ form: MatrixForm) -> [Formula] {
    switch form {
    case .chain(let factors): return links(ofChain: factors)
    case .outer(let a, let b): return links(a) + turned(b)
    case .total(let inner, let axes?, let keeps) where rank(inner) == 2 && axes.count == 1:
      if axes[0] == 1 { return links(inner) + [ones] }
      return keeps ? [onesRow] + links(inner) : turned(inner) + [ones]
    case .ones(let shape) where shape.rank == 2 && shape.count > 1:
      return shape[0] == 1
        ? [onesRow] : shape[1] == 1 ? [ones] : [ones, onesRow]
    case .transpose(let inner):
      // NumPy leaves a vector as it is; of a batch each matrix is transposed.
      switch rank(inner) ?? 2 {
      case 1: return links(inner)
      case 2: return turned(inner)
      case let rank: return [rank > 2 ? factor(inner).transposed : factor(inner)]
      }
    case .indexed(let inner, [.new, .all]) where rank(inner) == 1: return turned(inner)
    case .indexed(let inner, [.all, .new]) where rank(inner) == 1: return links(inner)
    default: return [isRowwise && rank(form) == 1 ? factor(form).transposed : factor(form)]
    }
  }

  /// NumPy works from the left: where a vector ends a product, what follows takes its result.
  func grouped(_ factors: [MatrixForm]) -> [MatrixForm] {
    guard let end = factors.dropFirst().dropLast().firstIndex(where: { rank($0) == 1 }) else {
      return factors
    }
    return grouped([.chain(Array(factors[...end]))] + factors[(end + 1)...])
  }

  func links(ofChain ungrouped: [MatrixForm]) -> [Formula] {
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
  func inner(_ form: MatrixForm) -> [Formula] {
    rank(form).map { $0 > 0 } ?? false ? links(form) : [factor(form)]
  }

  /// The factors of the transpose.
  func turned(_ form: MatrixForm) -> [Formula] {
    guard (rank(form) ?? 2) <= 2 else { return [factor(form).transposed] }
    switch form {
    case .chain(let ungrouped):
      let factors = grouped(ungrouped)
      guard let first = factors.first, rank(form) != 0 else { return [factor(form)] }
      if rank(first) == 1 { return turned(first) + factors.dropFirst().flatMap { inner($0) } }
      return factors.reversed().flatMap { turned($0) }
    case .outer(let a, let b): return links(b) + turned(a)
    case .total(let inner, let axes?, let keeps) where rank(inner) == 2 && axes.count == 1:
      if axes[0] == 1 { return [onesRow] + turned(inner) }
      return keeps ? turned(inner) + [ones] : [onesRow] + links(inner)
    case .ones(let shape) where shape.rank == 2 && shape.count > 1:
      return shape[0] == 1
        ? [ones] : shape[1] == 1 ? [onesRow] : [ones, onesRow]
    case .transpose(let inner): return rank(inner) == 1 ? turned(inner) : links(inner)
    case .inverse(let inner): return [factor(inner).raised(to: .inverseTransposed)]
    case .identity: return [factor(form)]
    case .indexed(let inner, [.new, .all]) where rank(inner) == 1: return links(inner)
    case .indexed(let inner, [.all, .new]) where rank(inner) == 1: return turned(inner)
    default:
      let isPlain = rank(form) == 0 || isRowwise && rank(form) == 1
      return [isPlain ? factor(form) : factor(form).transposed]
    }
  }
}
