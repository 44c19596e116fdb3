import Documents
import Foundation

/// One for all tests: KaTeX loads once.
let typesetter = MathTypesetter { try katexScript() }

func katexScript() throws -> String {
  try KaTeX.script(at: ProcessInfo.processInfo.environment[KaTeX.variable]) {
    try? String(contentsOfFile: $0, encoding: .utf8)
  }
}
