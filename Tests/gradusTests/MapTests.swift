import Foundation
import Testing

/// CONTRIBUTING's map, compared with the package and with the code.
@Suite struct MapTests {
  static func text(_ path: String) throws -> String {
    try String(contentsOf: ReadmeTests.root.appending(path: path), encoding: .utf8)
  }

  /// What each target under `Sources/` may import, in the order of the package.
  static func targets() throws -> [(name: String, dependencies: [String])] {
    try text("Package.swift").matches(
      of: /\.(?:executableTarget|target)\(\s*name: "([A-Za-z]+)"(?:,\s*dependencies: \[(.*?)\])?,/
        .dotMatchesNewlines()
    ).map { match in
      let list = (match.2 ?? "").matches(of: /(?:name: )?"(\w+)"(, package: "[\w-]+")?/)
      return (String(match.1), list.map { String($0.1) })
    }.filter { !["CAllocations", "TestSupport"].contains($0.name) }
  }

  @Test func importsGoDownwardsOnly() throws {
    let targets = try Self.targets()
    #expect(targets.count >= 11)
    var above: Set<String> = ["Yams", "ArgumentParser", "CMarkGFM", "CJavaScriptCore"]
    for target in targets {
      #expect(above.isSuperset(of: target.dependencies), "\(target.name)")
      above.insert(target.name)
    }
    let names = Set(targets.map(\.name))
    let allowed = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, Set($0.dependencies)) })
    for source in SwiftSource.all {
      let ours = source.imports.intersection(names)
      #expect(
        ours.isSubset(of: allowed[source.target] ?? []),
        "Sources/\(source.path) imports what Package.swift does not list for \(source.target)")
    }
  }

  /// Each row of the table names what the package lists, in its order.
  @Test func theMapIsTrue() throws {
    let rows = try Self.text("CONTRIBUTING.md").matches(
      of: /(?m)^\| \[?`Sources\/(\w+)`[^|]*\|[^|]+\|([^|]*)\|$/
    ).map { row in
      (name: String(row.1), imports: row.2.matches(of: /[A-Za-z]+/).map { String($0.0) })
    }
    let targets = try Self.targets().filter { $0.name != "gradus-benchmarks" }
    #expect(rows.map(\.name) == targets.map(\.name))
    for (row, target) in zip(rows, targets) {
      #expect(
        row.imports == target.dependencies
          || row.imports == ["nothing"] && target.dependencies == [], "\(row.name)")
    }
  }

  /// A link to a line leads to the declaration that it names: `[`work`](Sources/.../Work.swift#L11)`.
  ///
  /// `GRADUS_RECORD=1` writes the lines anew, and fails.
  @Test func theWayOfANumberLeadsThroughTheCode() throws {
    var map = try Self.text("CONTRIBUTING.md")
    let links = map.matches(
      of: /\[`(?:\w+\.)*(\w+)`\]\((Sources\/[A-Za-z\/+]+\.swift)#L(\d+)\)/)
    #expect(links.count >= 8)
    for link in links {
      let lines = try Self.text(String(link.2)).split(
        separator: "\n", omittingEmptySubsequences: false)
      let places = ["func", "struct", "var", "let"].flatMap { word in
        lines.indices.filter { place in
          ["(", "<", ":", " "].contains { lines[place].contains("\(word) \(link.1)\($0)") }
        }.map { String($0 + 1) }
      }
      #expect(
        places.contains(String(link.3)), "\(link.2) declares \(link.1) on line \(places)")
      if let first = places.first, !places.contains(String(link.3)) {
        map = map.replacing(link.0, with: link.0.replacing("#L\(link.3))", with: "#L\(first))"))
      }
    }
    if ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil {
      try Data(map.utf8).write(to: ReadmeTests.root.appending(path: "CONTRIBUTING.md"))
    }
    let hops = map.matches(of: /(?m)^\d\. .*#L\d+/)
    #expect((5...8).contains(hops.count))
  }
}
