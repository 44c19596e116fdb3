import Foundation
import Problems
import Synchronization
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
    let output = OutputFolder(path: path(Self.output))
    let names = try exampleNames(options.examples)
    let all = try exampleNames()
    let templates = try TemplateSet(self, examples: names)
    let maker = PageMaker(self, templates, options)
    let font = try MathFont.find(at: options.mathFont)
    let old = try Manifest(in: output, options: options.text)
    do { try output.prepare() } catch { throw Problems([error]) }

    let run = BuildRun(maker: maker, output: output, old: old, names: names)
    defer { output.discard(run.staged) }
    run.workAll(jobs: options.jobs)
    try run.outcome.check()

    do {
      return try run.publish(all: all, options: options, font: font)
    } catch let problem as Problem {
      throw Problems([problem])
    }
  }
}

/// One build: what is known while it runs.
private final class BuildRun: Sendable {
  let maker: PageMaker
  let output: OutputFolder
  let old: Manifest
  let names: [String]
  let outcome = Outcome()
  private let oldPages: [String: Manifest.Page]
  private let oldFiles: Set<String>
  private let state = Mutex(State())

  private struct State {
    var pages: [String: Manifest.Page] = [:]
    var worked: [String] = []
    var staged: [String] = []
    var done = 0
  }

  init(maker: PageMaker, output: OutputFolder, old: Manifest, names: [String]) {
    self.maker = maker
    self.output = output
    self.old = old
    self.names = names
    oldPages = Dictionary(old.pages.map { ($0.name, $0) }) { first, _ in first }
    oldFiles = old.files
  }

  var staged: [String] { state.withLock { $0.staged } }

  func workAll(jobs: Int) {
    inParallel(names.count, jobs: jobs) { [self] number in
      do {
        try workOne(names[number])
      } catch {
        outcome.add(error, number: number)
      }
      let done = state.withLock { state in
        state.done += 1
        return state.done
      }
      maker.options.progress?(done, names.count)
    }
  }

  private func workOne(_ name: String) throws {
    if let page = try unchanged(name) {
      state.withLock { $0.pages[name] = page }
      return
    }
    let files = try maker.files(of: name)
    state.withLock { state in
      state.pages[name] = files.page
      state.worked.append(name)
    }
    for (file, data) in files.contents { try stage(file, data) }
  }

  /// The page as it is in the output, where nothing that it is made from has changed.
  private func unchanged(_ name: String) throws -> Manifest.Page? {
    guard !maker.options.isForced, old.options == maker.options.text, let page = oldPages[name],
      page.files.inputs == maker.inputs(of: name, try maker.project.source(of: name)),
      page.files.outputs.allSatisfy({ output.digest($0.key) == $0.value })
    else { return nil }
    return page
  }

  /// Writes a file beside its place, unless it is there already, letter for letter.
  /// - Throws: `Problem` where somebody else's file has this name.
  private func stage(_ file: String, _ data: Data) throws(Problem) {
    let present = output.contents(file)
    if present == data { return }
    if present != nil || output.exists(file), !oldFiles.contains(file) {
      throw Problem(
        file: "\(Project.output)/\(file)",
        message: "this file was not written by Gradus, so it is not overwritten",
        suggestion: "move it away, or delete it")
    }
    // Once anything has failed nothing will be published.
    guard outcome.isFine else { return }
    state.withLock { $0.staged.append(file) }
    try output.stage(file, data)
  }

  /// Puts everything into place: from here on only renaming can fail.
  func publish(all: [String], options: SiteOptions, font: String) throws -> BuildReport {
    let present = Set(all)
    var pages = state.withLock { $0.pages }
    for page in old.pages where pages[page.name] == nil && present.contains(page.name) {
      pages[page.name] = page
    }
    var new = Manifest(options: options.text)
    new.pages = pages.values.sorted { $0.name < $1.name }
    let site = try maker.siteFiles(new.pages)
    new.site = Manifest.Entry(
      inputs: maker.siteInputs,
      outputs: Dictionary(uniqueKeysWithValues: site.map { ($0.name, Digest.of($0.data)) }))
    for (file, data) in site { try stage(file, data) }

    let staged = staged.sorted()
    let removed = oldFiles.subtracting(new.files).sorted()
    if !staged.isEmpty || !removed.isEmpty {
      // Should we be killed while renaming, the next run knows that all these files are ours.
      var both = new
      for file in oldFiles.subtracting(new.files) { both.site.outputs[file] = "" }
      try output.write(Manifest.path, both.text)
    }
    for file in staged { try output.publish(file) }
    for file in removed { try output.remove(file) }
    if output.contents(Manifest.path) != Data(new.text.utf8) {
      try output.write(Manifest.path, new.text)
    }
    try copy(font)
    let worked = state.withLock { $0.worked.sorted() }
    return BuildReport(
      worked: worked, unchanged: names.count - worked.count, written: staged, removed: removed)
  }

  private func copy(_ font: String) throws {
    guard let data = FileManager.default.contents(atPath: font) else {
      throw Problem(file: font, message: "the font cannot be read")
    }
    if output.contents(MathFont.output) == data { return }
    let folder = output.file("fonts")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: output.file(MathFont.output)), options: .atomic)
  }
}
