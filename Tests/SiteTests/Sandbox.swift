import Foundation

@testable import Site

/// A project of its own in a temporary folder.
struct Sandbox {
  let root: String

  init(examples: [String: String] = ["one": Sandbox.example("One")]) throws {
    root =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("gradus-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: root + "/Examples", withIntermediateDirectories: true)
    for template in DefaultTemplates.all {
      try write("Templates/\(template.path)", String(decoding: template.bytes, as: UTF8.self))
    }
    for (name, text) in examples { try write("Examples/\(name).yaml", text) }
  }

  static func example(_ title: String, x: String = "[1, 2]") -> String {
    """
    title: \(title)
    given:
      x: \(x)
    model: |
      L = sum(x * x)
    differentiate: { L: x }
    """
  }

  var project: Project { Project(root: root) }

  /// What is known of files from one build to the next stands beside the project.
  var caches: String { root + "-caches" }

  var options: SiteOptions {
    var options = SiteOptions(jobs: 2)
    options.caches = caches
    return options
  }

  func build() throws -> BuildReport { try project.build(options) }

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: root + "/" + path)
  }

  /// Everything in `Output/` with its content, but the font.
  func output() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: root + "/Output")
    return Dictionary(
      uniqueKeysWithValues: names.filter { $0 != "fonts" }.map {
        ($0, read("Output/\($0)") ?? "")
      })
  }

  func delete() {
    for path in [root, caches] { try? FileManager.default.removeItem(atPath: path) }
  }
}
