import Foundation
import Testing

@testable import Formulas

/// Our formulas before the programs that will read them: tidy within HTML5, pdflatex with amsmath.
@Suite struct ValidityTests {
  static func formulas(seed: UInt64) throws -> [Formula] {
    var random = RandomFormulas(seed: seed)
    let odd = ["größe", "変数", "__init__", "x_hat_star_1", "Omega_out", "и", "loss_2"]
    return try (0..<200).map { try random.formula(kind: $0 % RandomFormulas.kinds) }
      + odd.map { Formula(name: $0).transposed }
  }

  @Test func everyFormulaIsValidHTML() throws {
    let body = try Self.formulas(seed: 11).enumerated().map { number, formula in
      "<p>\(document(formula, isDisplay: number % 2 == 0))</p>\n"
    }.joined()
    #expect(try complaints(about: body) == [])
    #expect(try complaints(about: body.replacing("</mfrac>", with: "")) != [])
  }

  @Test func everyFormulaIsValidLaTeX() throws {
    let body = try Self.formulas(seed: 12).map { "\\[ \(TeX.text($0)) \\]\n" }.joined()
    #expect(try errors(in: body) == [])
    #expect(try errors(in: "\\[ x_{1}_{2} \\]") != [])
    #expect(try errors(in: "\\[ \\text{a_b} \\]") != [])
  }

  private func complaints(about body: String) throws -> [String] {
    let html =
      "<!doctype html><html lang=\"en\"><head><title>Formulas</title></head><body>\(body)</body>"
      + "</html>"
    let report = try run(
      [
        "tidy", "-quiet", "-errors", "-utf8", "-file", "report", "--show-info", "no", "--doctype",
        "html5", "--drop-empty-elements", "no", "source",
      ],
      on: html, writing: "report")
    // MathML's own attribute for a text alternative, which tidy does not know.
    return report.filter { !$0.hasSuffix("<math> proprietary attribute \"alttext\"") }
  }

  private func errors(in body: String) throws -> [String] {
    let source =
      "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,amssymb}"
      + "\\begin{document}\n\(body)\\end{document}\n"
    let log = try run(
      ["pdflatex", "-interaction=batchmode", "-no-shell-escape", "source"], on: source,
      writing: "source.log")
    #expect(log.contains { $0.hasPrefix("Output written") })
    return log.filter { $0.hasPrefix("!") || $0.hasPrefix("Missing character") }
  }

  /// The lines of what a program wrote about a source.
  private func run(_ arguments: [String], on source: String, writing output: String) throws
    -> [String]
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradus-formulas-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    try Data(source.utf8).write(to: folder.appending(path: "source"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try Data(contentsOf: folder.appending(path: output))
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
