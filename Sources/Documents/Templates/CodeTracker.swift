/// Follows the characters of a Markdown template to know what stands in code: between fences, or
/// between backquotes on one line.
struct CodeTracker {
  private var fence: (character: Character, length: Int)?
  private var isAtLineStart = true
  private var run: (character: Character, length: Int)?
  private var isRunAtLineStart = false
  private var openBackquotes = 0

  var isInCode: Bool { fence != nil || openBackquotes > 0 || opensNow }

  /// Whether a run of backquotes that has just ended opens inline code.
  private var opensNow: Bool {
    guard let run, run.character == "`", !isFence(run) else { return false }
    return openBackquotes == 0
  }

  mutating func read(_ character: Character) {
    if let current = run, current.character == character {
      run = (character, current.length + 1)
      return
    }
    finishRun()
    if character == "`" || character == "~" {
      run = (character, 1)
      isRunAtLineStart = isAtLineStart
    }
    if character == "\n" {
      isAtLineStart = true
      openBackquotes = 0
    } else if !character.isWhitespace {
      isAtLineStart = false
    }
  }

  /// A tag stands for some text.
  mutating func readTag() {
    finishRun()
    isAtLineStart = false
  }

  private func isFence(_ run: (character: Character, length: Int)) -> Bool {
    isRunAtLineStart && run.length >= 3
  }

  private mutating func finishRun() {
    guard let run else { return }
    self.run = nil
    if isFence(run) {
      if let open = fence {
        if open.character == run.character, run.length >= open.length { fence = nil }
      } else {
        fence = run
      }
    } else if run.character == "`", fence == nil {
      if openBackquotes == 0 {
        openBackquotes = run.length
      } else if openBackquotes == run.length {
        openBackquotes = 0
      }
    }
  }
}
