import Foundation
import Problems
import Testing
import WorkedExamples

@testable import Site

/// Files that examples mention: a page is stale when one has changed, and none leads out of the
/// project.
@Suite struct FileGivenTests {
  static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox(examples: [
      "one": Sandbox.example("A", x: "{ csv: ../Data/x.csv, column: b }"),
      "two": Sandbox.example("B"),
    ])
    try sandbox.write("Data/x.csv", "a,b\n1,2\n3,4\n")
    return sandbox
  }

  @Test func aChangedFileIsSeen() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.delete() }
    #expect(try sandbox.build().worked == ["one", "two"])
    #expect(sandbox.read("Output/one.md")?.contains("2 & 4") == true)
    #expect(try sandbox.build().worked == [])
    #expect(try sandbox.project.check(sandbox.options) == [])

    try sandbox.write("Data/x.csv", "a,b\n1,2\n3,5\n")
    let stale = try sandbox.project.check(sandbox.options)
    #expect(stale.count == 5)
    #expect(
      stale.first?.text(isBrief: true) == "Output/one.html: stale: Data/x.csv changed")
    #expect(try sandbox.build().worked == ["one"])
    #expect(sandbox.read("Output/one.md")?.contains("2 & 5") == true)
    #expect(try sandbox.build().worked == [])

    try sandbox.remove("Data/x.csv")
    #expect(throws: Problems.self) { try sandbox.build() }
    #expect(sandbox.read("Output/one.md")?.contains("2 & 5") == true)
  }

  /// Where templates have come or gone inputs are compared one by one.
  @Test func itIsSeenBesideNewTemplates() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Templates/two.md", "Its own.\n")
    #expect(try sandbox.build().worked == ["two"])
    try sandbox.write("Templates/three.md", "Of no example.\n")
    try sandbox.write("Data/x.csv", "a,b\n1,2\n3,6\n")
    #expect(try sandbox.build().worked == ["one"])
    #expect(try sandbox.build().worked == [])
  }

  @Test func noLinkLeadsOut() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.delete() }
    try sandbox.remove("Data/x.csv")
    try FileManager.default.createSymbolicLink(
      atPath: sandbox.root + "/Data/x.csv", withDestinationPath: "/etc/hostname")
    let problems = #expect(throws: Problems.self) { try sandbox.project.example("one") }
    #expect(
      problems?.all.map(\.message) == [
        "'Data/x.csv' cannot be read: the file is a link that leaves the project"
      ])
    #expect(problems?.all.first?.location == "Examples/one.yaml:3:13: ")
  }

  @Test func bytesThatAreNotTextHaveTheirPlace() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.delete() }
    try Data([0x61, 0x0A, 0x62, 0xFF]).write(
      to: URL(fileURLWithPath: sandbox.root + "/Data/x.csv"))
    let problems = #expect(throws: Problems.self) { try sandbox.project.example("one") }
    #expect(problems?.all.first?.location == "Data/x.csv:2:2: ")
  }
}
