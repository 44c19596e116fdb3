/// Derivations that are the same but for names: tensors, indices, and how long the axes are.
extension Derivation {
  /// The derivation with its names taken away, and the names of its tensors in the order in which
  /// they are met. Two derivations of the same form are one, read with other names.
  var canonical: (form: Derivation, tensors: [String]) {
    var names = NamesTakenAway()
    let form = names.derivation(self)
    return (form, names.tensors)
  }
}

/// Replaces every name by its number in the order of first occurrence, and every length by 0.
private struct NamesTakenAway {
  private(set) var tensors: [String] = []
  private var free: [String] = []

  mutating func derivation(_ derivation: Derivation) -> Derivation {
    Derivation(
      kind: derivation.kind, of: element(derivation.of, []),
      withRespectTo: element(derivation.withRespectTo, []),
      steps: derivation.steps.map { step($0) },
      cases: derivation.cases.map { item in
        Derivation.Case(
          conditions: item.conditions.map {
            Derivation.Condition(
              equal: $0.equal, left: subscripts([$0.left], [])[0],
              right: subscripts([$0.right], [])[0])
          },
          result: expression(item.result, []), checked: 0)
      }, isSimplified: derivation.isSimplified)
  }

  private mutating func step(_ step: Derivation.Step) -> Derivation.Step {
    let before = expression(step.before, [])
    let after = expression(step.after, [])
    // A line that recognises a quantity is titled with its name.
    let words = step.rule.split(separator: " ").map { word in
      tensors.firstIndex(of: String(word)).map { "#\($0)" } ?? String(word)
    }
    return Derivation.Step(
      rule: words.joined(separator: " "), reason: step.reason, before: before, after: after,
      checked: 0, substeps: step.substeps.map { self.step($0) })
  }

  /// - Parameter bound: the indices of the sums around, outermost first.
  private mutating func expression(
    _ expression: IndexExpression, _ bound: [String]
  ) -> IndexExpression {
    switch expression {
    case .number, .constant: return expression
    case .element(let element): return .element(self.element(element, bound))
    case .delta(let a, let b):
      let places = subscripts([a, b], bound)
      return .delta(places[0], places[1])
    case .sum(let index, let body):
      return .sum(
        over: Index("bound \(bound.count)", range: 0), self.expression(body, bound + [index.name]))
    case .addition(let terms): return .addition(terms.map { self.expression($0, bound) })
    case .product(let factors): return .product(factors.map { self.expression($0, bound) })
    case .power(let base, let exponent): return .power(self.expression(base, bound), exponent)
    case .function(let function, let argument):
      return .function(function, self.expression(argument, bound))
    case .indicator(let argument): return .indicator(self.expression(argument, bound))
    case .derivative(let body, let element):
      return .derivative(
        of: self.expression(body, bound), withRespectTo: self.element(element, bound))
    }
  }

  private mutating func element(_ element: Element, _ bound: [String]) -> Element {
    let place = Self.place(of: element.tensor, in: &tensors)
    return Element("#\(place)", subscripts(element.subscripts, bound))
  }

  private mutating func subscripts(_ subscripts: [Subscript], _ bound: [String]) -> [Subscript] {
    subscripts.map { axis in
      var names: [Index: Index] = [:]
      for index in axis.indices {
        let name =
          bound.lastIndex(of: index.name).map { "bound \($0)" }
          ?? "free \(Self.place(of: index.name, in: &free))"
        names[index] = Index(name, range: 0)
      }
      return axis.mapIndices { names[$0] ?? $0 }
    }
  }

  private static func place(of name: String, in names: inout [String]) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }
}
