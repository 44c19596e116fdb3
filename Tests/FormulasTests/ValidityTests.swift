import Foundation
import Testing

@testable import Formulas

/// Our formulas within HTML5, before tidy.
@Suite struct ValidityTests {
  @Test func everyFormulaIsValidHTML() throws {
    var random = RandomFormulas(seed: 11)
    var body = ""
    for number in 0..<200 {
      let formula = try random.formula(kind: number % RandomFormulas.kinds)
      body += "<p>\(document(formula, isDisplay: number % 2 == 0))</p>\n"
    }
    #expect(try complaints(about: body) == [])
    #expect(try complaints(about: body.replacing("</mfrac>", with: "")) != [])
  }

  private func complaints(about body: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "gradus-formulas-\(UUID().uuidString).html")
    let errors = file.appendingPathExtension("txt")
    let html =
      "<!doctype html><html lang=\"en\"><head><title>Formulas</title></head><body>\(body)</body>"
      + "</html>"
    try Data(html.utf8).write(to: file)
    defer {
      for used in [file, errors] where FileManager.default.fileExists(atPath: used.path) {
        do { try FileManager.default.removeItem(at: used) } catch { Issue.record(error) }
      }
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "tidy", "-quiet", "-errors", "-utf8", "-file", errors.path, "--show-info", "no",
      "--doctype", "html5", "--drop-empty-elements", "no", file.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus <= 2, "tidy is missing")
    let lines = try String(contentsOf: errors, encoding: .utf8).split(separator: "\n")
    // MathML's own attribute for a text alternative, which tidy does not know.
    return lines.map(String.init).filter {
      !$0.hasSuffix("<math> proprietary attribute \"alttext\"")
    }
  }
}
