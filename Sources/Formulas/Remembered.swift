import Synchronization

extension Mutex where Value: Sendable {
  /// What is known of a key, made outside the lock where nothing is: two threads may make the same.
  ///
  /// - Parameter limit: when so many keys are known, all are forgotten.
  package borrowing func remembered<Key: Hashable & Sendable, Content: Sendable, Failure>(
    _ key: Key, limit: Int = .max, _ make: () throws(Failure) -> Content
  ) throws(Failure) -> Content where Value == [Key: Content] {
    if let known = withLock({ $0[key] }) { return known }
    let made = try make()
    withLock {
      if $0.count >= limit { $0.removeAll() }
      $0[key] = made
    }
    return made
  }
}
