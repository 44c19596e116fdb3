import IndexNotation

/// Every entry brought between 0 and 6, min(max(z, 0), 6); its derivative at 0 and at 6 is taken as 0.
///
/// Source: https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf; the derivative at the bounds:
/// https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html
struct ReLU6: ElementwiseFunction {
  let name = "relu6"
  let summary =
    "Every entry brought between 0 and 6, min(max(z, 0), 6); its derivative at 0 and at 6 is taken "
    + "as 0."
  let source = "https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf"
  /// Its definition mentions the entry many times.
  let resultLetter: String? = "v"
  let sampleEntries = [0.3, -1.2, 7.5, 5.9, 0.6, -3]

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    let most = E.number(Rational(6))
    return .either(z, .either(most - z, z, most), .zero)
  }

  func numPy(_ arguments: [String]) -> String { "np.clip(\(arguments[0]), 0, 6)" }
}
