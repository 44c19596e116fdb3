/// The way to a pullback where no formula gives the result's entries and the result is known by what
/// it satisfies: lines up to where it is no longer differentiated itself, which hold by the equation,
/// and lines that name what came out. What stands between them the engine works out.
///
/// For an inverse R of A, with d the gradient with respect to R, the opening is
/// `Σ d_ij ∂R_ij/∂A_ab = -Σ (Σ R_ki d_kj) Σ ∂A_il/∂A_ab R_lj`, from `A R = I` differentiated; the
/// engine finds `-Σ R_ka d_kj R_bj`.
public struct PullbackOutline: Sendable {
  /// A line that equals the one before it, and why.
  public struct Line: Sendable {
    let reason: Reason
    /// What the line says.
    public let expression: IndexExpression
    /// What it is called.
    public var rule: String { reason.name }

    /// - Parameters:
    ///   - rule: what the line is called, as a teacher would say it.
    ///   - reason: one sentence.
    public init(_ rule: String, because reason: String, _ expression: IndexExpression) {
      self.reason = Reason(rule, because: reason)
      self.expression = expression
    }
  }

  /// What lines mention besides the arguments, the result and the gradient: the cofactors of a
  /// matrix. By name and shape.
  public let companions: [SymbolicQuantity]
  /// From `Σ d ∂y/∂x` to the first line in which the result is not differentiated.
  public let opening: [Line]
  /// From what the engine found to the result, where it has names of its own.
  public let closing: [Line]

  /// An outline by its lines.
  public init(companions: [SymbolicQuantity] = [], opening: [Line], closing: [Line] = []) {
    self.companions = companions
    self.opening = opening
    self.closing = closing
  }

  /// The outline from an equation `Σ ... = ...` that is linear in the result and in what it is
  /// differentiated by.
  ///
  /// With multipliers λ for which `Σ_e λ_e (left of e, with ∂y in place of y)` is `Σ d ∂y`, the
  /// derivative of the equation gives `Σ d ∂y = Σ_e λ_e (∂right - ∂left, y held still)`.
  ///
  /// Source: M. Giles, N. Pierce, An introduction to the adjoint approach to design, 2000,
  /// https://doi.org/10.1023/A:1011430410075
  /// - Parameters:
  ///   - multiplier: λ at the equation's own indices.
  ///   - rule: what the line that brings them in is called, and in one sentence why it holds.
  public init(
    _ equation: Identity, of result: String, withRespectTo variable: Element,
    multiplier: IndexExpression, _ rule: String, because reason: String,
    companions: [SymbolicQuantity] = []
  ) {
    func slope(of tensor: String, in expression: IndexExpression) -> IndexExpression {
      expression.replacing { element in
        element.tensor == tensor
          ? .derivative(of: .element(element), withRespectTo: variable) : nil
      }
    }
    func weighted(_ expression: IndexExpression) -> IndexExpression {
      equation.indices.reversed().reduce(.times([multiplier, expression])) {
        .summed(over: $1, $0)
      }
    }
    var sides: [IndexExpression] = []
    if equation.right.mentions(tensor: variable.tensor) {
      sides.append(slope(of: variable.tensor, in: equation.right))
    }
    if equation.left.mentions(tensor: variable.tensor) {
      sides.append(.negated(slope(of: variable.tensor, in: equation.left)))
    }
    self.init(
      companions: companions,
      opening: [
        Line(
          rule, because: reason,
          weighted(slope(of: result, in: equation.left))),
        Line(
          "differentiate the equation",
          because: "It holds whatever the arguments are, so both of its sides change alike.",
          weighted(.plus(sides))),
      ])
  }
}
