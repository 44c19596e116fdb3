import IndexNotation

/// Every function of the model language, in the order a reader meets them.
///
/// To add one: write its file in `Functions/` and add a line here; a test compares the two.
public let catalogue: [any Function] = [
  Add(), Subtract(), Multiply(), Divide(), Power(), Negate(), MatMul(), Transpose(),
  Sum(axis: nil), Mean(axis: nil), Maximum(),
  Exp(), Log(), Sqrt(), Abs(), Sign(), Sin(), Cos(), Tanh(), Sigmoid(), ReLU(),
  Softmax(), CrossEntropy(),
]

/// The function of the catalogue with this name, or `nil`.
public func catalogueFunction(named name: String) -> (any Function)? {
  catalogue.first { $0.name == name }
}

/// `z ** p` with a fixed exponent, for any base that the power is defined for.
public func power(exponent: Rational) -> any Function { ConstantPower(exponent: exponent) }

/// The part of a tensor at fixed places of its first axes, counted from 0: `z[0, 2]`.
public func entry(at places: [Int]) -> any Function { EntryAt(places: places) }
