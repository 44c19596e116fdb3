import Synchronization

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
    var done = 0
  }

  private let maker: PageMaker
  private let names: [String]
  private let files: StagedFiles
  private let outcome = Outcome()
  private let state = Mutex(State())

  init(maker: PageMaker, names: [String], files: StagedFiles) {
    self.maker = maker
    self.names = names
    self.files = files
  }

  /// - Parameter progress: told how many are done.
  func workAll(jobs: Int, progress: @escaping @Sendable (Int) -> Void) {
    inParallel(names.count, jobs: jobs) { [self] number in
      do {
        try work(names[number])
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

  /// What was made, in no order.
  /// - Throws: `Problems`, or `MissingTool` and the like.
  func result() throws -> [MadePage] {
    try outcome.check()
    return state.withLock { $0.made }
  }

  private func work(_ name: String) throws {
    let made = try maker.files(of: name)
    // Once anything has failed nothing will be published.
    guard outcome.isFine else { return }
    var outputs: [String: String] = [:]
    for file in made.contents { outputs[file.name] = try files.stage(file.name, file.bytes) }
    let page = MadePage(
      name: name, title: made.title, summary: made.summary, inputs: made.inputs, outputs: outputs)
    state.withLock { $0.made.append(page) }
  }
}
