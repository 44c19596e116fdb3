import IndexNotation
import Tensors

/// Why a function's pullback is what it is, entry by entry: the derivation of the derivative of
/// `Σ d ⊙ f(x, ...)` with respect to an entry of one argument, d held still.
///
/// For softmax it ends at `S_a (d_a - Σ_t d_t S_t)`, for the left side of `A @ B` at
/// `Σ_j d_aj B_bj`. Arguments have the names of the function's parameters; the result and d have
/// free ones (`PullbackLemmaNames`). Every line holds on random values. What it costs depends on the
/// function and on how many axes there are, not on how long they are: lines are checked on short
/// axes, and the lemma is the same for all arguments with as many axes that are equally long and of
/// length 1 at the same places.
/// - Parameters:
///   - arguments: the arguments' shapes, which fit.
///   - argument: which argument, counted from 0.
/// - Throws: `DerivationError`; `noPath` where the function does not depend on the argument.
public func pullbackLemma(
  of function: any Function, arguments: [Shape], argument: Int
) throws(DerivationError) -> Derivation {
  if let function = function as? any ImplicitFunction {
    return try implicitPullbackLemma(of: function, arguments: arguments, argument: argument)
  }
  guard function.entryFormula(arguments) != nil else {
    throw .noFormula(quantity: function.name)
  }
  let names = PullbackLemmaNames(of: function)
  let axes = ShortAxes(of: arguments + [function.knownShape(arguments)])
  var twin: SymbolicModel?
  if !axes.changeNothing {
    let small = function.shortened(axes, arguments)
    let shapes = arguments.map { axes($0) }
    do throws(ShapeMismatch) {
      _ = try small.resultShape(shapes)
      twin = names.model(small, shapes)
    } catch {
      // It does not take short axes: its own serve.
    }
  }
  return try .pullback(
    of: names.result, in: names.model(function, arguments), cotangent: names.cotangent,
    withRespectTo: function.parameters[argument], twin: twin)
}

/// What a function's pullback lemma calls things that are not arguments.
public struct PullbackLemmaNames: Hashable, Sendable {
  /// The function's result.
  public let result: String
  /// The gradient with respect to the result.
  public let cotangent: String

  /// Names that no parameter has.
  public init(of function: any Function) {
    func free(_ names: [String], besides taken: [String] = []) -> String {
      let taken = Set(function.parameters + taken)
      return names.first { !taken.contains($0) } ?? names[0] + "_result"
    }
    let own = (function as? any ImplicitFunction)?.resultName ?? function.resultLetter
    result = free([own].compactMap(\.self) + ["y", "u", "r", "v"])
    cotangent = free(["d", "g", "h", "q"], besides: [result])
  }

  fileprivate func model(_ function: any Function, _ arguments: [Shape]) -> SymbolicModel {
    let definition = function.entryFormula(arguments)
    let shape = function.knownShape(arguments).dimensions
    return SymbolicModel(
      zip(function.parameters, arguments).map { SymbolicQuantity($0, shape: $1.dimensions) } + [
        SymbolicQuantity(cotangent, shape: shape),
        SymbolicQuantity(
          result, shape: shape, definition: definition, facts: function.resultFacts,
          identities: function.identities(arguments, result: result)),
      ])
  }
}

/// What is known of a function's result, which the lemma of its pullback rests on.
public func pullbackClaim(
  of function: any Function, _ arguments: [Shape]
) -> Lemma.Pullback.Claim {
  if let function = function as? any ImplicitFunction {
    let result = PullbackLemmaNames(of: function).result
    return .equation(function.equation(arguments, result: result))
  }
  guard let definition = function.entryFormula(arguments) else {
    preconditionFailure("\(function.name) has neither a formula nor an equation")
  }
  return .formula(definition.body)
}

/// What the last line of a pullback's lemma gives on numbers, in plain floating point.
/// - Parameters:
///   - offsets: the entries of the argument that are worked, by their places in storage.
public func pullbackEntries(
  _ lemma: Derivation, of function: any Function, _ arguments: [Tensor], result: Tensor,
  cotangent: Tensor, withRespectTo argument: Int, at offsets: [Int]
) -> [Double] {
  let names = PullbackLemmaNames(of: function)
  var tensors = Dictionary(zip(function.parameters, arguments)) { first, _ in first }
  tensors[names.result] = result
  tensors[names.cotangent] = cotangent
  if let function = function as? any ImplicitFunction {
    let companions = function.companions(arguments, result: result, cotangent: cotangent)
    tensors.merge(companions) { own, _ in own }
  }
  var evaluation = EntryEvaluation(tensors: tensors)
  return offsets.map { offset in
    let position = arguments[argument].shape.position(at: offset)
    for (axis, place) in zip(lemma.withRespectTo.subscripts, position) {
      if let index = axis.index { evaluation.places[index.name] = place }
    }
    return evaluation.value(lemma.result)
  }
}
