import Foundation

/// How a page is looked at.
struct View: Hashable, CustomStringConvertible {
  var width: Int
  var colors: String
  var description: String { "\(width) px, \(colors)" }

  /// A phone and a desk, by day and by night.
  static let all = [375, 1280].flatMap { width in
    ["light", "dark"].map { View(width: width, colors: $0) }
  }
}

extension Chromium {
  private struct Metrics: Encodable {
    var width: Int
    var height = 800
    var deviceScaleFactor = 1
    var mobile = false
  }

  private struct Script: Encodable {
    var expression: String
    var returnByValue = true
    var awaitPromise = true
  }

  private struct Navigation: Decodable { var errorText: String? }

  private static let script = Result {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "inspect.js"), encoding: .utf8)
  }

  func look(as view: View) throws {
    try send("Emulation.setDeviceMetricsOverride", Metrics(width: view.width))
    try send(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": view.colors]]])
  }

  /// Opens a page and inspects it.
  ///
  /// - Parameter root: the folder that all its requests have to stay in.
  func open(_ page: URL, within root: URL) throws -> (report: PageReport, findings: [String]) {
    _ = takeEvents()
    let navigation: Navigation = try call("Page.navigate", ["url": page.absoluteString])
    if let error = navigation.errorText { throw Failure("\(page.lastPathComponent): \(error)") }
    try wait(for: "Page.loadEventFired")
    let evaluation: Evaluation = try call(
      "Runtime.evaluate", Script(expression: try Self.script.get()))
    guard let json = evaluation.result.value, evaluation.exceptionDetails == nil else {
      throw Failure("inspect.js: \(evaluation.exceptionDetails?.description ?? "no answer")")
    }
    let report = try JSONDecoder().decode(PageReport.self, from: Data(json.utf8))
    let happened = takeEvents()
    let requests = happened.filter { $0.method == "Network.requestWillBeSent" }
      .compactMap(\.params?.request?.url)
    let outside = requests.filter {
      !$0.hasPrefix(root.absoluteString) && !$0.hasPrefix("data:")
    }
    guard requests.contains(where: { $0.hasPrefix(page.absoluteString) }) else {
      throw Failure("the request for \(page.lastPathComponent) itself was not seen")
    }
    return (
      report,
      report.findings + outside.map { "request for \($0)" }
        + happened.compactMap(\.complaint).map { "console: \($0)" }
    )
  }
}
