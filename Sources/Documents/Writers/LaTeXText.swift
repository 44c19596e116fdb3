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
      } else if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
        continue
      } else if isKnown(scalar) || (0xF0000...0xF0003).contains(scalar.value) {
        bytes += String(scalar).utf8
      } else {
        bytes += "[U+\(String(scalar.value, radix: 16, uppercase: true))]".utf8
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

  /// Whether pdflatex with its usual fonts has the character: Latin with accents, punctuation.
  private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA1...0xFF, 0x100...0x107, 0x10C...0x111, 0x118...0x11B, 0x139...0x13A,
      0x13D...0x13E, 0x141...0x144, 0x147...0x148, 0x150...0x155, 0x158...0x15B, 0x15E...0x165,
      0x16E...0x171, 0x178...0x17E, 0x2013...0x2014, 0x2018...0x201E, 0x2020...0x2022, 0x2026,
      0x20AC:
      true
    default: false
    }
  }

  private static let commands: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "%": "\\%", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\textquotedbl{}",
    "`": "\\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}", "\u{A0}": "~",
    "α": "\\ensuremath{\\alpha}", "β": "\\ensuremath{\\beta}", "γ": "\\ensuremath{\\gamma}",
    "δ": "\\ensuremath{\\delta}", "ε": "\\ensuremath{\\varepsilon}", "ζ": "\\ensuremath{\\zeta}",
    "η": "\\ensuremath{\\eta}", "θ": "\\ensuremath{\\theta}", "κ": "\\ensuremath{\\kappa}",
    "λ": "\\ensuremath{\\lambda}", "μ": "\\ensuremath{\\mu}", "ν": "\\ensuremath{\\nu}",
    "ξ": "\\ensuremath{\\xi}", "π": "\\ensuremath{\\pi}", "ρ": "\\ensuremath{\\rho}",
    "σ": "\\ensuremath{\\sigma}", "τ": "\\ensuremath{\\tau}", "φ": "\\ensuremath{\\varphi}",
    "χ": "\\ensuremath{\\chi}", "ψ": "\\ensuremath{\\psi}", "ω": "\\ensuremath{\\omega}",
    "Γ": "\\ensuremath{\\Gamma}", "Δ": "\\ensuremath{\\Delta}", "Θ": "\\ensuremath{\\Theta}",
    "Λ": "\\ensuremath{\\Lambda}", "Σ": "\\ensuremath{\\Sigma}", "Φ": "\\ensuremath{\\Phi}",
    "Ψ": "\\ensuremath{\\Psi}", "Ω": "\\ensuremath{\\Omega}", "∂": "\\ensuremath{\\partial}",
    "∇": "\\ensuremath{\\nabla}", "∑": "\\ensuremath{\\sum}", "∞": "\\ensuremath{\\infty}",
    "→": "\\ensuremath{\\to}", "←": "\\ensuremath{\\leftarrow}", "≤": "\\ensuremath{\\leq}",
    "≥": "\\ensuremath{\\geq}", "≠": "\\ensuremath{\\neq}", "≈": "\\ensuremath{\\approx}",
    "∈": "\\ensuremath{\\in}", "−": "\\ensuremath{-}", "√": "\\ensuremath{\\surd}",
    "\u{2009}": "\\,", "\u{202F}": "\\,",
    "⊙": "\\ensuremath{\\odot}", "·": "\\ensuremath{\\cdot}", "⊤": "\\ensuremath{\\top}",
  ]
}
