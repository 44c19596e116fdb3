import Foundation

/// What some work keeps a processor busy, on this thread: the same on an idle machine and on a busy
/// one, unlike the time until it ends.
public func processorTime(of work: () throws -> Void) rethrows -> Duration {
  let start = nanoseconds(CLOCK_THREAD_CPUTIME_ID)
  try work()
  return .nanoseconds(nanoseconds(CLOCK_THREAD_CPUTIME_ID) - start)
}

private func nanoseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
