import Foundation

/// What the system says about a file. Two equal stamps are the same file with the same bytes, where
/// the file system's clock has moved on since: `FileDigests` sees to that.
///
/// The time of the last change of the inode (`changed`) cannot be set by a program, so a file that
/// got its old size and its old time of modification back is still seen to be another one.
struct FileStamp: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
  var size: Int
  /// Nanoseconds since 1970, as is `changed`.
  var modified: Int64
  var changed: Int64

  /// - Returns: `nil` where there is no such file, or it is no regular one.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  init(device: UInt64, inode: UInt64, size: Int, modified: Int64, changed: Int64) {
    (self.device, self.inode, self.size) = (device, inode, size)
    (self.modified, self.changed) = (modified, changed)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
      size: Int(status.st_size), modified: nanoseconds(modified), changed: nanoseconds(changed))
  }

  /// Whether this is the file that `other` was, though it may have another name now.
  func isSameContent(as other: FileStamp) -> Bool {
    (device, inode, size, modified) == (other.device, other.inode, other.size, other.modified)
  }
}

/// A file's bytes, and its stamp when reading began.
struct FileContents: Sendable {
  let bytes: [UInt8]
  let stamp: FileStamp

  enum Failure: Error, Hashable {
    /// There is nothing, or no regular file.
    case missing
    case tooLarge(size: Int)
    case unreadable
  }

  /// Reads a regular file: `open`, `fstat`, `read`, `close`.
  init(path: String, atMost limit: Int = .max) throws(Failure) {
    // Without O_NONBLOCK a named pipe would wait here for somebody to write to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .unreadable }
    defer { close(descriptor) }
    guard let stamp = FileStamp(descriptor: descriptor) else { throw .missing }
    guard stamp.size <= limit else { throw .tooLarge(size: stamp.size) }
    var isWhole = true
    bytes = [UInt8](unsafeUninitializedCapacity: stamp.size) { buffer, filled in
      while filled < buffer.count {
        let count = read(
          descriptor, UnsafeMutableBufferPointer(rebasing: buffer[filled...]).baseAddress,
          buffer.count - filled)
        if count < 0, errno == EINTR { continue }
        isWhole = count >= 0
        if count <= 0 { break }
        filled += count
      }
    }
    guard isWhole else { throw .unreadable }
    self.stamp = stamp
  }

  /// - Returns: `nil` where there is no file that can be read.
  static func orNil(path: String) -> FileContents? {
    do throws(Failure) { return try FileContents(path: path) } catch { return nil }
  }
}
