import Foundation
import Problems
import WorkedExamples

/// What `build` did.
public struct BuildReport: Hashable, Sendable {
  /// Names of the examples that were worked; the others had not changed.
  public var worked: [String] = []
  /// How many examples were left as they are.
  public var unchanged = 0
  /// Files written, by path in `Output/`.
  public var written: [String] = []
  /// Files that no example makes any more, by path in `Output/`.
  public var removed: [String] = []
}

extension Project {
  /// Works the examples and writes `Output/`.
  ///
  /// All files are written beside their places first; only when everything has worked are they
  /// renamed into them. A build that fails or is killed leaves the old pages whole.
  ///
  /// - Throws: `Problems`, or `MissingTool` and the like.
  public func build(_ options: SiteOptions) throws -> BuildReport {
    do {
      return try SiteBuild(self, options).run()
    } catch let problem as Problem {
      throw Problems([problem])
    }
  }
}

/// One build: what has changed is found, worked, staged, and published.
private final class SiteBuild {
  let project: Project
  let options: SiteOptions
  let output: OutputFolder
  /// Names of the examples to build, and of all.
  let names: [String]
  let all: Set<String>
  let font: String
  let latex: LaTeX?
  let old: Manifest
  let oldPages: [String: Manifest.Page]
  var fresh: Freshness
  private var maker: PageMaker?

  init(_ project: Project, _ options: SiteOptions) throws {
    self.project = project
    self.options = options
    output = OutputFolder(path: project.path(Project.output))
    names = try project.exampleNames(options.examples)
    all = Set(try project.exampleNames())
    font = try MathFont.find(at: options.mathFont)
    latex = options.makesPDF ? try LaTeX(limit: options.pdfLimit) : nil
    old = try Manifest(in: output, options: options.text)
    oldPages = Dictionary(old.pages.map { ($0.name, $0) }) { first, _ in first }
    try output.prepare()
    fresh = Freshness(
      old: old, names: TemplateSet.namesDigest(project),
      digests: FileDigests(root: project.root, output: output, caches: options.caches))
  }

  func run() throws -> BuildReport {
    let tasks = try names.compactMap(task)
    let worked = tasks.filter { !$0.isPDFOnly }.map(\.name)
    let files = StagedFiles(output: output, ours: old.files)
    defer { files.discard() }
    let made = try work(tasks, into: files)
    let new = try manifest(with: made.pages, made.pdfs, files)
    let removed = old.files.subtracting(new.files).sorted()
    let written = try publish(new, files, removed: removed)
    try note(new, files, worked: worked)
    return BuildReport(
      worked: worked, unchanged: names.count - worked.count, written: written, removed: removed)
  }

  /// What is to do for an example; `nil` where nothing has changed.
  private func task(_ name: String) throws -> WorkTask? {
    guard !options.isForced, old.options == options.text, let page = oldPages[name],
      // Templates are read and compiled only where something has changed.
      try fresh.isUnchanged(page.files, inputs: { try self.pageMaker().inputs(of: name) })
    else { return WorkTask(name: name, isPDFOnly: false) }
    guard latex != nil else { return nil }
    if let pdf = page.pdf, pdf.from == page.files.outputs["\(name).tex"],
      try fresh.areIntact(["\(name).pdf": pdf.digest])
    {
      return nil
    }
    return WorkTask(name: name, isPDFOnly: true)
  }

  private func pageMaker() throws -> PageMaker {
    if let maker { return maker }
    let new = PageMaker(project, try TemplateSet(project, examples: names), options)
    maker = new
    return new
  }

  private func work(
    _ tasks: [WorkTask], into files: StagedFiles
  ) throws -> (pages: [MadePage], pdfs: [String: Manifest.PDF]) {
    guard !tasks.isEmpty else { return ([], [:]) }
    let run = WorkRun(maker: try pageMaker(), latex: latex, tasks: tasks, files: files)
    let unchanged = names.count - tasks.count
    let progress = options.progress
    let total = names.count
    run.workAll(jobs: options.jobs) { progress?(unchanged + $0, total) }
    return try run.result()
  }

