import Foundation

/// What one run of a program took, with all it had started.
struct Cost {
  var seconds: Double
  var cpuSeconds: Double
  var peakMegabytes: Double
}

struct RunFailed: Error, CustomStringConvertible { let description: String }

/// Runs a program on a project to its end and measures the whole process.
func run(_ program: String, _ arguments: [String], in folder: URL) throws -> Cost {
  try run([program] + arguments + ["-C", folder.path])
}

/// - Parameter words: the program and its arguments.
func run(_ words: [String]) throws -> Cost {
  var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
  defer { for word in argv { free(word) } }
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  var process = pid_t()
  let start = ContinuousClock.now
  guard posix_spawn(&process, words[0], &actions, nil, &argv, environ) == 0 else {
    throw RunFailed(description: "\(words[0]) cannot be started")
  }
  var status: Int32 = 0
  var usage = rusage()
  guard wait4(process, &status, 0, &usage) == process, status == 0 else {
    throw RunFailed(description: "\(words.joined(separator: " ")) ends with \(status >> 8)")
  }
  let elapsed = ContinuousClock.now - start
  #if canImport(Darwin)
    let peak = Double(usage.ru_maxrss) / 1_048_576
  #else
    let peak = Double(usage.ru_maxrss) / 1024
  #endif
  return Cost(
    seconds: elapsed.inSeconds,
    cpuSeconds: Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
    peakMegabytes: peak)
}

/// What this process has used of the processors so far, system included.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// The middle one; of an even number the upper of both.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
