import ArgumentParser
import Documents
import Foundation
import Problems
import Site
import WorkedExamples

/// How a command ends: what is printed about an error, and the exit code that belongs to it.
enum Terminal {
  static func run(annotates: Bool = false, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let code as ExitCode {
      throw code
    } catch let problem as Problem {
      try fail(Problems([problem]), annotates)
    } catch let problems as Problems {
      try fail(problems, annotates)
    } catch let claims as FalseClaims {
      let problems = Problems(claims.all.map(\.problem))
      try fail(problems, annotates, code: 1)
    } catch let tool as MissingTool {
      report(tool.description)
      throw ExitCode(2)
    } catch let tool as KaTeXUnavailable {
      report(tool.description)
      throw ExitCode(2)
    } catch {
      report("this is a bug of Gradus, please report it: \(error)")
      throw ExitCode(70)
    }
  }

  private static func fail(_ problems: Problems, _ annotates: Bool, code: Int32 = 2) throws {
    for problem in problems.all where annotates { print(problem.annotation) }
    report(problems.all.map { colored($0.description) }.joined(separator: "\n\n"))
    if problems.all.count > 1 { report("\n\(problems.all.count) errors") }
    throw ExitCode(code)
  }

  /// Opens what whoever started us has closed: the first files opened would take the places of the
  /// standard streams, and what is printed would go into them.
  static func openClosedStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  static func report(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Whether a person reads the errors.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  private static func colored(_ text: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    guard isTerminal, environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb"
    else { return text }
    guard let range = text.range(of: "error: ") else { return text }
    return text.replacingCharacters(in: range, with: "\u{1B}[1;31merror:\u{1B}[0m ")
  }
}
