import Foundation
import Problems
import WorkedExamples

/// What `build` did.
public struct BuildReport: Hashable, Sendable {
  /// Names of the examples that were worked; the others had not changed.
  public var worked: [String] = []
  public var unchanged = 0
  /// Files written and removed, by path in `Output/`.
  public var written: [String] = []
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
    old = try Manifest(in: output, options: options.text)
    oldPages = Dictionary(old.pages.map { ($0.name, $0) }) { first, _ in first }
    try output.prepare()
    fresh = Freshness(
      old: old, names: TemplateSet.namesDigest(project),
      digests: FileDigests(root: project.root, output: output))
  }

  func run() throws -> BuildReport {
    let tasks = try names.filter { try !isUnchanged($0) }
    let files = StagedFiles(output: output, ours: old.files)
    defer { files.discard() }
    var made: [MadePage] = []
    if !tasks.isEmpty { made = try work(tasks, into: files) }
    let new = try manifest(with: made, files)
    let removed = old.files.subtracting(new.files).sorted()
    let written = try publish(new, files, removed: removed)
    try note(new, files, worked: tasks)
    return BuildReport(
      worked: tasks, unchanged: names.count - tasks.count, written: written, removed: removed)
  }

  private func isUnchanged(_ name: String) throws -> Bool {
    guard !options.isForced, old.options == options.text, let page = oldPages[name] else {
      return false
    }
    // Templates are read and compiled only where something has changed.
    return try fresh.isUnchanged(page.files) { try self.pageMaker().inputs(of: name) }
  }

  private func pageMaker() throws -> PageMaker {
    if let maker { return maker }
    let new = PageMaker(project, try TemplateSet(project, examples: names), options)
    maker = new
    return new
  }

  private func work(
    _ tasks: [String], into files: StagedFiles
  ) throws -> [MadePage] {
    let run = WorkRun(maker: try pageMaker(), names: tasks, files: files)
    let unchanged = names.count - tasks.count
    let progress = options.progress
    let total = names.count
    run.workAll(jobs: options.jobs) { progress?(unchanged + $0, total) }
    return try run.result()
  }

  /// What `Output/` will hold; the files that belong to no example are staged for it.
  private func manifest(
    with made: [MadePage], _ files: StagedFiles
  ) throws -> Manifest {
    var new = Manifest(options: options.text)
    new.templates = old.templates
    let remade = Set(made.map(\.name))
    new.pages = old.pages.filter { !remade.contains($0.name) && all.contains($0.name) }
    for page in made {
      let entry = new.entry(inputs: page.inputs, names: fresh.names, outputs: page.outputs)
      new.pages.append(
        Manifest.Page(name: page.name, title: page.title, summary: page.summary, files: entry))
    }
    new.site = old.site
    new = new.inOrder()
    let isUnchanged =
      !options.isForced && old.options == options.text
      && old.pages.map(\.listed) == new.pages.map(\.listed)
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
    try digests.save(kept.union([font, copy]))
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
