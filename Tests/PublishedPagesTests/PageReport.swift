import Foundation

/// What a browser sees of a page: the answer of `inspect.js`, and what happened while it loaded.
struct PageReport: Decodable {
  var language: String
  var title: String
  var hasViewport: Bool
  var windowWidth: Double
  var pageWidth: Double
  /// Elements that stick out of the window and stand in no box that scrolls.
  var tooWide: [String]
  /// Boxes that scroll, but not by keyboard.
  var boxesWithoutKeys: [String]
  var formulas: Int
  var formulasWithoutSize: [String]
  var formulasWithoutText: [String]
  var picturesWithoutText: [String]
  /// Text whose contrast to what is behind it is below 4.5 to 1.
  var unreadable: [String]
  var headings: [Heading]
  /// Absolute.
  var links: [String]
  var ids: [String]
  /// Families that did not load.
  var fonts: [String]

  struct Heading: Decodable {
    var level: Int
    var text: String
  }

  /// Everything a publisher would be ashamed of, but for links, which take all pages to check.
  var findings: [String] {
    var findings: [String] = []
    func note(_ what: String, _ elements: [String]) {
      findings += elements.map { "\(what): \($0)" }
    }
    if language.isEmpty { findings.append("the language is not set") }
    if title.isEmpty { findings.append("there is no title") }
    if !hasViewport { findings.append("a phone would shrink the page: no viewport is set") }
    if pageWidth > windowWidth {
      findings.append("the page is \(Int(pageWidth)) px wide, the window \(Int(windowWidth))")
    }
    note("sticks out of the window", tooWide)
    note("scrolls, but not by keyboard", boxesWithoutKeys)
    note("has no size", formulasWithoutSize)
    note("has no text alternative", formulasWithoutText + picturesWithoutText)
    note("is hard to read", unreadable)
    note("font that does not load", fonts)
    note("id used twice", Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys.sorted())
    return findings + headingFindings
  }

  private var headingFindings: [String] {
    var findings: [String] = []
    let titles = headings.count { $0.level == 1 }
    if titles != 1 { findings.append("there are \(titles) headings of level 1") }
    var level = 0
    for heading in headings {
      if heading.level > level + 1 {
        findings.append("'\(heading.text)' skips from level \(level) to \(heading.level)")
      }
      if heading.text.isEmpty { findings.append("a heading of level \(heading.level) is empty") }
      level = heading.level
    }
    return findings
  }
}