  /// What `Output/` will hold; the files that belong to no example are staged for it.
  private func manifest(
    with made: [MadePage], _ pdfs: [String: Manifest.PDF], _ files: StagedFiles
  ) throws -> Manifest {
    var new = Manifest(options: options.text)
    new.templates = old.templates
    let remade = Set(made.map(\.name))
    new.pages = old.pages.filter { !remade.contains($0.name) && all.contains($0.name) }
    if old.options != options.text {
      // They were made with other options than the manifest will name: they are not unchanged.
      for index in new.pages.indices { new.pages[index].files.templates = nil }
    }
    for page in made {
      let entry = new.entry(inputs: page.inputs, names: fresh.names, outputs: page.outputs)
      new.pages.append(
        Manifest.Page(
          name: page.name, title: page.title, summary: page.summary, files: entry,
          // One that was made before stays ours, though it may be of an older page now.
          pdf: oldPages[page.name]?.pdf))
    }
    for index in new.pages.indices {
      if let pdf = pdfs[new.pages[index].name] { new.pages[index].pdf = pdf }
    }
    new.site = old.site
    new = new.inOrder()
    let isUnchanged =
      !options.isForced && old.options == options.text
      && old.pages.map(\.listed) == new.pages.map(\.listed)
      && old.site.outputs[OutputFolder.ignore] == Digest.of(OutputFolder.ignored)
    if try !isUnchanged
      || !fresh.isUnchanged(old.site, inputs: { try self.pageMaker().siteInputs })
    {
      let maker = try pageMaker()
      var outputs: [String: String] = [:]
      for file in try maker.siteFiles(new.pages) {
        outputs[file.name] = try files.stage(file.name, file.bytes)
      }
      new.site = new.entry(inputs: maker.siteInputs, names: fresh.names, outputs: outputs)
    }
    return new.inOrder()
  }

  /// Puts everything into place: from here on only renaming can fail.
  private func publish(
    _ new: Manifest, _ files: StagedFiles, removed: [String]
  ) throws(Problem) -> [String] {
    let written = files.names
    if !written.isEmpty || !removed.isEmpty {
      // Should we be killed while renaming, the next run knows that all these files are ours.
      var both = new
      for file in removed { both.site.outputs[file] = "" }
      try output.write(Manifest.path, Array(both.text.utf8))
    }
    try files.publish()
    for file in removed { try output.remove(file) }
    if !removed.isEmpty || written.isEmpty && new != old {
      try output.write(Manifest.path, Array(new.text.utf8))
    }
    return written
  }

  /// Copies the font, and notes what the files are now, so that the next build need not read them.
  private func note(_ new: Manifest, _ files: StagedFiles, worked: [String]) throws(Problem) {
    var digests = fresh.digests
    try digests.published(files.stamps)
    let copy = "\(Project.output)/\(MathFont.output)"
    let digest = try digests.digest(font)
    if try digests.digest(copy) != digest { try copyFont() }
    let worked = Set(worked)
    for page in new.pages where worked.contains(page.name) {
      for path in new.inputs(of: page.files).keys { _ = try digests.digest(path) }
    }
    for path in new.inputs(of: new.site).keys { _ = try digests.digest(path) }
    var kept = Set(new.files.map { "\(Project.output)/\($0)" })
    for page in new.pages { kept.formUnion(page.files.inputs.keys) }
    for set in new.templates { kept.formUnion(set.digests.keys) }
    digests.save(kept.union([font, copy]))
  }

  private func copyFont() throws(Problem) {
    guard let bytes = FileContents.orNil(path: font)?.bytes else {
      throw Problem(file: font, message: "the font cannot be read")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: output.file("fonts"), withIntermediateDirectories: true)
      try Data(bytes).write(
        to: URL(fileURLWithPath: output.file(MathFont.output)), options: .atomic)
    } catch {
      throw Problem(file: "Output/\(MathFont.output)", message: "the font cannot be written")
    }
  }
}
