import Problems
import Synchronization
import Templates

/// What went wrong in a run over many examples; threads add to it.
final class Outcome: Sendable {
  private struct State {
    /// By the number of the example, so that the order does not depend on the threads.
    var problems: [Int: [Problem]] = [:]
    var falseClaims: [Int: [FalseClaim]] = [:]
    var missingTool: (any Error)?
  }
  private let state = Mutex(State())

  /// - Parameter number: the place of the example among all.
  func add(_ error: any Error, number: Int) {
    state.withLock { state in
      switch error {
      case let problem as Problem: state.problems[number, default: []].append(problem)
      case let problems as Problems: state.problems[number, default: []] += problems.all
      case let claims as FalseClaims: state.falseClaims[number, default: []] += claims.all
      default: if state.missingTool == nil { state.missingTool = error }
      }
    }
  }

  var isFine: Bool {
    state.withLock {
      $0.problems.isEmpty && $0.falseClaims.isEmpty && $0.missingTool == nil
    }
  }

  /// - Throws: the missing tool, as nothing works without it; else all problems, those with a
  ///   place first, each once; else all false claims.
  func check() throws {
    let (found, claims, missingTool) = state.withLock {
      ($0.problems, $0.falseClaims, $0.missingTool)
    }
    if let missingTool { throw missingTool }
    var all: [Problem] = []
    var seen: Set<Problem> = []
    for number in found.keys.sorted() {
      for problem in found[number] ?? [] where seen.insert(problem).inserted { all.append(problem) }
    }
    if !all.isEmpty { throw Problems(all) }
    let isFalse = claims.keys.sorted().flatMap { claims[$0] ?? [] }
    if !isFalse.isEmpty { throw FalseClaims(isFalse) }
  }
}
