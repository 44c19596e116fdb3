import Foundation
import Problems
import WorkedExamples

/// `Output/`: files are written beside their place and renamed into it, so that a page is always
/// whole, the old one or the new one.
struct OutputFolder: Sendable {
  /// Absolute.
  let path: String

  private static let temporaryPrefix = ".gradus-tmp-"

  private var prefix: String {
    "\(Self.temporaryPrefix)\(ProcessInfo.processInfo.processIdentifier)-"
  }

  func file(_ name: String) -> String { path + "/" + name }

  func contents(_ name: String) -> Data? {
    FileManager.default.contents(atPath: file(name))
  }

  func digest(_ name: String) -> String? { contents(name).map { Digest.of($0) } }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

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
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    where name.hasPrefix(Self.temporaryPrefix) {
      let digits = name.dropFirst(Self.temporaryPrefix.count).prefix { $0.isNumber }
      let isAlive = Int32(digits).map { kill($0, 0) == 0 || errno == EPERM } ?? false
      let isOurs = Int32(digits) == ProcessInfo.processInfo.processIdentifier
      if !isAlive || isOurs { unlink(file(name)) }
    }
  }

  /// Writes a file beside its place.
  ///
  /// It is not forced onto the disk before it is renamed: that costs milliseconds a file, and pages
  /// that a power failure spoils can be built again.
  func stage(_ name: String, _ data: Data) throws(Problem) {
    guard Self.write(data, to: file(prefix + name)) else {
      let reason = String(cString: strerror(errno))
      throw Problem(file: "Output/\(name)", message: "the file cannot be written: \(reason)")
    }
  }

  /// - Returns: `false` where that failed; `errno` says why.
  private static func write(_ data: Data, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    let isWritten = data.withUnsafeBytes { bytes in
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
    let reason = errno
    let isClosed = close(descriptor) == 0
    if !isWritten { errno = reason }
    return isWritten && isClosed
  }

  /// Puts a staged file into its place.
  func publish(_ name: String) throws(Problem) {
    guard rename(file(prefix + name), file(name)) == 0 else {
      let reason = String(cString: strerror(errno))
      throw Problem(file: "Output/\(name)", message: "the file cannot be replaced: \(reason)")
    }
  }

  func discard(_ names: some Sequence<String>) {
    for name in names { unlink(file(prefix + name)) }
  }

  func write(_ name: String, _ text: String) throws(Problem) {
    try stage(name, Data(text.utf8))
    try publish(name)
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
