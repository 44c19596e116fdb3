import Foundation
import Problems

/// Makes PDF files with the LaTeX that the machine has.
///
/// Templates may come from others: the document is compiled without shell escape, in a temporary
/// folder, with an environment of its own, and may read and write nothing outside of it but TeX's
/// own files. Equal documents give equal bytes: no time, no path and no random number gets in.
struct LaTeX: Sendable {
  /// `pdflatex`. (latexmk would do no more than run it until references stand, as we do, and reads
  /// programs from the user's home.)
  let program: String
  /// For one run; a page takes two or three.
  let limit: Duration

  /// - Parameter path: the program, where it is not among the folders of `PATH`.
  /// - Throws: `MissingTool` that says what to install.
  init(at path: String? = nil, limit: Duration = .seconds(60)) throws(MissingTool) {
    self.limit = limit
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      .split(separator: ":").map { "\($0)/pdflatex" }
    guard let found = (path.map { [$0] } ?? folders).first(where: { access($0, X_OK) == 0 }) else {
      throw MissingTool(
        """
        LaTeX, which --pdf needs, was not found: there is no \(path ?? "pdflatex").
        Install it (Debian, Ubuntu: apt install texlive-latex-recommended texlive-latex-extra \
        texlive-fonts-recommended lmodern; macOS: brew install --cask mactex), or build without \
        --pdf.
        """)
    }
    program = found
  }

  /// The document as a PDF.
  ///
  /// - Parameters:
  ///   - name: the document's name, `\jobname`.
  ///   - tex: its text.
  /// - Throws: `LaTeXError` for what LaTeX refuses, `Problem` where there is no room to work in.
  func pdf(_ name: String, _ tex: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("\(name).tex", tex)
    // References and contents are read from the run before: again, until they stay the same.
    var auxiliary: [String: [UInt8]]?
    for _ in 1...4 {
      try run(name, in: folder)
      let now = folder.contents(of: ["aux", "toc", "out", "lof", "lot"].map { "\(name).\($0)" })
      if now == auxiliary { break }
      auxiliary = now
    }
    guard let pdf = folder.contents("\(name).pdf") else {
      throw LaTeXError(texLine: nil, message: "the document has no pages", context: [])
    }
    return pdf
  }

  private func run(_ name: String, in folder: TemporaryFolder) throws(LaTeXError) {
    let process = BoundedProcess(
      program: program,
      arguments: [
        "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error",
        "-recorder", "-jobname=\(name)", #"\pdftrailerid{}\input{\#(name).tex}"#,
      ],
      environment: environment(folder.path), folder: folder.path, limit: limit)
    switch process.run() {
    case .exited(code: 0): break
    case .exited, .died:
      let log = LaTeXLog(folder.contents("\(name).log") ?? [], name: name)
      throw log.error
        ?? LaTeXError(texLine: nil, message: "LaTeX ended without saying why", context: log.end)
    case .tookTooLong:
      throw LaTeXError(
        texLine: nil, message: "LaTeX did not come to an end within \(limit)", context: [])
    case .notStarted(let reason):
      throw LaTeXError(
        texLine: nil, message: "\(program) cannot be started: \(reason)", context: [])
    }
    if let file = foreignFile(folder.contents("\(name).fls") ?? []) {
      throw LaTeXError(
        texLine: nil, message: "the document reads \(file), which does not belong to it",
        context: [])
    }
  }

  private func environment(_ folder: String) -> [String: String] {
    let programs = URL(fileURLWithPath: program).deletingLastPathComponent().path
    return [
      "PATH": "\(programs):/usr/bin:/bin", "HOME": folder, "LC_ALL": "C", "TZ": "UTC",
      "TEXMFHOME": folder, "TEXMFVAR": folder, "TEXMFCONFIG": folder, "TEXMFOUTPUT": folder,
      "TMPDIR": folder,
      // Neither dot files nor anything above or beside the folder.
      "openin_any": "p", "openout_any": "p",
      "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1",
      // The log is read by us: no line of it is broken.
      "max_print_line": "10000", "error_line": "254", "half_error_line": "238",
    ]
  }

  /// A file that TeX has read though it stands neither in the folder nor among TeX's own.
  ///
  /// `openin_any` holds for what TeX reads, not for what pdfTeX puts into a PDF: its recorder tells
  /// of both.
  private func foreignFile(_ recorder: [UInt8]) -> String? {
    for line in recorder.split(separator: UInt8(ascii: "\n")) {
      let line = String(decoding: line, as: UTF8.self)
      guard line.hasPrefix("INPUT ") else { continue }
      let path = line.dropFirst(6)
      let parts = path.split(separator: "/")
      let isOfTeX = parts.dropLast().contains { $0.hasPrefix("texmf") }
      if parts.contains("..") || path.hasPrefix("/") && !isOfTeX { return String(path) }
    }
    return nil
  }
}

/// What LaTeX says about a document that it refuses.
struct LaTeXError: Error, Hashable, Sendable {
  /// The line of the `.tex` file, from 1, where LaTeX names one.
  let texLine: Int?
  let message: String
  /// Lines of the log about it.
  let context: [String]

  /// As a problem of the document itself; who knows the template puts its place instead.
  func problem(in file: String, _ tex: [UInt8]) -> Problem {
    let lines = tex.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let excerpt = texLine.flatMap { line in
      lines.indices.contains(line - 1) ? String(decoding: lines[line - 1], as: UTF8.self) : nil
    }
    return Problem(
      file: file, line: texLine, message: message,
      suggestion: context.isEmpty
        ? nil : "LaTeX's log says\n" + context.map { "  " + $0 }.joined(separator: "\n"),
      excerpt: excerpt)
  }
}
