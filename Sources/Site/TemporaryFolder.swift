import Foundation
import Problems

/// A folder of one's own, for a while.
struct TemporaryFolder {
  let path: String

  init() throws(Problem) {
    var template = Array((NSTemporaryDirectory() + "/gradus-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template).map({ String(cString: $0) }), let real = realpath(made, nil)
    else {
      let reason = String(cString: strerror(errno))
      throw Problem(message: "no temporary folder can be made: \(reason)")
    }
    defer { free(real) }
    path = String(cString: real)
  }

  /// Removes the folder; what cannot be removed is the system's to clear away.
  func remove() {
    do { try FileManager.default.removeItem(atPath: path) } catch { return }
  }

  func write(_ name: String, _ bytes: [UInt8]) throws(Problem) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    } catch {
      throw Problem(message: "the temporary file \(path)/\(name) cannot be written")
    }
  }

  func contents(_ name: String) -> [UInt8]? { FileContents.orNil(path: "\(path)/\(name)")?.bytes }

  /// Those of these files that are there.
  func contents(of names: [String]) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: names.compactMap { name in contents(name).map { (name, $0) } })
  }
}
