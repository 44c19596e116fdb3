import IndexNotation

/// Every function of the model language, in the order a reader meets them.
///
/// To add one: write its file in `Functions/` and add a line here; a test compares the two.
public let catalogue: [any Function] = [
  Add(), Subtract(), Multiply(), Divide(), Power(), Negate(), MatMul(), Transpose(),
  Greater(), GreaterEqual(), Less(), LessEqual(), Equal(), NotEqual(), And(), Or(), Where(),
  Eye(), Ones(), Zeros(), Arange(), Tri(), Stack(), Concatenate(), Reshape(), Pad(), SwapAxes(),
  Sum(), Mean(), Max(), Min(), ArgMax(), Maximum(), Minimum(), Clip(),
  Exp(), Expm1(), Log(), Log1p(), Log2(), Log10(), Square(), Sqrt(), Reciprocal(), Abs(), Sign(),
  Sin(), Cos(), Tan(), ArcSin(), ArcCos(), ArcTan(),
  Sinh(), Cosh(), Tanh(), ArcSinh(), ArcCosh(), ArcTanh(),
  Sigmoid(), LogSigmoid(), Softplus(), ReLU(), ReLU6(), LeakyReLU(), HardTanh(), ELU(), SiLU(),
  GELU(), GELU(approximation: .tanh),
  Erf(), Erfc(), Ndtr(), NormPDF(), GammaLn(), Polygamma(order: 0), Polygamma(order: 1),
  Einsum(), Conv1D(), Convolve(), Conv2D(),
  Softmax(), CrossEntropy(),
  LogSumExp(), LogSoftmax(),
  Dot(), Outer(), Diagonal(), Trace(), Norm(),
  Inverse(), Solve(), Determinant(), LogDeterminant(),
]

/// Every composition of the model language, in the order a reader meets them.
///
/// To add one: write its file in `Compositions/` and add a line here; a test compares the two.
public let compositions: [any Composition] = [
  Variance(), StandardDeviation(), NormOfOrder(), CumulativeSum(), LowerTriangle(),
  UpperTriangle(), Flip(), Ravel(), OnesLike(), ZerosLike(), Full(),
  MeanSquaredError(), MeanAbsoluteError(), Huber(), Hinge(),
  BinaryCrossEntropy(), BinaryCrossEntropyWithLogits(), NegativeLogLikelihood(), KLDivergence(),
  CosineSimilarity(), LayerNorm(), RMSNorm(), BatchNorm(), Dropout(),
  PaddedConv1D(), PaddedConv2D(), MaxPool1D(), MaxPool2D(), AveragePool1D(), AveragePool2D(),
  Embedding(), Product(), Attention(), RNNCell(), GRUCell(), LSTMCell(),
]

/// The composition with this name, or `nil`.
public func composition(named name: String) -> (any Composition)? {
  compositions.first { $0.name == name || $0.aliases.contains(name) }
}

/// The function of the catalogue with this name, or `nil`.
public func catalogueFunction(named name: String) -> (any Function)? {
  catalogue.lazy.compactMap { $0.called(name) }.first
}

/// Every name by which a model may call a function.
public var catalogueNames: [String] {
  catalogue.flatMap { [$0.name] + $0.aliases }.filter { $0.first?.isLetter == true }
}

/// Every name by which a model may call a composition.
public var compositionNames: [String] {
  compositions.flatMap { [$0.name] + $0.aliases }
}

/// What a name stands for where no quantity has it: `pi`, `e`.
public func namedConstant(_ name: String) -> (any Function)? {
  let constants = [ConstantFunction(constant: .pi), ConstantFunction(constant: .e)]
  return constants.first { $0.name == name }
}

/// Quantities in a list, along a new axis: `[a, b]`.
public func list() -> any Function { Stack() }

/// `z ** p` with a fixed exponent, for any base that the power is defined for.
public func power(exponent: Rational) -> any Function { ConstantPower(exponent: exponent) }

/// The part of a tensor at places of its first axes: `z[0, 2]`, `x[1:]`.
public func part(at places: [AxisPlace]) -> any Function { Part(places) }
