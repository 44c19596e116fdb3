import Foundation

/// Where the font for formulas is found. It is never part of the project: it is copied beside the
/// pages from where the system has it.
public enum MathFont {
  /// The environment variable that may name the font's file.
  public static let variable = "GRADUS_MATH_FONT"
  static let output = "fonts/latinmodern-math.otf"

  static let usualPaths = [
    "/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf",  // Debian: fonts-lmodern
    "/usr/share/fonts/opentype/latin-modern-math/latinmodern-math.otf",
    "/usr/share/fonts/latin-modern-math/latinmodern-math.otf",
    "/usr/share/fonts/OTF/latinmodern-math.otf",
    "/usr/share/texmf-dist/fonts/opentype/public/lm-math/latinmodern-math.otf",
    "/usr/local/texlive/texmf-dist/fonts/opentype/public/lm-math/latinmodern-math.otf",
    "/Library/TeX/Root/texmf-dist/fonts/opentype/public/lm-math/latinmodern-math.otf",
  ]

  /// The font's file.
  /// - Throws: `MissingTool` with all places that were tried.
  static func find(at path: String?) throws(MissingTool) -> String {
    let named = path ?? ProcessInfo.processInfo.environment[variable]
    let candidates = named.map { [$0] } ?? usualPaths
    guard let found = candidates.first(where: FileManager.default.isReadableFile) else {
      throw MissingTool(
        """
        The font Latin Modern Math, which the formulas are set in, was not found. Looked for:
        \(candidates.map { "  " + $0 }.joined(separator: "\n"))
        Install it (Debian, Ubuntu: apt install fonts-lmodern), or set \(variable) to the path of \
        latinmodern-math.otf.
        """)
    }
    return found
  }
}

/// Something Gradus needs that the system does not have: what, and how to get it.
public struct MissingTool: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing, and how to get it.
  public let description: String

  init(_ description: String) { self.description = description }
}
