import Problems
import Testing
import WorkedExamples

@testable import Site

@Suite struct CheckTests {
  @Test func namesWhatIsStaleAndWhy() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Examples/one.yaml", Sandbox.example("A", x: "[1, 5]"))
    try sandbox.remove("Output/two.md")
    let before = try sandbox.output()
    let findings = try sandbox.project.check(sandbox.options)
    #expect(try sandbox.output() == before)
    #expect(
      findings.map { $0.text(isBrief: true) } == [
        "Output/one.html: stale: Examples/one.yaml changed",
        "Output/one.json: stale: Examples/one.yaml changed",
        "Output/one.md: stale: Examples/one.yaml changed",
        "Output/one.tex: stale: Examples/one.yaml changed",
        "Output/one.txt: stale: Examples/one.yaml changed",
        "Output/two.md: missing",
      ])
    #expect(findings[0].annotation.hasPrefix("::error file=Output/one.html,line="))
    #expect(
      findings[2].text(isBrief: false).contains("+| $x = \\begin{bmatrix} 1 & 5 \\end{bmatrix}$ |"))
  }

  @Test func findsEditsAndLeftOvers() throws {
    let sandbox = try Sandbox(examples: ["one": Sandbox.example("A"), "two": Sandbox.example("B")])
    defer { sandbox.delete() }
    _ = try sandbox.build()
    try sandbox.write("Output/one.md", "edited")
    try sandbox.remove("Examples/two.yaml")
    let found = try sandbox.project.check(sandbox.options).map { $0.text(isBrief: true) }
    #expect(found.contains("Output/one.md: stale: it was edited by hand"))
    #expect(
      found.contains("Output/two.md: left over: no example makes it: Examples/two.yaml changed"))
    #expect(found.contains { $0.hasPrefix("Output/index.html: stale") })
  }

  @Test func annotationsAreEscaped() {
    let problem = Problem(file: "a,b:c.yaml", line: 2, column: 3, message: "50 % of\nit")
    #expect(problem.annotation == "::error file=a%2Cb%3Ac.yaml,line=2,col=3::50 %25 of%0Ait")
  }
}
