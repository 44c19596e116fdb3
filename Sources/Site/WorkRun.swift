import Synchronization
import WorkedExamples

/// What a run does for one example.
struct WorkTask: Sendable {
  let name: String
  /// Its PDF alone; its other files have not changed.
  let isPDFOnly: Bool
}

/// What is kept of a page once its files are staged.
struct MadePage: Sendable {
  let name: String
  let title: String
  let summary: String
  let inputs: [String: String]
  /// Path in `Output/` and digest.
  let outputs: [String: String]
}

/// Examples worked on several threads; their files are staged as they come.
final class WorkRun: Sendable {
  private struct State {
    var made: [MadePage] = []
    var pdfs: [String: Manifest.PDF] = [:]
    var done = 0
  }

  private let maker: PageMaker
  private let latex: LaTeX?
  private let tasks: [WorkTask]
  private let files: StagedFiles
  private let outcome = Outcome()
  private let state = Mutex(State())

  /// - Parameters:
  ///   - latex: where PDFs are asked for.
  init(maker: PageMaker, latex: LaTeX?, tasks: [WorkTask], files: StagedFiles) {
    self.maker = maker
    self.latex = latex
    self.tasks = tasks
    self.files = files
  }

  /// - Parameter progress: told how many are done.
  func workAll(jobs: Int, progress: @escaping @Sendable (Int) -> Void) {
    inParallel(tasks.count, jobs: jobs) { [self] number in
      do {
        try work(tasks[number])
      } catch {
        outcome.add(error, number: number)
      }
      let done = state.withLock { state in
        state.done += 1
        return state.done
      }
      progress(done)
    }
  }

  /// The pages that were made, in no order, and the PDFs by the example's name.
  /// - Throws: `Problems`, or `MissingTool` and the like.
  func result() throws -> (pages: [MadePage], pdfs: [String: Manifest.PDF]) {
    try outcome.check()
    return state.withLock { ($0.made, $0.pdfs) }
  }

  private func work(_ task: WorkTask) throws {
    let name = task.name
    if task.isPDFOnly {
      guard let tex = files.output.contents("\(name).tex") else { return }
      return try makePDF(task, tex)
    }
    let made = try maker.files(of: name)
    // Once anything has failed nothing will be published.
    guard outcome.isFine else { return }
    var outputs: [String: String] = [:]
    for file in made.contents { outputs[file.name] = try files.stage(file.name, file.bytes) }
    let page = MadePage(
      name: name, title: made.title, summary: made.summary, inputs: made.inputs, outputs: outputs)
    state.withLock { $0.made.append(page) }
    if let tex = made.contents.first(where: { $0.name == "\(name).tex" }) {
      try makePDF(task, tex.bytes)
    }
  }

  private func makePDF(_ task: WorkTask, _ tex: [UInt8]) throws {
    guard let latex else { return }
    let pdf = try latex.pdf(of: task.name, tex, maker)
    let digest = try files.stage("\(task.name).pdf", pdf)
    state.withLock { $0.pdfs[task.name] = Manifest.PDF(from: Digest.of(tex), digest: digest) }
  }
}

extension LaTeX {
  /// The PDF of a page.
  /// - Parameter maker: who made the document, and knows where its lines come from.
  /// - Throws: `Problem` where LaTeX refuses it: at its place in the template, or at the line of the
  ///   `.tex` where that cannot be told.
  func pdf(of name: String, _ tex: [UInt8], _ maker: PageMaker) throws -> [UInt8] {
    do {
      return try pdf(name, tex)
    } catch let error as LaTeXError {
      let problem = error.problem(in: "\(Project.output)/\(name).tex", tex)
      guard let line = error.texLine else { throw problem }
      throw try maker.problem(problem, atLaTeXLine: line, of: name) ?? problem
    }
  }
}
