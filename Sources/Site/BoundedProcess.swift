import Foundation

/// A program run to its end, or to the end of our patience: no input, no output, an environment of
/// its own, and limits on its time and on the size of the files it writes.
struct BoundedProcess {
  enum Ending: Hashable {
    case exited(code: Int32)
    /// A signal ended it, its own fault or a limit.
    case died
    /// It and all it had started were killed.
    case tookTooLong
    case notStarted(reason: String)
  }

  var program: String
  var arguments: [String]
  var environment: [String: String]
  var folder: String
  var limit: Duration
  /// No file that it writes may be larger, in bytes.
  var largestFile = 100 << 20

  func run() -> Ending {
    // The shell sets the limits that hold even if we should be killed ourselves.
    let seconds = max(1, limit.components.seconds + 1)
    let words =
      [
        "/bin/sh", "-c", #"cd "$1" && ulimit -t "$2" && ulimit -f "$3" && shift 3 && exec "$@""#,
        "sh", folder, String(seconds), String(largestFile / 512), program,
      ] + arguments
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for word in argv + envp { free(word) } }

    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    // A group of its own, so that what it starts ends with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    var process = pid_t()
    let failure = posix_spawn(&process, words[0], &actions, &attributes, &argv, &envp)
    guard failure == 0 else { return .notStarted(reason: String(cString: strerror(failure))) }
    return wait(for: process)
  }

  private func wait(for process: pid_t) -> Ending {
    let end = ContinuousClock.now + limit
    var status: Int32 = 0
    while true {
      let found = waitpid(process, &status, WNOHANG)
      if found == process { break }
      if found < 0, errno != EINTR { return .died }
      if ContinuousClock.now >= end {
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return .tookTooLong
      }
      usleep(5_000)
    }
    return status & 0x7F == 0 ? .exited(code: (status >> 8) & 0xFF) : .died
  }
}
