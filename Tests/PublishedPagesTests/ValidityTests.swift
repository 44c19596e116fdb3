import Foundation
import Testing

/// Every page against a real parser of HTML5.
@Suite struct ValidityTests {
  @Test func everyPageIsValid() throws {
    let site = try PublishedSite.shared.get()
    for page in try site.files("html") {
      let html = try String(contentsOf: page, encoding: .utf8)
      #expect(html.lowercased().hasPrefix("<!doctype html>"), "\(page.lastPathComponent)")
      let found = try complaints(about: html)
      #expect(found == [], "\(page.lastPathComponent)")
    }
  }

  @Test(arguments: [
    ("<p><div>a block in a paragraph</div></p>", "inserting implicit <p>"),
    ("<p>never <b>closed</p>", "missing </b>"),
    ("<table><p>not in a cell</p></table>", "isn't allowed in <table>"),
    ("<p nonsense='1'>a</p>", "proprietary attribute \"nonsense\""),
    ("<nonsense>a</nonsense>", "<nonsense> is not recognized"),
    ("<p id='a'>a</p><p id='a'>b</p>", "anchor \"a\" already defined"),
  ]) func everyPlantedFaultIsCaught(body: String, caught: String) throws {
    func page(_ body: String) -> String {
      "<!doctype html><html lang=\"en\"><head><title>A page</title></head><body>\(body)</body></html>"
    }
    #expect(try complaints(about: page("<p>good</p>")) == [])
    let found = try complaints(about: page(body))
    #expect(found.contains { $0.contains(caught) }, "\(found)")
  }

  /// What tidy has to say, each with its line.
  private func complaints(about html: String) throws -> [String] {
    let arguments = [
      "-quiet", "-errors", "-utf8", "--show-info", "no", "--doctype", "html5",
      "--drop-empty-elements", "no", "--warn-proprietary-attributes", "yes",
    ]
    let (code, output) = try Tool.tidy.run(
      arguments, in: FileManager.default.temporaryDirectory, input: html)
    let lines = output.split(separator: "\n").map(String.init)
    guard code < 2 || !lines.isEmpty else { throw Failure("tidy ends with \(code)") }
    // MathML's own attribute for a text alternative, which tidy does not know:
    // https://www.w3.org/TR/MathML3/chapter2.html#interf.toplevel
    return lines.filter { !$0.hasSuffix("<math> proprietary attribute \"alttext\"") }
  }
}
