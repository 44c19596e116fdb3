import Templates

/// The templates one example is filled into.
public struct PageTemplates: Sendable {
  /// The prose, in Markdown.
  public let prose: Template
  /// What stands around a page in HTML, and around a document in LaTeX.
  public let htmlShell: Template
  public let latexShell: Template
  /// An author's own LaTeX document, where there is one.
  public let latex: Template?

  public init(prose: Template, htmlShell: Template, latexShell: Template, latex: Template?) {
    self.prose = prose
    self.htmlShell = htmlShell
    self.latexShell = latexShell
    self.latex = latex
  }

  /// The numbers that authors typed into the prose and into documents of their own.
  public var typedNumbers: [TypedNumber] { prose.typedNumbers + (latex?.typedNumbers ?? []) }

  /// The paths of all files that the documents depend on.
  public var paths: [String] {
    prose.paths + htmlShell.paths + (latex?.paths ?? latexShell.paths)
  }
}

/// An example's documents, in bytes.
public struct PageDocuments: Sendable {
  public let html: [UInt8]
  public let markdown: [UInt8]
  public let latex: [UInt8]
  /// Claims of the templates that do not hold.
  public let falseClaims: [FalseClaim]
}
