import Calculus
import ModelLanguage
import Tensors

extension Formula {
  /// A right-hand side as its author wrote it: `x @ W` side by side, quotients as fractions, calls
  /// as the function is written on paper.
  ///
  /// - Parameter shape: the shape of a quantity: a product with a single number has a dot, a product
  ///   of two tensors is taken entry by entry and says so.
  public init(_ syntax: Syntax, shape: @escaping (String) -> Shape? = { _ in nil }) {
    self = SyntaxLayout(quantity: shape).whole(syntax)
  }
}

private struct SyntaxLayout {
  let quantity: (String) -> Shape?

  func whole(_ syntax: Syntax) -> Formula {
    switch syntax {
    case .number(let text, _): return .number(Numeral(typed: text), entry: nil)
    case .name(let name, _): return Formula(name: name)
    case .text(let text, _): return .words("\"\(text)\"")
    case .list(let elements, _):
      return .fence(.brackets, .joined(elements.map(whole), by: .comma))
    case .slice, .ellipsis: return place(syntax)
    case .call(let name, let arguments, let options, _):
      return call(name, arguments, options)
    case .entry(let base, let places, _):
      // A new axis is seen only where something is repeated along it.
      let below = places.filter { !$0.isNewAxis }.map(place)
      let isWhole = below.allSatisfy { $0 == .sign(.colon, isPrefix: true) }
      return isWhole && below.count < places.count ? factor(base) : factor(base).subscripted(below)
    case .binary(let sign, let left, let right, _): return binary(sign, left, right)
    case .negation(let inner, _):
      return .flat([.sign(.minus, isPrefix: true), whole(inner).fenced(unless: .product)])
    case .transpose(let inner, _): return whole(inner).transposed
    }
  }

  /// What brackets keep together before an index.
  private func factor(_ syntax: Syntax) -> Formula { whole(syntax).fenced(unless: .power) }

  private func binary(_ sign: String, _ left: Syntax, _ right: Syntax) -> Formula {
    let (a, b) = (operand(left), operand(right))
    switch sign {
    case "/": return .fraction(a, b)
    case "**": return a.raised(to: isMatrix(left) ? .flat([.sign(.ring, isPrefix: true), b]) : b)
    case "*":
      let sign: Formula.Sign = isScalar(left) || isScalar(right) ? .dot : .entrywise
      return product(a, sign, isProduct(right) ? b.fenced : b)
    case "@":
      let isEntrywise = isProduct(left, of: "*") && !isScalar(left)
      return product(
        isEntrywise ? a.fenced : a, .invisibleTimes, isProduct(right) ? b.fenced : b)
    case "+":
      return .flat([
        a, .sign(.plus, isPrefix: false), b.startsWithMinus ? b.fenced : b,
      ])
    case "-":
      return .flat([a, .sign(.minus, isPrefix: false), b.fenced(unless: .product)])
    case "&": return .flat([a.fenced(unless: .atom), .words(" and "), b.fenced(unless: .atom)])
    case "|": return .flat([a.fenced(unless: .atom), .words(" or "), b.fenced(unless: .atom)])
    default: return .flat([a, .sign(Self.comparison(sign), isPrefix: false), b])
    }
  }

  /// A comparison is 1 where it holds, else 0: it stands in square brackets then.
  private func operand(_ syntax: Syntax) -> Formula {
    guard case .binary(let sign, _, _, _) = syntax,
      Syntax.comparisons.contains(sign) || sign == "&" || sign == "|"
    else { return whole(syntax) }
    return .fence(.brackets, whole(syntax))
  }

  private static func comparison(_ sign: String) -> Formula.Sign {
    switch sign {
    case "<": .less
    case ">": .greater
    case "<=": .lessOrEqual
    case ">=": .greaterOrEqual
    case "!=": .notEqual
    default: .equals
    }
  }

  private func product(_ a: Formula, _ sign: Formula.Sign, _ b: Formula) -> Formula {
    .flat([a.fenced(unless: .product), .sign(sign, isPrefix: false), b.fenced(unless: .product)])
  }

  /// Whether it is a product that brackets must keep together at the right of another.
  private func isProduct(_ syntax: Syntax, of sign: String? = nil) -> Bool {
    if case .binary(let own, _, _, _) = syntax {
      return sign.map { $0 == own } ?? (own == "*" || own == "@")
    }
    return false
  }

