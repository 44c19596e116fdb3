import Calculus
import Problems
import Tensors

extension Worker {
  /// Takes gradient steps, `W <- W - rate * dL/dW`, and notes the loss after each.
  func descend(_ request: Example.DescentRequest) throws(Problem) -> Descent {
    let model = example.model
    var current = values
    var losses = [values[request.loss].scalar]
    var afterFirstStep: [Quantity] = []
    for step in 1...request.steps {
      let gradients = model.gradients(
        of: request.loss, withRespectTo: request.moved, values: current)
      var givens = Dictionary(example.givens.map { ($0.name, $0.value) }) { first, _ in first }
      for node in request.moved {
        guard let gradient = gradients[node] else {
          preconditionFailure("no gradient with respect to \(name(node))")
        }
        givens[name(node)] = current[node] + (-request.rate) * gradient
      }
      current = model.forward(givens)
      let loss = current[request.loss].scalar
      guard loss.isFinite || example.allowsNotFinite else {
        throw example.places.problem(
          at: nil, "the loss is no longer finite after \(step) steps of rate \(request.rate)",
          "choose a smaller rate")
      }
      losses.append(loss)
      if step == 1 { afterFirstStep = moved(request, current) }
    }
    return Descent(
      of: name(request.loss), moved: request.moved.map(name), rate: request.rate, losses: losses,
      afterFirstStep: afterFirstStep, afterLastStep: moved(request, current))
  }

  private func moved(_ request: Example.DescentRequest, _ values: [Tensor]) -> [Quantity] {
    request.moved.map { node in
      Quantity(
        name: name(node), role: .computed, value: values[node], definition: "", rightSide: nil,
        classes: [], isTyped: false, entryDefinition: nil)
    }
  }

  /// The loss after one step of a descent along a given gradient.
  func loss(
    _ loss: Int, afterStepAlong gradient: Tensor, of target: Int, rate: Double
  ) -> Double {
    var givens = Dictionary(example.givens.map { ($0.name, $0.value) }) { first, _ in first }
    givens[name(target)] = values[target] + (-rate) * gradient
    return example.model.forward(givens)[loss].scalar
  }
}
