import Foundation
import Testing

/// Every LaTeX document through pdflatex, with nothing to complain about.
@Suite struct LaTeXTests {
  @Test func everyDocumentCompiles() throws {
    let site = try PublishedSite.shared.get()
    for file in try site.files("tex") {
      let latex = try String(contentsOf: file, encoding: .utf8)
      let found = try complaints(about: latex)
      #expect(found == [], "\(file.lastPathComponent)")
    }
  }

  @Test(arguments: [
    (#"\nonsense"#, "Undefined control sequence"),
    (#"$x"#, "Missing $ inserted"),
    (#"\hbox to 1.2\textwidth{a\hfil b}"#, "Overfull \\hbox"),
    (#"\vbox to 1pt{\hbox{a}\hbox{b}}"#, "Overfull \\vbox"),
    (#"\ref{nowhere}"#, "Reference `nowhere' on page 1 undefined"),
    (#"{\fontencoding{OML}\selectfont\char`\^^80}"#, "Missing character"),
  ]) func everyPlantedFaultIsCaught(body: String, caught: String) throws {
    func document(_ body: String) -> String {
      #"\documentclass{article}\begin{document}A text. \#(body)\end{document}"#
    }
    #expect(try complaints(about: document("Good.")) == [])
    let found = try complaints(about: document(body))
    #expect(found.contains { $0.contains(caught) }, "\(found)")
  }

  /// Lines of the log that an author would have to act on. What sticks out by less than a point is
  /// not seen.
  private func complaints(about latex: String) throws -> [String] {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write(latex, to: "page.tex")
    // Twice: references and contents are read from the first run.
    for _ in 1...2 {
      _ = try Tool.pdflatex.run(
        ["-interaction=nonstopmode", "-halt-on-error", "page.tex"], in: folder.url)
    }
    let log = String(
      decoding: try Data(contentsOf: folder.url.appending(path: "page.log")), as: UTF8.self)
    var complaints = log.split(separator: "\n").map(String.init).filter { line in
      if line.hasPrefix("Overfull"), let points = line.firstMatch(of: /\(([0-9.]+)pt too/) {
        return Double(points.1).map { $0 > 1 } ?? true
      }
      return line.hasPrefix("!") || line.hasPrefix("Missing character")
        || line.contains("Warning: ")
    }
    let pdf = folder.url.appending(path: "page.pdf").path
    if !FileManager.default.fileExists(atPath: pdf) { complaints.append("there is no PDF") }
    return complaints
  }
}
