import Foundation
import Problems

/// The digests of a project's files. A file that has not been touched since it was digested is not
/// read again: a cache of the user's, outside of the project, says what its stamp was then.
///
/// Nothing depends on the cache: without it, or where it does not fit, as in a fresh clone, files are
/// read. An entry is kept only where the file system's clock had moved
/// on between the file's last change and the reading of it; else a second change within the same
/// tick could not be told from the first.
struct FileDigests {
  private struct Entry: Hashable {
    var stamp: FileStamp
    var digest: String
  }

  private let root: String
  private let output: OutputFolder
  /// `nil` where there is no place for it.
  private let cache: String?
  private var known: [String: Entry] = [:]
  private var isChanged = false
  /// By the clock of the file system, before anything was read.
  private var start: FileStamp?

  /// - Parameters:
  ///   - root: where the paths of files that are not absolute begin.
  ///   - caches: the folder that holds the user's caches.
  init(root: String, output: OutputFolder, caches: String?) {
    self.root = root
    self.output = output
    // Whoever has a home within the project wants nothing of ours there.
    cache = caches.flatMap { caches in
      "\(caches)/".hasPrefix("\(root)/") ? nil : "\(caches)/gradus/\(Digest.of(output.path))"
    }
    if let cache, let contents = FileContents.orNil(path: cache) {
      known = Self.entries(contents.bytes)
    }
  }

  /// Where programs keep what they can make again.
  ///
  /// Source: https://specifications.freedesktop.org/basedir-spec
  static func caches() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["XDG_CACHE_HOME"], named.hasPrefix("/") { return named }
    return environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache" : nil }
  }

  private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }

  /// The digest of a file as it is now; `nil` where there is none that can be read.
  mutating func digest(_ path: String) throws(Problem) -> String? {
    if let entry = known[path], FileStamp(path: absolute(path)) == entry.stamp {
      return entry.digest
    }
    if start == nil { start = try output.clock() }
    guard let contents = FileContents.orNil(path: absolute(path)) else { return nil }
    let digest = Digest.of(contents.bytes)
    keep(Entry(stamp: contents.stamp, digest: digest), path)
    return digest
  }

  /// Whether a file's digest is at hand without reading it.
  func knows(_ path: String) -> Bool {
    known[path].map { FileStamp(path: absolute(path)) == $0.stamp } ?? false
  }

  /// Takes over what was just published, without reading it again.
  ///
  /// - Parameter files: by path: the stamp before it was renamed, and its digest.
  mutating func published(_ files: [String: (staged: FileStamp, digest: String)]) throws(Problem) {
    var stamps: [String: FileStamp] = [:]
    for (path, file) in files {
      guard let stamp = FileStamp(path: absolute(path)), stamp.isSameContent(as: file.staged)
      else { continue }
      stamps[path] = stamp
    }
    // A tick lasts some milliseconds; where it lasts longer the files are read next time.
    let newest = stamps.values.map(\.changed).max() ?? 0
    for attempt in 0..<10 {
      start = try output.clock()
      if start.map({ $0.changed > newest }) ?? false { break }
      if attempt < 9 { usleep(2_000) }
    }
    for (path, file) in files {
      guard let before = stamps[path], FileStamp(path: absolute(path)) == before else { continue }
      keep(Entry(stamp: before, digest: file.digest), path)
    }
  }

  private mutating func keep(_ entry: Entry, _ path: String) {
    guard let start, entry.stamp.device == start.device, entry.stamp.changed < start.changed,
      !path.contains("\n")
    else { return }
    known[path] = entry
    isChanged = true
  }

  /// Writes the cache, where it has changed. One that cannot be written is none: the next build reads
  /// more.
  ///
  /// - Parameter paths: the files that are worth an entry; others are forgotten.
  mutating func save(_ paths: Set<String>) {
    let kept = known.filter { paths.contains($0.key) }
    guard let cache, isChanged || kept.count != known.count else { return }
    var text = Self.header
    for (path, entry) in kept.sorted(by: { $0.key < $1.key }) {
      let stamp = entry.stamp
      text +=
        "\n\(entry.digest) \(stamp.device) \(stamp.inode) \(stamp.size) \(stamp.modified) "
        + "\(stamp.changed) \(path)"
    }
    let url = URL(fileURLWithPath: cache)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: url, options: .atomic)
      isChanged = false
    } catch { return }
  }

  private static let header = "gradus cache 1"

  /// Lines of digest, stamp and path; what cannot be read is left out.
  private static func entries(_ bytes: [UInt8]) -> [String: Entry] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, first.elementsEqual(header.utf8) else { return [:] }
    var entries: [String: Entry] = [:]
    entries.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 6)
      guard parts.count == 7, let device = number(parts[1]), let inode = number(parts[2]),
        let size = number(parts[3]), let modified = number(parts[4]), let changed = number(parts[5])
      else { continue }
      entries[String(decoding: parts[6], as: UTF8.self)] = Entry(
        stamp: FileStamp(
          device: UInt64(bitPattern: device), inode: UInt64(bitPattern: inode), size: Int(size),
          modified: modified, changed: changed),
        digest: String(decoding: parts[0], as: UTF8.self))
    }
    return entries
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var number: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeStill) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
      guard !isTooLarge, !isTooLargeStill else { return nil }
      number = sum
    }
    return number
  }
}
