import Problems
import Testing
import WorkedExamples

@testable import Site

/// `--pdf` as a part of building and checking.
@Suite struct PDFBuildTests {
  /// A project whose LaTeX is small.
  func sandbox(tex: String = #"\documentclass{article}\begin{document}A page.\end{document}"#)
    throws -> Sandbox
  {
    let sandbox = try Sandbox()
    try sandbox.write("Templates/one.tex", tex)
    return sandbox
  }

  func options(_ sandbox: Sandbox, makesPDF: Bool = true) -> SiteOptions {
    var options = sandbox.options
    options.makesPDF = makesPDF
    return options
  }

  @Test func isMadeOnlyWhenAskedFor() throws {
    let sandbox = try sandbox()
    defer { sandbox.delete() }
    #expect(try !sandbox.build().written.contains("one.pdf"))
    let made = try sandbox.project.build(options(sandbox))
    #expect(made.written == ["one.pdf"])
    #expect(made.worked == [])
    let before = try sandbox.output()
    #expect(try sandbox.project.build(options(sandbox)).written == [])
    // Without the option it is left alone, and nobody complains.
    #expect(try sandbox.build().written == [])
    #expect(try sandbox.project.check(sandbox.options) == [])
    #expect(try sandbox.project.check(options(sandbox)) == [])
    #expect(try sandbox.output() == before)
  }

  @Test func isMadeAnewWhenThePageIsAnother() throws {
    let sandbox = try sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.project.build(options(sandbox))
    let old = OutputFolder(path: sandbox.root + "/Output").contents("one.pdf")
    try sandbox.write(
      "Templates/one.tex", #"\documentclass{article}\begin{document}Another.\end{document}"#)
    _ = try sandbox.build()
    #expect(try sandbox.project.check(sandbox.options) == [])
    #expect(
      try sandbox.project.check(options(sandbox)).map { $0.text(isBrief: true) }
        == ["Output/one.pdf: stale: Output/one.tex changed"])
    #expect(try sandbox.project.build(options(sandbox)).written == ["one.pdf"])
    #expect(OutputFolder(path: sandbox.root + "/Output").contents("one.pdf") != old)
    #expect(try sandbox.project.check(options(sandbox)) == [])
  }

  @Test func goesWithItsPage() throws {
    let sandbox = try sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.project.build(options(sandbox))
    try sandbox.write("Output/mine.pdf", "mine")
    try sandbox.remove("Examples/one.yaml")
    #expect(try sandbox.build().removed.contains("one.pdf"))
    #expect(sandbox.read("Output/mine.pdf") == "mine")
  }

  @Test func aFaultInATemplateIsAProblemAndNothingIsWritten() throws {
    let sandbox = try sandbox(
      tex: "\\documentclass{article}\n\\begin{document}\nA \\nonsense\n\\end{document}\n")
    defer { sandbox.delete() }
    let problems = #expect(throws: Problems.self) { try sandbox.project.build(options(sandbox)) }
    let problem = problems?.all.first
    #expect(problem?.file == "Templates/one.tex")
    #expect(problem?.line == 3)
    #expect(problem?.message == "LaTeX: Undefined control sequence")
    #expect(try sandbox.output().isEmpty)
  }

  @Test func aFaultOfAPageThatIsUnchangedIsInItsTemplate() throws {
    let sandbox = try sandbox(
      tex: "\\documentclass{article}\n\\begin{document}\nA \\nonsense\n\\end{document}\n")
    defer { sandbox.delete() }
    _ = try sandbox.build()
    let problems = #expect(throws: Problems.self) { try sandbox.project.build(options(sandbox)) }
    #expect(problems?.all.first?.file == "Templates/one.tex")
    #expect(problems?.all.first?.line == 3)
  }

  @Test func anEndlessTemplateIsStopped() throws {
    let sandbox = try sandbox(
      tex: #"\documentclass{article}\begin{document}\def\a{\a}\a\end{document}"#)
    defer { sandbox.delete() }
    var options = options(sandbox)
    options.pdfLimit = .seconds(1)
    let problems = #expect(throws: Problems.self) { try sandbox.project.build(options) }
    #expect(
      problems?.all.map(\.message) == ["LaTeX did not come to an end within 1.0 seconds"])
  }
}
