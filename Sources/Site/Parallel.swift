import Foundation
import Synchronization

/// Calls `body` for every number below `count`, on this many threads, and waits for all.
///
/// Numbers are handed out in order. Threads are our own, with room for deep recursion; those of a
/// pool have little.
func inParallel(_ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void) {
  guard count > 0 else { return }
  let counter = Counter()
  let group = DispatchGroup()
  for _ in 0..<max(1, min(jobs, count)) {
    group.enter()
    let thread = Thread {
      while true {
        let number = counter.next()
        if number >= count { break }
        body(number)
      }
      group.leave()
    }
    thread.stackSize = 64 << 20
    thread.start()
  }
  group.wait()
}

/// Hands out the numbers from 0.
private final class Counter: Sendable {
  private let number = Atomic(0)

  func next() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }
}
