import IndexNotation

/// Every entry above 0, and a small part of it elsewhere: z, or 0.01 z; its derivative at 0 is taken
/// as 0.01.
///
/// Source: A. Maas, A. Hannun, A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models,
/// 2013; names and derivative at 0:
/// https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
struct LeakyReLU: ElementwiseFunction {
  let name = "leaky_relu"
  let summary =
    "Every entry above 0, and 0.01 times it elsewhere; its derivative at 0 is taken as 0.01."
  let source =
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html"
  let options = [OptionDeclaration("negative_slope", .number)]
  /// The slope below 0.
  var negativeSlope = Rational(1, 100)

  func configured(with options: Options) throws(OptionError) -> any Function {
    LeakyReLU(negativeSlope: options.number("negative_slope") ?? negativeSlope)
  }

  func formula<E: EntryArithmetic>(_ z: E) -> E { .either(z, z, .number(negativeSlope) * z) }

  func numPy(_ arguments: [String]) -> String {
    let z = arguments[0]
    return "np.where(\(z) > 0, \(z), \(shortText(negativeSlope.double)) * (\(z)))"
  }
}
