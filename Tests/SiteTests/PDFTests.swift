import Foundation
import Testing
import WorkedExamples

@testable import Site

/// pdflatex itself, on documents that are good, faulty, and hostile.
@Suite struct PDFTests {
  func document(_ body: String) -> [UInt8] {
    Array(
      #"""
      \documentclass{article}
      \begin{document}
      \#(body)
      \end{document}
      """#.utf8)
  }

  /// Two runs, in folders and seconds of their own.
  @Test func equalDocumentsEqualBytes() throws {
    let tex = document(
      #"\tableofcontents\section{A}\label{a} See \ref{a}, \pageref{a}. \today $\sum_i x_i$"#)
    let first = try LaTeX().pdf("page", tex)
    usleep(1_100_000)
    #expect(try LaTeX().pdf("page", tex) == first)
    #expect(first.starts(with: Array("%PDF-".utf8)))
    #expect(try LaTeX().pdf("page", document("Another one.")) != first)
  }

  /// References and contents need a second run; the first would leave "??".
  @Test func referencesStand() throws {
    func pages(_ body: String) throws -> [UInt8] { try LaTeX().pdf("page", document(body)) }
    let forward = try pages(#"See \ref{a}. \section{A}\label{a}"#)
    #expect(try forward == pages(#"See 1. \section{A}\label{a}"#))
  }

  @Test(arguments: [
    (#"\nonsense"#, 3, "LaTeX: Undefined control sequence"),
    ("One.\n\nTwo $x_1_2$.", 5, "LaTeX: Double subscript"),
    ("One.\n\\begin{foo}", 4, "LaTeX: Environment foo undefined"),
    (#"\input{nowhere}"#, 3, "LaTeX: File `nowhere.tex' not found"),
    (#"\input{/etc/passwd}"#, 3, "LaTeX: File `/etc/passwd.tex' not found"),
    (#"\input{../../etc/passwd}"#, 3, "LaTeX: File `../../etc/passwd.tex' not found"),
  ]) func aFaultHasItsLine(body: String, line: Int, message: String) throws {
    let error = #expect(throws: LaTeXError.self) { try LaTeX().pdf("page", document(body)) }
    #expect(error?.texLine == line)
    #expect(error?.message == message)
  }

  @Test func aFaultIsAProblemWithAnExcerpt() throws {
    let tex = document(#"Good \nonsense good"#)
    let error = try #require(throws: LaTeXError.self) { try LaTeX().pdf("page", tex) }
    #expect(
      error.problem(in: "Output/page.tex", tex).description == #"""
        Output/page.tex:3: error: LaTeX: Undefined control sequence
          Good \nonsense good
        help: LaTeX's log says
          l.3 Good \nonsense
          good
        """#)
  }

  /// A shell, a pipe, files of others: none of it, on any of TeX's ways.
  @Test(
    .serialized,
    arguments: [
      #"\immediate\write18{touch ../\jobname.pwned}x"#,
      #"\input{|"touch ../page.pwned; echo x"}"#,
      #"\openin5=/etc/passwd \ifeof5 x\else\errmessage{read}\fi"#,
      #"\immediate\openout5=/tmp/gradus-pwned \immediate\write5{x}x"#,
      #"\immediate\openout5=../gradus-pwned \immediate\write5{x}x"#,
      #"\pdfcompresslevel=0 \immediate\pdfobj stream file{/etc/passwd}\pdfrefobj\pdflastobj x"#,
      #"\pdfmapfile{/etc/passwd}x"#,
    ]) func nothingOutsideIsTouched(body: String) throws
  {
    let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).path
    let planted = ["/tmp/gradus-pwned", temporary + "/gradus-pwned", temporary + "/page.pwned"]
    for file in planted { unlink(file) }
    do {
      let pdf = try LaTeX().pdf("page", document(body))
      #expect(!String(decoding: pdf, as: UTF8.self).contains("root:"))
    } catch is LaTeXError {}
    for file in planted {
      #expect(!FileManager.default.fileExists(atPath: file))
    }
  }

  /// What pdfTeX puts into a PDF is not held back by `openin_any`.
  @Test func anEmbeddedFileIsRefused() throws {
    let error = #expect(throws: LaTeXError.self) {
      try LaTeX().pdf("page", document(#"\immediate\pdfobj stream file{/etc/passwd}x"#))
    }
    #expect(error?.message == "the document reads /etc/passwd, which does not belong to it")
  }

  @Test(arguments: [#"\def\a{\a}\a"#, #"\loop\iftrue\repeat"#])
  func anEndlessLoopIsStopped(body: String) throws {
    let latex = try LaTeX(limit: .milliseconds(1500))
    let error = #expect(throws: LaTeXError.self) { try latex.pdf("page", document(body)) }
    #expect(error?.message == "LaTeX did not come to an end within 1.5 seconds")
  }

  /// A child of the program ends with it.
  @Test func theWholeGroupIsStopped() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = BoundedProcess(
      program: "/bin/sh", arguments: ["-c", "sleep 4; touch late & sleep 60"],
      environment: ["PATH": "/usr/bin:/bin"], folder: folder.path, limit: .milliseconds(200))
    #expect(process.run() == .tookTooLong)
    usleep(4_500_000)
    #expect(folder.contents("late") == nil)
  }

  @Test func aFileThatGrowsWithoutEndIsStopped() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = BoundedProcess(
      program: "/bin/sh", arguments: ["-c", "exec dd if=/dev/zero of=big bs=64k"],
      environment: ["PATH": "/usr/bin:/bin"], folder: folder.path, limit: .seconds(20),
      largestFile: 1 << 20)
    #expect(process.run() != .exited(code: 0))
    #expect(folder.contents("big")?.count == 1 << 20)
  }

  @Test func withoutLaTeXSaysWhatToInstall() {
    let error = #expect(throws: MissingTool.self) { try LaTeX(at: "/nowhere/pdflatex") }
    #expect(error?.description.contains("/nowhere/pdflatex") == true)
    #expect(error?.description.contains("apt install texlive-latex-recommended") == true)
  }
}
