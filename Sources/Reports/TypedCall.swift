import Calculus
import Formulas
import ModelLanguage
import Tensors

/// A call that is not what stands in the model: a derivative, which became its closed form, or a
/// composition, which became its lines.
struct TypedCall {
  private let call: Syntax

  /// - Parameters:
  ///   - definition: as the author typed it.
  ///   - expanded: what became of it.
  init?(_ definition: String, expanded: Syntax) {
    do throws(ModelError) {
      call = try Parser.expression(of: definition)
    } catch {
      // A definition in index notation with its own syntax is no such call.
      return nil
    }
    guard case .call(let name, _, _, _) = call, call.text != expanded.text,
      Self.derivatives[name] != nil || composition(named: name) != nil
    else { return nil }
  }

  /// How often each differentiates.
  private static let derivatives = ["grad": 1, "jacobian": 1, "hessian": 2]

  /// `dL/dw`, or the call.
  func formula(_ shape: @escaping (String) -> Shape?) -> Formula {
    guard case .call(let name, let arguments, _, _) = call, let order = Self.derivatives[name],
      arguments.count == 2
    else { return Formula(call, shape: shape) }
    let (of, by) = (Formula(arguments[0], shape: shape), Formula(arguments[1], shape: shape))
    guard order == 1 else { return Formula(call, shape: shape) }
    return .derivative(.total, of: of, withRespectTo: by)
  }
}
