/// Where KaTeX's script is found.
///
/// The script is never part of the project: it is read from where the system has it.
public enum KaTeX {
  /// The environment variable that names another place: the script, or the folder it is in.
  public static let variable = "GRADUS_KATEX"

  /// Where packages put the script, in the order they are tried.
  public static let usualPaths = [
    "/usr/share/javascript/katex/katex.min.js",  // Debian, Ubuntu: libjs-katex
    "/usr/share/katex/katex.min.js",
    "/usr/lib/node_modules/katex/dist/katex.min.js",  // npm install -g katex
    "/usr/local/lib/node_modules/katex/dist/katex.min.js",
    "/opt/homebrew/lib/node_modules/katex/dist/katex.min.js",
    "node_modules/katex/dist/katex.min.js",
  ]

  /// The script's text.
  ///
  /// - Parameters:
  ///   - path: What the user named, by an option or `variable`: then no other place is tried.
  ///   - read: Gives a file's text, `nil` where there is none.
  /// - Throws: `KaTeXUnavailable.notFound` with all places that were tried.
  public static func script(at path: String? = nil, read: (String) -> String?) throws -> String {
    let candidates =
      path.map { [$0, $0 + "/katex.min.js", $0 + "/dist/katex.min.js"] } ?? usualPaths
    for candidate in candidates {
      if let script = read(candidate) { return script }
    }
    throw KaTeXUnavailable.notFound(searched: candidates)
  }
}
