import IndexNotation

/// Every entry above 0, and e^z - 1 elsewhere, as max(z, 0) + α (e^min(z, 0) - 1); its derivative at 0
/// is taken as α, which is 1.
///
/// Source: https://arxiv.org/abs/1511.07289
struct ELU: ElementwiseFunction {
  let name = "elu"
  let summary =
    "Every entry above 0, and e^z - 1 elsewhere: max(z, 0) + e^min(z, 0) - 1; its derivative at 0 is 1."
  let source = "https://arxiv.org/abs/1511.07289"
  let options = [OptionDeclaration("alpha", .number)]
  /// What it tends to far below 0, with a minus.
  var alpha = Rational.one

  func configured(with options: Options) throws(OptionError) -> any Function {
    ELU(alpha: options.number("alpha") ?? alpha)
  }

  /// The exponential is taken of what is not above 0, so that it does not overflow.
  func formula<E: EntryArithmetic>(_ z: E) -> E {
    .larger(z, .zero) + .number(alpha) * .call(Expm1(), .smaller(.zero, z))
  }

  func numPy(_ arguments: [String]) -> String {
    let z = arguments[0]
    let factor = alpha == .one ? "" : "\(shortText(alpha.double)) * "
    return "(np.maximum(\(z), 0) + \(factor)np.expm1(np.minimum(\(z), 0)))"
  }
}
