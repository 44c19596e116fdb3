import Foundation
import Testing

/// Random models against an independent differentiator: a little of what `make referee` does.
@Suite struct AutogradTests {
  /// What the referee finds today and the engine does not yet do; a wrong number is never among it.
  private static let known = PublishedSite.folderOfTests.appending(path: "referee-known.txt").path
  private static let scripts = PublishedSite.root.appending(path: "Scripts/referee").path

  @Test func someHundredGradientsAreAutograds() throws {
    let (code, output) = try python([
      Self.scripts, "--gradus", PublishedSite.program().path, "--count", "200", "--seed", "7",
      "--reduce", "1", "--known", Self.known,
    ])
    #expect(code == 0, "\(output)")
    #expect(output.contains("none differs"), "\(output)")
  }

  /// In each kind of number, and in what Gradus says instead.
  @Test func everyPlantedErrorIsCaughtAndReduced() throws {
    let script = PublishedSite.folderOfTests.appending(path: "planted.py").path
    let (code, output) = try python([script, Self.scripts, PublishedSite.program().path])
    #expect(code == 0)
    #expect(output == "10\n", "\(output)")
  }

  private func python(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let python = PublishedSite.root.appending(path: ".build/referee/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      throw Failure("\(python.path) is missing: 'make test' makes it")
    }
    return try Tool.run(python, arguments, in: PublishedSite.root)
  }
}
