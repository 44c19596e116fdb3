import Foundation
import Synchronization

/// A line on the terminal that counts, once a run has taken more than a second.
final class Progress: Sendable {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  init(isQuiet: Bool) { isShown = !isQuiet && Terminal.isTerminal }

  @Sendable func report(done: Int, of total: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start > .seconds(1) else { return }
    last.withLock { last in
      if let last, now - last < .milliseconds(100) { return }
      last = now
      write("\r\(done) of \(total)")
    }
  }

  /// Takes the line away.
  func finish() {
    if last.withLock({ $0 != nil }) { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
