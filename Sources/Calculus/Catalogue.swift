/// Every function of the model language, in the order a reader meets them.
///
/// To add one: write its file in `Functions/` and add a line here; a test compares the two.
public let catalogue: [any Function] = [
  Add(), Subtract(), Multiply(), Divide(), Power(), Negate(), MatMul(), Transpose(),
  Sum(axis: nil), Mean(axis: nil), Maximum(),
  Exp(), Log(), Sqrt(), Abs(), Sin(), Cos(), Tanh(), Sigmoid(), ReLU(),
  Softmax(), CrossEntropy(),
]

/// The function of the catalogue with this name, or `nil`.
public func catalogueFunction(named name: String) -> (any Function)? {
  catalogue.first { $0.name == name }
}
