import Foundation
import Problems
import Synchronization
import Templates

/// A file in `Output/` that is not what it should be.
public struct Finding: Hashable, Sendable {
  /// What is wrong with it.
  public enum Kind: Hashable, Sendable {
    /// The first line that differs, and the difference.
    case stale(line: Int, diff: String)
    case missing
    /// It was written once, but no example produces it any more.
    case leftOver
  }
  /// In the project: `Output/softmax.html`.
  public let path: String
  /// What is wrong with it.
  public let kind: Kind
  /// What has changed since it was written: paths of the inputs.
  public let changedInputs: [String]
}

extension Project {
  /// The numbers that authors typed by hand into the templates of these examples: nothing tells
  /// whether they are still true.
  /// - Throws: `Problems` of the examples' names and the templates.
  public func typedNumbers(_ options: SiteOptions) throws(Problems) -> [TypedNumber] {
    let names = try exampleNames(options.examples)
    let templates = try TemplateSet(self, examples: names)
    var seen: Set<TypedNumber> = []
    return names.flatMap { templates.templates(of: $0).typedNumbers }
      .filter { seen.insert($0).inserted }
  }

  /// Makes everything anew in memory and compares it with `Output/`.
  ///
  /// - Returns: what differs, in the order of the paths; nothing where all is as it should be.
  /// - Throws: `Problems`, or `MissingTool` and the like.
  public func check(_ options: SiteOptions) throws -> [Finding] {
    let output = OutputFolder(path: path(Self.output))
    let names = try exampleNames(options.examples)
    let all = Set(try exampleNames())
    let maker = PageMaker(self, try TemplateSet(self, examples: names), options)
    let old = try Manifest(in: output, options: options.text)
    let oldPages = Dictionary(old.pages.map { ($0.name, $0) }) { first, _ in first }
    let outcome = Outcome()
    let state = Mutex((findings: [Finding](), pages: [String: Manifest.Page](), done: 0))
    let comparison = OutputComparison(output: output, old: old, options: options.text)
    let latex = options.makesPDF ? try LaTeX(limit: options.pdfLimit) : nil

    inParallel(names.count, jobs: options.jobs) { number in
      do {
        let files = try maker.files(of: names[number])
        let name = names[number]
        var found = comparison.findings(
          files.contents, old: oldPages[name]?.files, inputs: files.inputs)
        if let latex, let tex = files.contents.first(where: { $0.name == "\(name).tex" }) {
          found += comparison.findings(
            [("\(name).pdf", try latex.pdf(of: name, tex.bytes, maker))],
            old: oldPages[name]?.pdf.map { pdf in
              .init(
                inputs: ["\(Self.output)/\(tex.name)": pdf.from],
                outputs: ["\(name).pdf": pdf.digest])
            },
            inputs: ["\(Self.output)/\(tex.name)": Digest.of(tex.bytes)])
        }
        state.withLock { state in
          state.findings += found
          state.pages[name] = Manifest.Page(
            name: name, title: files.title, summary: files.summary,
            files: .init(
              inputs: [:],
              outputs: Dictionary(uniqueKeysWithValues: files.contents.map { ($0.name, "") })))
        }
      } catch {
        outcome.add(error, number: number)
      }
      let done = state.withLock { state in
        state.done += 1
        return state.done
      }
      options.progress?(done, names.count)
    }
    try outcome.check()

    let pages = state.withLock { $0.pages }
    var findings = state.withLock { $0.findings }
    // A page's PDF is its own, whether or not it is looked at.
    let produced = Set(pages.values.flatMap { $0.files.outputs.keys } + all.map { "\($0).pdf" })
    if options.examples.isEmpty {
      findings += comparison.findings(
        try maker.siteFiles(Array(pages.values)), old: old.site, inputs: maker.siteInputs)
      let site: Set = [".gitignore", "index.html", "style.css"]
      findings += comparison.leftOver(
        old.files.subtracting(produced).subtracting(site),
        inputs: old.pages.map(\.name).filter { !all.contains($0) }
          .map { "\(Self.examples)/\($0).yaml" })
    }
    return findings.sorted { $0.path < $1.path }
  }
}

/// Compares what should be in `Output/` with what is.
private struct OutputComparison: Sendable {
  let output: OutputFolder
  let old: Manifest
  /// Those that the files are made with now.
  let options: String

  func findings(
    _ files: [(name: String, bytes: [UInt8])], old: Manifest.Entry?, inputs: [String: String]
  ) -> [Finding] {
    files.compactMap { name, bytes in
      let present = output.contents(name)
      if present == bytes { return nil }
      let path = "\(Project.output)/\(name)"
      let changed = changedInputs(old, inputs)
      guard let present else { return Finding(path: path, kind: .missing, changedInputs: changed) }
      let (line, diff) = Self.difference(present, bytes, path: path)
      // Nothing it is made from has changed: somebody has edited the page itself.
      let isEdited = changed.isEmpty && old?.outputs[name] != Digest.of(present)
      return Finding(
        path: path,
        kind: .stale(line: line, diff: diff),
        changedInputs: isEdited ? [path] : changed)
    }
  }

  /// The first line that differs, and what differs.
  private static func difference(
    _ old: [UInt8], _ new: [UInt8], path: String
  ) -> (line: Int, diff: String) {
    guard let old = String(validating: old, as: UTF8.self),
      let new = String(validating: new, as: UTF8.self)
    else { return (1, "\(path) is no text: \(old.count) bytes, made anew \(new.count)") }
    let diff = LineDiff(old: old, new: new)
    return (diff.firstLine, diff.unified(path: path))
  }

  func leftOver(_ names: Set<String>, inputs: [String]) -> [Finding] {
    names.filter(output.exists).map {
      Finding(path: "\(Project.output)/\($0)", kind: .leftOver, changedInputs: inputs)
    }
  }

  private func changedInputs(
    _ entry: Manifest.Entry?, _ inputs: [String: String]
  ) -> [String] {
    guard let entry else { return [] }
    let before = old.inputs(of: entry)
    var changed = Set(inputs.keys).union(before.keys).filter { before[$0] != inputs[$0] }
      .sorted()
    if old.options != options { changed.append("options (\(old.options))") }
    return changed
  }
}
