import IndexNotation

/// Every entry brought between -1 and 1, min(max(z, -1), 1); its derivative at -1 and at 1 is taken
/// as 0.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
struct HardTanh: ElementwiseFunction {
  let name = "hardtanh"
  let summary =
    "Every entry brought between -1 and 1, min(max(z, -1), 1); its derivative at -1 and at 1 is taken "
    + "as 0."
  let source =
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html"
  let options = [OptionDeclaration("min_val", .number), OptionDeclaration("max_val", .number)]
  /// Its definition mentions the entry many times.
  let resultLetter: String? = "v"
  /// The bounds.
  var least = Rational(-1)
  var most = Rational.one

  func configured(with options: Options) throws(OptionError) -> any Function {
    let bounds = (options.number("min_val") ?? least, options.number("max_val") ?? most)
    guard bounds.0 < bounds.1 else {
      throw OptionError("the option 'max_val' is above 'min_val'")
    }
    return HardTanh(least: bounds.0, most: bounds.1)
  }

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    let (least, most) = (E.number(least), E.number(most))
    return .either(z - least, .either(most - z, z, most), least)
  }

  func numPy(_ arguments: [String]) -> String {
    "np.clip(\(arguments[0]), \(shortText(least.double)), \(shortText(most.double)))"
  }
}
