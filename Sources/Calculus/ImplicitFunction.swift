import IndexNotation
import Tensors

/// A function whose result no formula gives entry by entry: it is known by an equation that it
/// satisfies, as an inverse is by `Σ_k A_ik R_kj = δ_ij`.
///
/// Value, Jacobian and pullback are stated; why the pullback is what it is follows from the equation,
/// by differentiating it.
public protocol ImplicitFunction: Function {
  /// What equations call the result.
  var resultName: String { get }
  /// What the result satisfies, in index notation with the parameters' names.
  func equation(_ arguments: [Shape], result: String) -> Identity
  /// The indices of an entry of the result.
  func indices(_ arguments: [Shape]) -> [Index]
  /// The lines that the proof of the pullback passes.
  /// - Parameter variable: the entry of an argument that is differentiated by.
  func outline(
    _ arguments: [Shape], by variable: Element, in names: PullbackLemmaNames
  ) -> PullbackOutline
  /// What the outline mentions besides the arguments, the result and the gradient with respect to
  /// it, by name.
  func companions(
    _ arguments: [Tensor], result: Tensor, cotangent: Tensor
  ) -> [String: Tensor]
  /// Whether derivatives can be measured at these arguments: the result does not change abruptly.
  func isSteady(at arguments: [Tensor]) -> Bool
}

extension ImplicitFunction {
  /// None.
  public func entryFormula(_ arguments: [Shape]) -> Definition? { nil }
  /// y, where the function says nothing else.
  public var resultName: String { "y" }
  /// None, where the function says nothing else.
  public func companions(
    _ arguments: [Tensor], result: Tensor, cotangent: Tensor
  ) -> [String: Tensor] { [:] }

  fileprivate func implied(
    _ arguments: [Shape], in names: PullbackLemmaNames
  ) -> ImplicitResult {
    let parameters = parameters
    return ImplicitResult(
      names.result, indices(arguments),
      of: SymbolicModel(
        zip(parameters, arguments).map { SymbolicQuantity($0, shape: $1.dimensions) }
          + [SymbolicQuantity(names.cotangent, shape: knownShape(arguments).dimensions)]),
      cotangent: names.cotangent, outline: { outline(arguments, by: $0, in: names) },
      values: { tensors in
        let own = parameters.compactMap { tensors[$0] }
        guard own.count == parameters.count, let cotangent = tensors[names.cotangent],
          isSteady(at: own)
        else { return nil }
        let result = value(own)
        var known = companions(own, result: result, cotangent: cotangent)
        known[names.result] = result
        return known
      })
  }
}

/// The lemma of the pullback of a function that is known by an equation; see `pullbackLemma`.
func implicitPullbackLemma(
  of function: any ImplicitFunction, arguments: [Shape], argument: Int
) throws(DerivationError) -> Derivation {
  let names = PullbackLemmaNames(of: function)
  let axes = ShortAxes(of: arguments + [function.knownShape(arguments)])
  return try .pullback(
    of: function.implied(arguments, in: names), withRespectTo: function.parameters[argument],
    twin: axes.changeNothing ? nil : function.implied(arguments.map { axes($0) }, in: names))
}
