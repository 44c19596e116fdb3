extension Unicode.Scalar {
  /// Whether it is a control character: not seen, but a terminal obeys it.
  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
  /// The text with U+FFFD for every control character but line feeds: what an author wrote cannot
  /// drive the terminal that shows it.
  package var withoutControls: String {
    guard unicodeScalars.contains(where: { $0.isControl && $0 != "\n" }) else { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.isControl && $0 != "\n" ? "\u{FFFD}" : $0 }))
  }
}
