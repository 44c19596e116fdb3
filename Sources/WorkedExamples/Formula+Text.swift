extension Formula {
  /// In the model language, with the brackets it needs and no others.
  public var text: String { text(above: 0) }

  /// - Parameter level: how tightly what stands around it binds.
  private func text(above level: Int) -> String {
    let (own, text): (Int, String) =
      switch self {
      case .number(let text): (9, text)
      case .name(let name): (9, name)
      case .call(let name, let arguments, let options):
        (9, name + "(" + (arguments.map(\.text) + options).joined(separator: ", ") + ")")
      case .entry(let inner, let places):
        (9, inner.text(above: 8) + "[" + places.map(String.init).joined(separator: ", ") + "]")
      case .transpose(let inner): (8, inner.text(above: 8) + ".T")
      case .negation(let inner): (5, "-" + inner.text(above: 5))
      case .binary(let sign, let left, let right):
        Self.binary(sign, left, right)
      case .indexNotation: (9, "")
      }
    return own < level ? "(\(text))" : text
  }

  private static func binary(
    _ sign: String, _ left: Formula, _ right: Formula
  ) -> (Int, String) {
    let level = sign == "+" || sign == "-" ? 3 : sign == "**" ? 7 : 4
    // All group from the left, but for powers.
    let a = left.text(above: sign == "**" ? level + 1 : level)
    let b = right.text(above: sign == "**" ? level - 2 : level + 1)
    return (level, sign == "**" ? "\(a)**\(b)" : "\(a) \(sign) \(b)")
  }
}
