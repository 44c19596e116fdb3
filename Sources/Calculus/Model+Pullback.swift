import Tensors

extension Model {
  /// The gradients of a scalar node with respect to every node it depends on, by the pullback
  /// through the whole model (reverse accumulation); no Jacobian is built.
  ///
  /// - Parameter weights: in the loss's shape; of a loss that is no single number, the gradient of the
  ///   weighted sum of its entries. Ones, where there are none given.
  /// - Returns: for every node the gradient in its shape, `nil` where the loss does not depend on
  ///   it or where it is not on a way from a target.
  public func gradients(
    of loss: Int, withRespectTo targets: [Int], values: [Tensor], weights: Tensor? = nil
  ) -> [Tensor?] {
    var needed = [Bool](repeating: false, count: nodes.count)
    for target in targets {
      for (place, depends) in dependents(of: target).enumerated() where depends {
        needed[place] = true
      }
    }
    var gradients = [Tensor?](repeating: nil, count: nodes.count)
    gradients[loss] = weights ?? Tensor(repeating: 1, shape: nodes[loss].shape)
    for place in stride(from: loss, through: 0, by: -1) {
      guard let cotangent = gradients[place],
        case .apply(let function, let arguments) = nodes[place].operation
      else { continue }
      let inputs = arguments.map { values[$0] }
      for (argument, source) in arguments.enumerated() where needed[source] {
        let contribution = function.pullback(
          cotangent, inputs, result: values[place], withRespectTo: argument)
        gradients[source] = gradients[source].map { $0 + contribution } ?? contribution
      }
    }
    return gradients
  }

  /// How many multiplications and divisions the pullback from `loss` to `target` takes.
  public func pullbackMultiplications(from loss: Int, to target: Int) -> Int {
    let above = dependents(of: target)
    var below = [Bool](repeating: false, count: nodes.count)
    below[loss] = true
    var total = 0
    for place in stride(from: loss, through: 0, by: -1) where below[place] && above[place] {
      guard case .apply(let function, let arguments) = nodes[place].operation else { continue }
      for (argument, source) in arguments.enumerated() where above[source] {
        below[source] = true
        total += function.pullbackMultiplications(
          arguments.map { nodes[$0].shape }, withRespectTo: argument)
      }
    }
    return total
  }
}