  private func call(
    _ name: String, _ arguments: [Syntax], _ options: [Syntax.Option]
  ) -> Formula {
    let shown = arguments.map(whole)
    let notation = catalogueFunction(named: name)?.notation
    switch (notation, shown.count, options.isEmpty) {
    // Of a matrix they are the matrix exponential and the determinant.
    case (.exponential?, 1, true) where !isMatrix(arguments[0]):
      return .letter("e").raised(to: shown[0])
    case (.root?, 1, true): return .root(shown[0])
    case (.cases?, 3, true):
      return .cases([
        Formula.Case(shown[1], when: shown[0]), Formula.Case(shown[2], when: .words("otherwise")),
      ])
    case (.bars?, 1, true) where !isMatrix(arguments[0]): return .fence(.bars, shown[0])
    case (.norm?, 1, true):
      let bars = Formula.fence(.doubleBars, shown[0])
      return isMatrix(arguments[0]) ? bars.subscripted([.letter("F")]) : bars
    case (.inverse?, 1, true): return shown[0].raised(to: .inverse)
    case (.word(let word)?, _, _): return call(.word(word), shown, options)
    case (.letter(let letter, let index)?, _, _):
      return call(.letter(letter, index: index), shown, options)
    case (_, _, _):
      let function = notation == nil ? Formula(name: name) : .word(name)
      return call(function, shown, options)
    }
  }

  private func call(
    _ function: Formula, _ arguments: [Formula], _ options: [Syntax.Option]
  ) -> Formula {
    let settings = options.map {
      Formula.joined([.word($0.name), whole($0.value)], by: .equals)
    }
    return .call(function, Formula.joined(arguments + settings, by: .comma).fenced)
  }

  /// A place counted from 1, as everything that a reader sees; the index of a sum is itself.
  private func place(_ syntax: Syntax) -> Formula {
    switch syntax {
    case .number(let text, _): Int(text).map { .integer($0 + 1) } ?? whole(syntax)
    case .name(let name, _): name.count == 1 ? .letter(name) : Formula(name: name)
    case .ellipsis: .sign(.dots, isPrefix: true)
    case .slice(let start, let end, let step, _): slice(start, end, step)
    case .text, .list, .call, .entry, .binary, .negation, .transpose: whole(syntax)
    }
  }

  /// From the first place to the last, both counted from 1; the builder has put in both.
  private func slice(_ start: Syntax?, _ end: Syntax?, _ step: Syntax?) -> Formula {
    func number(_ syntax: Syntax?) -> Int? {
      switch syntax {
      case .number(let text, _)?: Int(text)
      case .negation(.number(let text, _), _)?: Int(text).map { -$0 }
      default: nil
      }
    }
    guard let start = number(start), let end = number(end) else {
      return .sign(.colon, isPrefix: true)
    }
    return .places(from: start, to: end, by: number(step) ?? 1)
  }

  // MARK: Shapes

  private func isScalar(_ syntax: Syntax) -> Bool { shape(syntax)?.rank == 0 }

  /// Whether a power could be taken for a product with itself.
  private func isMatrix(_ syntax: Syntax) -> Bool { (shape(syntax)?.rank ?? 0) > 1 }

  private func shape(_ syntax: Syntax) -> Shape? {
    switch syntax {
    case .number: .scalar
    case .text, .slice, .ellipsis, .list: nil
    case .name(let name, _): quantity(name)
    case .negation(let inner, _): shape(inner)
    case .transpose(let inner, _): result(of: ".T", [inner])
    case .binary(let sign, let left, let right, _): result(of: sign, [left, right])
    case .entry(let base, let places, _): entryShape(base, places)
    case .call(let name, let arguments, let options, _):
      result(of: name, arguments, options)
    }
  }

  private func entryShape(_ base: Syntax, _ places: [Syntax]) -> Shape? {
    guard let shape = shape(base), places.count <= shape.rank else { return nil }
    let areSingle = places.allSatisfy {
      switch $0 {
      case .slice, .ellipsis, .list, .text: false
      case .number, .name, .call, .entry, .binary, .negation, .transpose: true
      }
    }
    return areSingle ? Shape(Array(shape.dimensions.dropFirst(places.count))) : nil
  }

  private func result(
    of name: String, _ arguments: [Syntax], _ options: [Syntax.Option] = []
  ) -> Shape? {
    let shapes = arguments.compactMap(shape)
    guard shapes.count == arguments.count, let function = catalogueFunction(named: name) else {
      return nil
    }
    guard function.parameters.count == shapes.count, options.isEmpty else { return nil }
    do {
      return try function.resultShape(shapes)
    } catch {
      // What does not fit has no shape; the model's builder has said so to the author.
      return nil
    }
  }
}
