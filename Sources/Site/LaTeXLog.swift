import Foundation

/// The log of one run of LaTeX with `-file-line-error`.
struct LaTeXLog {
  private let lines: [String]
  private let name: String

  /// - Parameter name: the document's name.
  init(_ bytes: [UInt8], name: String) {
    lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    self.name = name
  }

  /// The first error:
  ///
  ///     ./page.tex:7: Undefined control sequence.
  ///     l.7 \nonsense
  ///
  /// or, where TeX was reading something else, `! File ended while scanning use of \textbf .`
  var error: LaTeXError? {
    for (number, line) in lines.enumerated() {
      guard let (place, message) = place(of: line) else { continue }
      // What belongs to it goes on to the line that shows where TeX was reading, and the rest of it.
      let rest = lines[number...].prefix(25)
      let shown = rest.firstIndex { $0.hasPrefix("l.") }
      let context = lines[(number + 1)..<min((shown ?? number) + 2, lines.count)]
      return LaTeXError(
        texLine: place ?? rest.lazy.compactMap { self.place(of: $0)?.line }.first,
        message: "LaTeX: " + message,
        context: context.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
    return nil
  }

  /// The last lines.
  var end: [String] { Array(lines.filter { !$0.isEmpty }.suffix(8)) }

  /// What a line says about an error: the line of our document, where it is one of it.
  private func place(of line: String) -> (line: Int?, message: String)? {
    if line.hasPrefix("! ") { return (nil, Self.sentence(line.dropFirst(2))) }
    // ./page.tex:7: or /usr/share/texmf/tex/some.sty:7:
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let number = Int(parts[1]), parts[2].hasPrefix(" "),
      parts[0].contains(".")
    else { return nil }
    let isOurs = parts[0] == "./\(name).tex" || parts[0] == "\(name).tex"
    return (isOurs ? number : nil, Self.sentence(parts[2].dropFirst()))
  }

  /// Without who says it, and without the full stop.
  private static func sentence(_ text: Substring) -> String {
    let said = text.hasPrefix("LaTeX Error: ") ? text.dropFirst(13) : text
    let text = said.trimmingCharacters(in: .whitespaces)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
