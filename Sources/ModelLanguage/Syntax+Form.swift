import Calculus
import IndexNotation
import MatrixNotation
import Tensors

extension Syntax {
  /// A closed form in the model language: what was derived becomes part of a model.
  ///
  /// - Parameter shape: the shape of a quantity.
  static func form(
    _ form: MatrixForm, at position: Position, shape: @escaping (String) -> Shape?
  ) -> Syntax {
    FormSyntax(position: position, shapes: FormShapes(shape)).syntax(form)
  }
}

private struct FormSyntax {
  let position: Position
  var shapes: FormShapes
  /// What the parts that have names stand for.
  var parts: [String: Syntax] = [:]

  func syntax(_ form: MatrixForm) -> Syntax {
    switch form {
    case .quantity(let name): return .name(name, position)
    case .delta(let name): preconditionFailure("δ_\(name) stands in a form without δ's")
    case .number(let value, _): return number(value)
    case .constant(let constant): return .name(constant.rawValue, position)
    case .zeros(let shape): return call("zeros", [list(shape.dimensions)])
    case .ones(let shape): return call("ones", [list(shape.dimensions)])
    case .identity(let count): return call("eye", [integer(count)])
    case .unit(let place, of: let count):
      return .entry(call("eye", [integer(count)]), [integer(place)], position)
    case .sum(let terms):
      return terms.dropFirst().reduce(signed(terms[0])) {
        binary($1.isNegative ? "-" : "+", $0, syntax($1.form))
      }
    case .negative(let inner): return .negation(syntax(inner), position)
    case .product(let factors): return joined("*", factors)
    case .quotient(let a, let b): return binary("/", syntax(a), syntax(b))
    case .chain(let factors): return joined("@", factors)
    case .outer(let a, let b): return call("outer", [syntax(a), syntax(b)])
    case .transpose(let inner):
      // `.T` would reverse all axes.
      return shapes.shape(of: inner).map { $0.rank > 2 } ?? false
        ? call("swapaxes", [syntax(inner), integer(-1), integer(-2)])
        : .transpose(syntax(inner), position)
    case .inverse(let inner): return call("inv", [syntax(inner)])
    case .power(let base, let exponent): return binary("**", syntax(base), syntax(exponent))
    case .root(let inner): return call("sqrt", [syntax(inner)])
    case .norm(let inner): return call("norm", [syntax(inner)])
    case .total(let inner, let axes, let keeps): return reduction("sum", inner, axes, keeps)
    case .mean(let inner, let axes, let keeps): return reduction("mean", inner, axes, keeps)
    case .indexed(let inner, let places):
      return .entry(syntax(inner), places.map(place), position)
    case .padded(let inner, let paddings):
      let widths = paddings.map { list([$0.before, $0.after]) }
      return call("pad", [syntax(inner), .list(widths, position)])
    case .greater(let a, let b, let orEqual):
      return binary(orEqual ? ">=" : ">", syntax(a), syntax(b))
    case .either(let mask, let a, let b):
      return call("where", [syntax(mask), syntax(a), syntax(b)])
    case .call(let name, let arguments): return call(name, arguments.map(syntax))
    case .naming(let name, let part, in: let whole):
      var inner = self
      inner.parts[name] = syntax(part)
      inner.shapes = shapes.naming(name, part)
      return inner.syntax(whole)
    case .named(let name): return parts[name] ?? .name(name, position)
    }
  }

  private func signed(_ term: MatrixForm.Term) -> Syntax {
    term.isNegative ? .negation(syntax(term.form), position) : syntax(term.form)
  }

  private func joined(_ sign: String, _ factors: [MatrixForm]) -> Syntax {
    factors.dropFirst().reduce(syntax(factors[0])) { binary(sign, $0, syntax($1)) }
  }

  private func binary(_ sign: String, _ a: Syntax, _ b: Syntax) -> Syntax {
    .binary(sign, a, b, position)
  }

  private func call(_ name: String, _ arguments: [Syntax]) -> Syntax {
    .call(name, arguments, options: [], position)
  }

  private func number(_ value: Rational) -> Syntax {
    value.isInteger
      ? integer(value.numerator)
      : binary("/", integer(value.numerator), integer(value.denominator))
  }

  private func integer(_ value: Int) -> Syntax {
    value < 0
      ? .negation(.number(String(-value), position), position) : .number(String(value), position)
  }

  private func list(_ numbers: [Int]) -> Syntax { .list(numbers.map(integer), position) }

  private func reduction(
    _ name: String, _ inner: MatrixForm, _ axes: [Int]?, _ keeps: Bool
  ) -> Syntax {
    func option(_ name: String, _ value: Syntax) -> Syntax.Option {
      Syntax.Option(name: name, value: value, position: position)
    }
    var options: [Syntax.Option] = []
    if let axes { options.append(option("axis", axes.count == 1 ? integer(axes[0]) : list(axes))) }
    if keeps { options.append(option("keepdims", .name("True", position))) }
    return .call(name, [syntax(inner)], options: options, position)
  }

  private func place(_ place: MatrixForm.Place) -> Syntax {
    switch place {
    case .at(let place): integer(place)
    case .range(let start, let end, by: 1):
      .slice(from: integer(start), to: integer(end), by: nil, position)
    // Before the first place there is none to name.
    case .range(let start, let end, let step):
      .slice(
        from: integer(start), to: end < 0 ? nil : integer(end), by: integer(step), position)
    case .all: .slice(from: nil, to: nil, by: nil, position)
    case .new: .name("None", position)
    }
  }
}
