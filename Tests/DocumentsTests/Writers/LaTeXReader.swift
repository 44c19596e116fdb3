/// LaTeX text read back by a reader of the tests' own: it knows what stands for a character, and
/// refuses every other command and every bare special character.
enum LaTeXReader {
  struct Fault: Error { let rest: String }

  /// Longer ones first.
  private static let known: [(String, String)] = [
    ("\\textbackslash{}", "\\"), ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^"),
    ("\\textless{}", "<"), ("\\textgreater{}", ">"), ("\\textbar{}", "|"),
    ("\\textquotedbl{}", "\""), ("\\textasciigrave{}", "`"), ("\\{", "{"), ("\\}", "}"),
    ("\\$", "$"), ("\\&", "&"), ("\\#", "#"), ("\\%", "%"), ("\\_", "_"), ("{[}", "["),
    ("{]}", "]"),
    ("{*}", "*"), ("{}", ""), ("~", "\u{A0}"),
  ]

  static func text(_ latex: String) throws(Fault) -> String {
    var rest = latex[...]
    var text = ""
    while let character = rest.unicodeScalars.first {
      if let (command, meaning) = known.first(where: {
        rest.unicodeScalars.starts(with: $0.0.unicodeScalars)
      }) {
        text += meaning
        rest.unicodeScalars.removeFirst(command.unicodeScalars.count)
      } else if "\\{}$&#%_^~".unicodeScalars.contains(character) {
        throw Fault(rest: String(rest.prefix(40)))
      } else {
        text.unicodeScalars.append(character)
        rest.unicodeScalars.removeFirst()
      }
    }
    return text
  }
}
