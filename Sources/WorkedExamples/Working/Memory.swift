import Synchronization

/// What was worked out once in a run, by what it depends on.
final class Memory<Key: Hashable & Sendable, Value: Sendable, Failure: Error>: Sendable {
  private let found = Mutex<[Key: Result<Value, Failure>]>([:])

  /// What is known under a key, worked out where nothing is.
  func value(
    _ key: Key, _ make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // Made outside the lock: two threads may both make it, and both make the same.
    if let known = found.withLock({ $0[key] }) { return try known.get() }
    let result: Result<Value, Failure>
    do throws(Failure) {
      result = .success(try make())
    } catch {
      result = .failure(error)
    }
    found.withLock { $0[key] = result }
    return try result.get()
  }
}
