import Problems

/// Tells what in `Output/` is as its inputs want it, by digests: of what it was made from, and of
/// what it is. No template is compiled for that, and no file is read that the cache knows.
struct Freshness {
  let old: Manifest
  /// Of the names of all templates there are.
  let names: String
  var digests: FileDigests
  /// By the number of the set; asked for once each.
  private var areCurrent: [Int: Bool] = [:]

  init(old: Manifest, names: String, digests: FileDigests) {
    self.old = old
    self.names = names
    self.digests = digests
  }

  /// Whether nothing has changed that these files were made from, nor the files.
  ///
  /// - Parameter inputs: what they would be made from now, but for files that an example mentions,
  ///   which are the same while the example is; asked for only where templates have come or gone, so
  ///   that others may apply.
  mutating func isUnchanged(
    _ entry: Manifest.Entry, inputs: () throws -> [String: String]
  ) throws -> Bool {
    guard try areIntact(entry.outputs) else { return false }
    guard let number = entry.templates, old.templates.indices.contains(number),
      old.templates[number].names == names
    else { return try areCurrent(old.inputs(of: entry), beside: inputs()) }
    return try areCurrent(number) && same(entry.inputs)
  }

  /// Whether these files of `Output/` are what was written.
  mutating func areIntact(_ outputs: [String: String]) throws(Problem) -> Bool {
    for (file, digest) in outputs where try digests.digest("\(Project.output)/\(file)") != digest {
      return false
    }
    return true
  }

  private mutating func areCurrent(
    _ before: [String: String], beside inputs: [String: String]
  ) throws(Problem) -> Bool {
    guard inputs.allSatisfy({ before[$0.key] == $0.value }) else { return false }
    let others = before.filter { inputs[$0.key] == nil }
    // A template that is no longer used is no file that an example mentions.
    if others.keys.contains(where: { $0.hasPrefix(Project.templates + "/") }) { return false }
    return try same(others)
  }

  private mutating func areCurrent(_ templates: Int) throws(Problem) -> Bool {
    if let known = areCurrent[templates] { return known }
    let found = try same(old.templates[templates].digests)
    areCurrent[templates] = found
    return found
  }

  private mutating func same(_ files: [String: String]) throws(Problem) -> Bool {
    for (path, digest) in files where try digests.digest(path) != digest { return false }
    return true
  }
}
