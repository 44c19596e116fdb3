import Foundation
import Testing

/// Every page in a real browser: what a reader gets is what was meant.
@Suite struct BrowserTests {
  @Test func everyPageStandsInEveryView() throws {
    let site = try PublishedSite.shared.get()
    let browser = try Chromium()
    var formulas = 0
    for view in View.all {
      try browser.look(as: view)
      for page in try site.files("html") {
        let (report, findings) = try browser.open(page, within: site.output)
        #expect(findings == [], "\(page.lastPathComponent) at \(view)")
        #expect(report.windowWidth == Double(view.width))
        formulas += report.formulas
      }
    }
    #expect(formulas > 0, "no page has a formula: then this test sees nothing")
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let site = try PublishedSite.shared.get()
    let browser = try Chromium()
    var reports: [String: PageReport] = [:]
    for page in try site.files("html") {
      reports[page.absoluteString] = try browser.open(page, within: site.output).report
    }
    #expect(try deadLinks(reports) == [])
    #expect(reports.values.contains { !$0.links.isEmpty })
  }

  private func deadLinks(_ reports: [String: PageReport]) throws -> [String] {
    var dead: [String] = []
    for (page, report) in reports.sorted(by: { $0.key < $1.key }) {
      for link in report.links {
        guard let url = URL(string: link) else {
          dead.append("\(page): \(link)")
          continue
        }
        guard url.isFileURL else { continue }
        let file = String(link.prefix { $0 != "#" })
        let isThere = FileManager.default.fileExists(atPath: url.path)
        let anchor = url.fragment(percentEncoded: false)
        let target = reports[file]
        if !isThere || anchor.map({ anchor in target?.ids.contains(anchor) != true }) == true {
          dead.append("\(page): \(link)")
        }
      }
    }
    return dead
  }

  // MARK: The referee itself

  /// Pages with one fault each, and the words it is caught with.
  static let faults: [(body: String, caught: String)] = [
    ("<div style='width: 2000px'>wide</div>", "px wide, the window"),
    ("<div style='overflow: clip; width: 100%'><p style='width: 2000px'>a</p></div>", "sticks out"),
    ("<div style='overflow-x: auto'><p style='width: 2000px'>a</p></div>", "not by keyboard"),
    ("<img alt='' src='http://example.com/a.png'>", "request for http://example.com/a.png"),
    ("<img alt='' src='missing.png'>", "console: "),
    ("<img alt='' src='../outside.png'>", "request for file://"),
    ("<script>console.error('oh')</script>", "console: oh"),
    ("<script>nobody()</script>", "console: Uncaught ReferenceError"),
    ("<math alttext='x'></math>", "has no size: <math> x"),
    ("<math><mi>x</mi></math>", "has no text alternative: <math> x"),
    ("<svg viewBox='0 0 1 1'></svg>", "has no text alternative: <svg>"),
    ("<p style='color: #999'>pale</p>", "is hard to read: <p> pale"),
    ("<h3>deep</h3>", "'deep' skips from level 1 to 3"),
    ("<h1>again</h1>", "there are 2 headings of level 1"),
    ("<p id='a'></p><p id='a'></p>", "id used twice: a"),
  ]

  @Test func everyPlantedFaultIsCaught() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let browser = try Chromium()
    try browser.look(as: View(width: 375, colors: "light"))
    func findings(_ body: String) throws -> [String] {
      let page = try folder.write(
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
        <meta name="viewport" content="width=device-width"></head>
        <body><h1>A page</h1>\(body)</body></html>
        """, to: "site/page.html")
      return try browser.open(page, within: folder.url.appending(path: "site/")).findings
    }
    #expect(try findings("<p>good</p>") == [])
    for (body, caught) in Self.faults {
      let found = try findings(body)
      #expect(found.contains { $0.contains(caught) }, "\(body): \(found)")
    }
  }

  @Test func aDeadLinkIsCaught() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let links = ["#here", "#gone", "gone.html", "page.html#here", "https://example.com/"]
    let page = try folder.write(
      "<!doctype html><p id=here>" + links.map { "<a href='\($0)'>a</a>" }.joined(),
      to: "page.html")
    let browser = try Chromium()
    let report = try browser.open(page, within: folder.url).report
    let dead = try deadLinks([page.absoluteString: report])
    #expect(dead.map { $0.split(separator: "/").last } == ["page.html#gone", "gone.html"])
  }
}
