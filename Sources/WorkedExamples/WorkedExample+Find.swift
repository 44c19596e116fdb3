import IndexNotation

extension WorkedExample {
  /// The quantity of this name.
  public func quantity(_ name: String) -> Quantity? { quantities.first { $0.name == name } }

  /// The local derivative ∂of/∂withRespectTo as a matrix.
  public func jacobian(of: String, withRespectTo other: String) -> Jacobian? {
    jacobians.first { $0.of == of && $0.withRespectTo == other }
  }

  /// The gradient dof/dwithRespectTo, where the author asked for it.
  public func gradient(of: String, withRespectTo other: String) -> Gradient? {
    gradients.first { $0.of == of && $0.withRespectTo == other }
  }

  /// How a derivative was derived: of a loss that uses a quantity directly and through others there
  /// are two with the same names, the local one and the total one.
  public func derivation(
    _ kind: Derivation.Kind, of: String, withRespectTo other: String
  ) -> Derivation? {
    derivations.first {
      $0.kind == kind && $0.of.tensor == of && $0.withRespectTo.tensor == other
    }
  }

  /// The lemma that gives the local derivative ∂of/∂withRespectTo.
  public func lemma(of: String, withRespectTo other: String) -> Lemma? {
    lemmas.first { lemma in
      lemma.uses.contains { $0.of == of && $0.withRespectTo == other }
    }
  }
}
