import Templates

/// The templates one example is filled into.
public struct PageTemplates: Sendable {
  /// The prose, in Markdown.
  public let prose: Template
  /// What stands around a page in HTML.
  public let htmlShell: Template
  /// What stands around a document in LaTeX.
  public let latexShell: Template
  /// An author's own LaTeX document, where there is one.
  public let latex: Template?

  /// - Parameter latex: an author's own document; without it the prose is written in LaTeX.
  public init(prose: Template, htmlShell: Template, latexShell: Template, latex: Template?) {
    self.prose = prose
    self.htmlShell = htmlShell
    self.latexShell = latexShell
    self.latex = latex
  }

  /// The numbers that authors typed into the prose.
  public var typedNumbers: [TypedNumber] { prose.typedNumbers }

  /// The paths of all files that the documents depend on.
  public var paths: [String] {
    prose.paths + htmlShell.paths + (latex?.paths ?? latexShell.paths)
  }
}

/// An example's documents, in bytes.
public struct PageDocuments: Sendable {
  /// The page, with its shell.
  public let html: [UInt8]
  /// The prose in the TeX that code hosts accept.
  public let markdown: [UInt8]
  /// A whole document.
  public let latex: [UInt8]
  /// Claims of the templates that do not hold.
  public let falseClaims: [FalseClaim]
}
