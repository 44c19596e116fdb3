import Formulas
import Problems

/// Text as LaTeX that pdflatex sets as typed: the one place where LaTeX is escaped.
enum LaTeXText {
  /// Appends text within a line. Control characters are left out, so that it stays on one; tokens of
  /// places pass.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      if isPlain(scalar) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let command = commands[scalar] {
        bytes += command.utf8
      } else if scalar == "-" {
        // Two hyphens in a row would become a dash.
        bytes += bytes.last == UInt8(ascii: "-") ? "{}-".utf8 : "-".utf8
      } else if scalar == "\n" || scalar == "\t" {
        bytes.append(UInt8(ascii: " "))
      } else if scalar.isControl {
        continue
      } else if (0xF0000...0xF0003).contains(scalar.value) {
        bytes += String(scalar).utf8
      } else {
        bytes += TeX.text(of: scalar).utf8
      }
    }
  }

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it is one byte that means itself: letters, digits, spaces and most of the points.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", ";", ":", "!", "?", "'", "(", ")", "/",
      "+", "=", "@":
      true
    default: false
    }
  }

  /// Lines in typewriter type, spaces kept.
  static func listing(_ text: String) -> String {
    "{\\parskip=0pt\\ttfamily\\obeylines\n" + lines(text) + "\n}"
  }

  /// The lines of a program, their blanks kept; where lines are obeyed.
  static func lines(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.map { "\\mbox{}" + escaped(String($0)).replacing(" ", with: "~") }
      .joined(separator: "\n")
  }

  private static let commands: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "%": "\\%", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\textquotedbl{}",
    "`": "\\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}", "\u{2009}": "\\,",
    "\u{202F}": "\\,", "·": "\\ensuremath{\\cdot}", "∑": "\\ensuremath{\\sum}",
    "⊤": "\\ensuremath{\\top}",
  ]
}
