import Foundation
import Problems

/// `Output/`: files are written beside their place and renamed into it, so that a page is always
/// whole, the old one or the new one.
struct OutputFolder: Sendable {
  /// Absolute.
  let path: String
  /// What a file's path begins with before it has been published: `Output/.gradus-tmp-4711-`.
  private let staging: String

  private static let temporaryPrefix = ".gradus-tmp-"

  static let ignore = ".gitignore"
  /// What is never committed: the font, which belongs to the system.
  static let ignored = Array("/fonts/\n".utf8)

  init(path: String) {
    self.path = path
    staging = "\(path)/\(Self.temporaryPrefix)\(getpid())-"
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// A file's bytes; `nil` where there is none that can be read.
  func contents(_ name: String) -> [UInt8]? { FileContents.orNil(path: file(name))?.bytes }

  /// Whether a file is there, letter for letter. It is read only where its size is the right one.
  func holds(_ name: String, _ bytes: [UInt8]) -> Bool {
    FileStamp(path: file(name))?.size == bytes.count && contents(name) == bytes
  }

  func exists(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

  /// Makes the folder and clears away what killed builds have left behind.
  func prepare() throws(Problem) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Self.problem("Output/", "the folder cannot be made", error)
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw Problem(file: "Output", message: "the folder cannot be written to")
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch { throw Self.problem("Output/", "the folder cannot be read", error) }
    for name in names where name.hasPrefix(Self.temporaryPrefix) {
      let digits = name.dropFirst(Self.temporaryPrefix.count).prefix { $0.isNumber }
      let isAlive = Int32(digits).map { kill($0, 0) == 0 || errno == EPERM } ?? false
      let isOurs = Int32(digits) == getpid()
      if !isAlive || isOurs { unlink(file(name)) }
    }
  }

  /// Writes a file beside its place: one `open`, one `write`, one `close`.
  ///
  /// It is not forced onto the disk before it is renamed: that costs milliseconds a file, and pages
  /// that a power failure spoils can be built again.
  ///
  /// - Returns: what the system says about it, so that it can be known again in its place.
  @discardableResult
  func stage(_ name: String, _ bytes: [UInt8]) throws(Problem) -> FileStamp {
    guard let stamp = Self.write(bytes, to: staging + name) else {
      let reason = String(cString: strerror(errno))
      // Half of it may be there.
      discard([name])
      throw Problem(file: "Output/\(name)", message: "the file cannot be written: \(reason)")
    }
    return stamp
  }

  /// - Returns: `nil` where that failed; `errno` says why.
  private static func write(_ bytes: [UInt8], to path: String) -> FileStamp? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return nil }
    let isWritten = bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
    let stamp = isWritten ? FileStamp(descriptor: descriptor) : nil
    let reason = errno
    let isClosed = close(descriptor) == 0
    if !isWritten { errno = reason }
    return isClosed ? stamp : nil
  }

  /// Puts a staged file into its place.
  func publish(_ name: String) throws(Problem) {
    guard rename(staging + name, file(name)) == 0 else {
      let reason = String(cString: strerror(errno))
      throw Problem(file: "Output/\(name)", message: "the file cannot be replaced: \(reason)")
    }
  }

  func discard(_ names: some Sequence<String>) {
    for name in names { unlink(staging + name) }
  }

  func write(_ name: String, _ bytes: [UInt8]) throws(Problem) {
    try stage(name, bytes)
    try publish(name)
  }

  /// The time by the clock of the file system that holds the folder, which need not be ours.
  func clock() throws(Problem) -> FileStamp {
    let name = "clock"
    defer { discard([name]) }
    return try stage(name, [])
  }

  func remove(_ name: String) throws(Problem) {
    guard unlink(file(name)) == 0 || errno == ENOENT else {
      let reason = String(cString: strerror(errno))
      throw Problem(file: "Output/\(name)", message: "the file cannot be removed: \(reason)")
    }
  }

  private static func problem(_ file: String, _ what: String, _ error: any Error) -> Problem {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let reason = (underlying?.domain == NSPOSIXErrorDomain ? underlying : nil)
      .map { String(cString: strerror(Int32($0.code))) }
    return Problem(file: file, message: reason.map { "\(what): \($0)" } ?? what)
  }
}
