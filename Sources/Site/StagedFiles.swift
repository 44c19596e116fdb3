import Problems
import Synchronization

/// The files of one build that stand beside their places, until all are published or none. Threads
/// add to it.
final class StagedFiles: Sendable {
  private struct Staged {
    var stamp: FileStamp
    var digest: String
    var isPublished = false
  }

  let output: OutputFolder
  private let ours: Set<String>
  private let staged = Mutex([String: Staged]())

  /// - Parameter ours: files that may be overwritten.
  init(output: OutputFolder, ours: Set<String>) {
    self.output = output
    self.ours = ours
  }

  /// Writes a file beside its place, unless it is there already, letter for letter.
  /// - Returns: its digest.
  /// - Throws: `Problem` where somebody else's file has this name.
  @discardableResult
  func stage(_ name: String, _ bytes: [UInt8]) throws(Problem) -> String {
    let digest = Digest.of(bytes)
    if output.holds(name, bytes) { return digest }
    guard ours.contains(name) || !output.exists(name) else {
      throw Problem(
        file: "\(Project.output)/\(name)",
        message: "this file was not written by Gradus, so it is not overwritten",
        suggestion: "move it away, or delete it")
    }
    let stamp = try output.stage(name, bytes)
    staged.withLock { $0[name] = Staged(stamp: stamp, digest: digest) }
    return digest
  }

  /// The files that were written, sorted.
  var names: [String] { staged.withLock { $0.keys.sorted() } }

  /// Renames all into their places.
  func publish() throws(Problem) {
    for name in names {
      try output.publish(name)
      staged.withLock { $0[name]?.isPublished = true }
    }
  }

  /// The files that were written by path in the project: what they were then.
  var stamps: [String: (staged: FileStamp, digest: String)] {
    staged.withLock { staged in
      Dictionary(
        uniqueKeysWithValues: staged.map {
          ("\(Project.output)/\($0.key)", ($0.value.stamp, $0.value.digest))
        })
    }
  }

  /// Takes away what was not published.
  func discard() {
    output.discard(staged.withLock { $0.filter { !$0.value.isPublished }.map(\.key) })
  }
}
