import Calculus
import IndexNotation
import Problems
import Tensors

/// What stands between the brackets of an entry.
extension ExpressionBuilder {
  /// Entries, rows, windows and new axes, counted from 0 (from the end where negative), as NumPy
  /// does.
  mutating func entry(
    of base: Syntax, _ places: [Syntax], at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    if case .call("shape", _, _, _) = base,
      let value = try optionValue(of: .entry(base, places, position))?.integer
    {
      return number(value, at: position)
    }
    guard !places.isEmpty else {
      throw ModelError(
        position: position, message: "found no place between the brackets",
        suggestion: "as in '\(base.text)[\(firstPlace)]'")
    }
    let (node, built) = try build(base)
    let shape = builder.model.nodes[node].shape
    var taken: [AxisPlace] = []
    var shown: [Syntax] = []
    let own = places.filter { !$0.isNewAxis && !isEllipsis($0) }.count
    var axis = 0
    for place in places {
      switch place {
      case .ellipsis(let position):
        guard places.filter(isEllipsis).count == 1 else {
          throw ModelError(position: position, message: "'...' stands twice")
        }
        for _ in 0..<max(0, shape.rank - own) {
          taken.append(.range(from: 0, count: shape[axis], by: 1))
          shown.append(.slice(from: nil, to: nil, by: nil, position))
          axis += 1
        }
      case let place where place.isNewAxis:
        taken.append(.new)
        shown.append(place)
      default:
        guard axis < shape.rank else {
          throw ModelError(
            position: place.position,
            message: "\(counted(own, "place")) for shape \(shape), which has "
              + counted(shape.rank, "axis"))
        }
        let (place, syntax) = try self.place(place, on: shape[axis], of: base)
        taken.append(place)
        shown.append(syntax)
        axis += 1
      }
    }
    return (
      try builder.addNode(Calculus.part(at: taken), [node], at: position),
      shown.isEmpty ? built : .entry(built, shown, position)
    )
  }

  private func isEllipsis(_ syntax: Syntax) -> Bool {
    if case .ellipsis = syntax { true } else { false }
  }

  private func place(
    _ place: Syntax, on length: Int, of base: Syntax
  ) throws -> (AxisPlace, Syntax) {
    func shown(_ number: Int) -> Syntax {
      number < 0
        ? .negation(.number(String(-number), place.position), place.position)
        : .number(String(number), place.position)
    }
    guard case .slice(let start, let end, let step, let position) = place else {
      let number = try integer(place, countedFromTheEndOf: length)
      guard firstPlace == 0 || (1...length).contains(number) else {
        throw ModelError(
          position: place.position, message: "place \(number) is out of range",
          suggestion: "the axis has \(length), and places are counted from 1")
      }
      return (.at(number - firstPlace), shown(number - firstPlace))
    }
    let by = try step.map { try integer($0) } ?? 1
    guard by != 0 else { throw ModelError(position: position, message: "a step of 0") }
    func bound(_ syntax: Syntax?, _ otherwise: Int) throws -> Int {
      guard let syntax else { return otherwise }
      let place = try integer(syntax, countedFromTheEndOf: length)
      return by > 0 ? min(max(place, 0), length) : min(max(place, -1), length - 1)
    }
    let first = try bound(start, by > 0 ? firstPlace : length - 1 + firstPlace) - firstPlace
    let last = try bound(end, by > 0 ? length : -1)
    let count = max(0, (last - first + by - by.signum()) / by)
    guard count > 0 else {
      throw ModelError(
        position: position, message: "the slice '\(place.text)' of an axis of \(length) is empty")
    }
    let isWhole = by == 1 && count == length
    return (
      .range(from: first, count: count, by: by),
      isWhole
        ? .slice(from: nil, to: nil, by: nil, position)
        : .slice(
          from: shown(first), to: shown(by > 0 ? last : first + count * by),
          by: by == 1 ? nil : shown(by), position)
    )
  }

  /// An integer that is found out from numbers alone; a negative one counts from the end.
  private func integer(_ syntax: Syntax, countedFromTheEndOf length: Int = 0) throws -> Int {
    guard let value = try optionValue(of: syntax)?.integer else {
      throw ModelError(
        position: syntax.position,
        message: "found '\(syntax.text)', expected an integer, counted from \(firstPlace)",
        suggestion: "as in 'x[0]' or 'x[1:3]'")
    }
    return value < 0 ? value + length : value
  }

  mutating func number(
    _ value: Int, at position: Position
  ) -> (node: Int, syntax: Syntax) {
    (builder.addConstant(Rational(value)), .number(String(value), position))
  }
}
