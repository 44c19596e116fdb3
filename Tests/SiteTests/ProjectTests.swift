import Foundation
import Problems
import Testing
import WorkedExamples

@testable import Site

@Suite struct ProjectTests {
  @Test func isFoundFromBelow() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    #expect(try Project(at: sandbox.root + "/Templates/partials").root == sandbox.root)
  }

  @Test(arguments: ["../one", "/etc/passwd", "two"])
  func otherNamesAreNoExamples(name: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    let problems = #expect(throws: Problems.self) { try sandbox.project.exampleNames([name]) }
    #expect(problems?.all.first?.message == "there is no example '\(name)' in Examples/")
  }

  @Test func linksMayNotLeaveTheProject() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    try FileManager.default.createSymbolicLink(
      atPath: sandbox.root + "/Examples/out.yaml", withDestinationPath: "/etc/hostname")
    let problem = #expect(throws: Problem.self) { try sandbox.project.source(of: "out") }
    #expect(
      problem?.description
        == "Examples/out.yaml: error: the file is a link that leaves the project")
  }

  @Test func bytesThatAreNotText() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    try Data([0x61, 0x0A, 0x62, 0xFF]).write(
      to: URL(fileURLWithPath: sandbox.root + "/Examples/bad.yaml"))
    let problem = #expect(throws: Problem.self) { try sandbox.project.source(of: "bad") }
    #expect(
      problem?.description == """
        Examples/bad.yaml:2:2: error: the file is not UTF-8
        help: save it as UTF-8
        """)
  }

  @Test func aHugeFileIsNotRead() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    try Data(count: Project.largestFile + 1).write(
      to: URL(fileURLWithPath: sandbox.root + "/Examples/huge.yaml"))
    let problem = #expect(throws: Problem.self) { try sandbox.project.source(of: "huge") }
    #expect(
      problem?.message
        == "the file has 4000001 bytes, more than the 4000000 that are read")
  }
}
