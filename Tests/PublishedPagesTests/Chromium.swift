import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A headless Chromium, driven over the two pipes of its `--remote-debugging-pipe`.
///
/// It reads commands from file descriptor 3 and writes answers and events to 4, each message JSON
/// with a 0 at its end: https://chromedevtools.github.io/devtools-protocol/
final class Chromium {
  private let process: pid_t
  private let commands: Int32
  private let answers: Int32
  private let profile: TemporaryFolder
  private var received: [UInt8] = []
  private var lastID = 0
  /// What happened since it was last asked for, in the session of the page.
  private(set) var events: [Message] = []
  private var session: String?

  /// So long an answer may take before the browser counts as hung.
  private static let patience: Int32 = 60_000

  init() throws {
    let program = try Tool.chromium.path()
    profile = try TemporaryFolder()
    let (childReads, weWrite) = try Self.pipe()
    let (weRead, childWrites) = try Self.pipe()
    defer {
      close(childReads)
      close(childWrites)
    }
    let arguments = [
      program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-first-run", "--disable-extensions", "--disable-background-networking",
      "--disable-component-update", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--remote-debugging-pipe", "--user-data-dir=\(profile.url.path)", "about:blank",
    ]
    process = try Self.spawn(arguments, descriptor3: childReads, descriptor4: childWrites)
    (commands, answers) = (weWrite, weRead)
    // A browser that died must fail the test, not end it.
    signal(SIGPIPE, SIG_IGN)
    let target: Target = try call("Target.createTarget", ["url": "about:blank"])
    let attached: Session = try call(
      "Target.attachToTarget", Attach(targetId: target.targetId, flatten: true))
    session = attached.sessionId
    for domain in ["Page", "Runtime", "Log", "Network"] { try send("\(domain).enable") }
  }

  private struct Target: Decodable { var targetId: String }
  private struct Attach: Encodable { var targetId: String, flatten: Bool }
  private struct Session: Decodable { var sessionId: String }

  deinit {
    close(commands)
    close(answers)
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    profile.remove()
  }

  // MARK: Commands

  /// Sends a command and waits for its answer.
  func call<Answer: Decodable>(
    _ method: String, _ parameters: some Encodable = [String: String]()
  ) throws -> Answer {
    lastID += 1
    let command = Command(
      id: lastID, method: method, sessionId: session, params: parameters)
    try write(JSONEncoder().encode(command) + [0])
    while true {
      let data = try nextMessage()
      let message = try JSONDecoder().decode(Message.self, from: data)
      guard message.id == lastID else {
        events.append(message)
        continue
      }
      if let error = message.error { throw Failure("\(method): \(error.message)") }
      return try JSONDecoder().decode(Result<Answer>.self, from: data).result
    }
  }

  func send(_ method: String, _ parameters: some Encodable = [String: String]()) throws {
    let _: [String: String?] = try call(method, parameters)
  }

  /// Waits until an event has come.
  func wait(for method: String) throws {
    while !events.contains(where: { $0.method == method }) {
      events.append(try JSONDecoder().decode(Message.self, from: nextMessage()))
    }
  }

  func takeEvents() -> [Message] {
    defer { events = [] }
    return events
  }

  private struct Command<Parameters: Encodable>: Encodable {
    var id: Int, method: String, sessionId: String?, params: Parameters
  }
  private struct Result<Answer: Decodable>: Decodable { var result: Answer }

  // MARK: The pipes

  private func write(_ data: Data) throws {
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(commands, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure("Chromium has gone") }
      rest = rest.dropFirst(count)
    }
  }

  private func nextMessage() throws -> Data {
    while true {
      if let end = received.firstIndex(of: 0) {
        defer { received.removeSubrange(...end) }
        return Data(received[..<end])
      }
      var descriptor = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Self.patience) > 0 else { throw Failure("Chromium hangs") }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers, &buffer, buffer.count)
      guard count > 0 else { throw Failure("Chromium has gone") }
      received += buffer[..<count]
    }
  }

  /// A pipe whose ends no other child inherits, out of the way of the descriptors 3 and 4.
  private static func pipe() throws -> (reads: Int32, writes: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Failure("no pipe: \(errno)") }
    let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    for end in ends { close(end) }
    return (moved[0], moved[1])
  }

  private static func spawn(
    _ arguments: [String], descriptor3: Int32, descriptor4: Int32
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor3, 3)
    posix_spawn_file_actions_adddup2(&actions, descriptor4, 4)
    for output in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, nil, &words, environ)
    guard code == 0 else { throw Failure("\(arguments[0]) does not start: \(code)") }
    return process
  }
}
