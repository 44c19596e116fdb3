/// The same derivation on axes of other lengths: what is checked on short axes holds on long ones.
extension Derivation {
  /// Whether both take the same steps and differ only in how long axes are, and in the numbers and
  /// places that follow from that.
  func isLike(_ other: Derivation) -> Bool {
    kind == other.kind && of.isLike(other.of) && withRespectTo.isLike(other.withRespectTo)
      && steps.isLike(other.steps)
      && cases.count == other.cases.count
      && zip(cases, other.cases).allSatisfy { $0.result.isLike($1.result) }
  }

  /// Counts every line as the one like it was counted.
  mutating func takeCounts(from other: Derivation) {
    for place in steps.indices {
      steps[place].checked = other.steps[place].checked
      for inner in steps[place].substeps.indices {
        steps[place].substeps[inner].checked = other.steps[place].substeps[inner].checked
      }
    }
    for place in cases.indices { cases[place].checked = other.cases[place].checked }
  }
}

extension [Derivation.Step] {
  fileprivate func isLike(_ other: [Derivation.Step]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy {
        $0.rule == $1.rule && $0.before.isLike($1.before) && $0.after.isLike($1.after)
          && $0.substeps.isLike($1.substeps)
      }
  }
}

extension Subscript {
  fileprivate func isLike(_ other: Subscript) -> Bool {
    switch (self, other) {
    case (.index(let a), .index(let b)): a.name == b.name
    case (.fixed, .fixed): true
    case (.affine(let a), .affine(let b)):
      a.constant == b.constant && a.terms.count == b.terms.count
        && zip(a.terms, b.terms).allSatisfy {
          $0.index.name == $1.index.name && $0.coefficient == $1.coefficient
        }
    case (.index, _), (.fixed, _), (.affine, _): false
    }
  }
}

extension Element {
  fileprivate func isLike(_ other: Element) -> Bool {
    tensor == other.tensor && subscripts.count == other.subscripts.count
      && zip(subscripts, other.subscripts).allSatisfy { $0.isLike($1) }
  }
}

extension IndexExpression {
  fileprivate func isLike(_ other: IndexExpression) -> Bool {
    func alike(_ a: [IndexExpression], _ b: [IndexExpression]) -> Bool {
      a.count == b.count && zip(a, b).allSatisfy { $0.isLike($1) }
    }
    switch (self, other) {
    case (.number, .number): return true
    case (.constant(let a), .constant(let b)): return a == b
    case (.element(let a), .element(let b)): return a.isLike(b)
    case (.delta(let a, let b), .delta(let c, let d)): return a.isLike(c) && b.isLike(d)
    case (.sum(let i, let a), .sum(let j, let b)): return i.name == j.name && a.isLike(b)
    case (.addition(let a), .addition(let b)): return alike(a, b)
    case (.product(let a), .product(let b)): return alike(a, b)
    case (.power(let a, let n), .power(let b, let m)): return n == m && a.isLike(b)
    case (.function(let f, let a), .function(let g, let b)): return f == g && a.isLike(b)
    case (.indicator(let a), .indicator(let b)): return a.isLike(b)
    case (.derivative(let a, let p), .derivative(let b, let q)):
      return a.isLike(b) && p.isLike(q)
    case (.number, _), (.constant, _), (.element, _), (.delta, _), (.sum, _), (.addition, _),
      (.product, _),
      (.power, _), (.function, _), (.indicator, _), (.derivative, _):
      return false
    }
  }
}
