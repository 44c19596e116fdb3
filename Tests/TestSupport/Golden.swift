import Foundation

/// Texts that were recorded, each in `Goldens/` beside the test that compares with it.
public enum Golden {
  /// What differs from the recorded text, line by line; `nil` where nothing does.
  ///
  /// With `GRADUS_RECORD` in the environment what differs is written anew, and still differs.
  public static func difference(
    of text: String, from name: String, test: String = #filePath
  ) throws -> String? {
    let file = URL(filePath: test).deletingLastPathComponent()
      .appending(path: "Goldens/\(name).txt")
    let isRecorded = FileManager.default.fileExists(atPath: file.path)
    let recorded = isRecorded ? try String(contentsOf: file, encoding: .utf8) : ""
    if recorded == text { return nil }
    if ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = new.difference(from: old).map { change in
      switch change {
      case .remove(let line, let text, _): "- \(line + 1): \(text)"
      case .insert(let line, let text, _): "+ \(line + 1): \(text)"
      }
    }
    return "\(name) differs:\n\(changes.joined(separator: "\n"))"
  }
}
