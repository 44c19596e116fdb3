import IndexNotation
import Tensors

/// The gradients of a loss with respect to all quantities it depends on, each in the gradients of
/// what is built on it: once through the model from the end, one pullback an operation.
struct BackwardPass {
  let model: MatrixModel
  let loss: String
  /// The quantities that depend on what is asked for: only their gradients are worked out.
  let leading: Set<String>
  /// From the loss backward, then the givens, those of low rank first.
  private(set) var order: [String] = []
  /// The gradient of a quantity as it arrives.
  private(set) var arrived: [String: MatrixExpression] = [:]
  /// Which quantities' definitions a gradient comes from, in the order of the model.
  private(set) var consumers: [String: [String]] = [:]
  /// Why a gradient has no matrix notation.
  private(set) var unsaid: [String: String] = [:]

  private var algebra: Algebra { model.algebra }

  /// - Parameter targets: the quantities whose gradients are wanted; one that the loss turns out not
  ///   to depend on has the gradient 0.
  init(_ model: MatrixModel, from loss: String, targets: [String]) {
    self.model = model
    self.loss = loss
    let algebra = model.algebra
    algebra.folds = true
    defer { algebra.folds = false }
    leading = model.quantitiesFrom(Set(targets))
    var shares: [MatrixExpression: [MatrixExpression]] = [:]
    guard let start = model[loss] else { return }
    shares[start.symbol] = [algebra.ones(start.symbol.shape)]
    for quantity in model.quantities.reversed() {
      guard let own = shares[quantity.symbol] else { continue }
      if case .given = quantity.body { continue }
      arrive(quantity.name, own, quantity.symbol.shape)
      let d =
        quantity.name == loss
        ? algebra.ones(quantity.symbol.shape)
        : algebra.delta(quantity.name, quantity.symbol.shape)
      switch quantity.body {
      case .given: break
      case .expression(let body):
        for (symbol, gradient) in gradients(through: body, d) {
          shares[symbol, default: []].append(gradient)
          if let name = symbol.symbol?.name { consumers[name, default: []].append(quantity.name) }
        }
      case .unsaid(let reason, let inputs):
        for input in inputs {
          guard let symbol = model[input]?.symbol else { continue }
          unsaid[input] = reason
          shares[symbol, default: []] += []
          consumers[input, default: []].append(quantity.name)
        }
      }
    }
    // Of the givens those of low rank first: a bias's gradient is what its weights' are written in.
    let givens = model.quantities.filter { if case .given = $0.body { true } else { false } }
    for rank in Set(givens.map(\.symbol.rank)).sorted() {
      for quantity in givens where quantity.symbol.rank == rank {
        guard let own = shares[quantity.symbol] else { continue }
        arrive(quantity.name, own, quantity.symbol.shape)
      }
    }
    for target in targets where !order.contains(target) {
      guard let symbol = model[target]?.symbol else { continue }
      arrive(target, [], symbol.shape)
    }
    for name in consumers.keys { consumers[name]?.reverse() }
  }

  /// Whether a quantity is a value that the author supplies.
  func isGiven(_ name: String) -> Bool {
    if case .given? = model[name]?.body { true } else { false }
  }

  private mutating func arrive(_ name: String, _ shares: [MatrixExpression], _ shape: Shape) {
    order.append(name)
    if unsaid[name] == nil { arrived[name] = algebra.sum(of: shares, shape: shape) }
  }

  /// Gradients by the names in a definition, from the gradient of the definition.
  private func gradients(
    through body: MatrixExpression, _ d: MatrixExpression
  ) -> [(MatrixExpression, MatrixExpression)] {
    var order: [MatrixExpression] = []
    var seen: Set<MatrixExpression> = []
    func visit(_ expression: MatrixExpression) {
      guard seen.insert(expression).inserted else { return }
      for child in expression.children { visit(child) }
      order.append(expression)
    }
    visit(body)
    var arrived: [MatrixExpression: [MatrixExpression]] = [body: [d]]
    var found: [(MatrixExpression, MatrixExpression)] = []
    for expression in order.reversed() {
      guard let shares = arrived[expression] else { continue }
      let gradient = algebra.sum(of: shares, shape: expression.shape)
      if expression.symbol?.kind == .quantity {
        found.append((expression, gradient))
      } else {
        for (operand, share) in algebra.rules.pullback(algebra, expression, gradient) {
          arrived[operand, default: []].append(share)
        }
      }
    }
    return found
  }
}
