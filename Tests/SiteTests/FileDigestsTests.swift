import Foundation
import Testing
import WorkedExamples

@testable import Site

/// The cache of what files were: it saves reading, and never hides a change.
@Suite struct FileDigestsTests {
  let sandbox: Sandbox
  let output: OutputFolder

  init() throws {
    sandbox = try Sandbox()
    output = OutputFolder(path: sandbox.root + "/Output")
    try output.prepare()
  }

  func digests() -> FileDigests {
    FileDigests(root: sandbox.root, output: output, caches: sandbox.caches)
  }

  /// The cache's path, as `Sandbox` reads and writes: relative to the project.
  var cache: String {
    "../\(sandbox.caches.split(separator: "/").last ?? "")/gradus/\(Digest.of(output.path))"
  }

  /// The clock of the file system has moved on.
  func tick() { usleep(30_000) }

  /// Digests the file, and gives the digests of the next run, which knows the file if it may.
  func afterOneRun(_ path: String) throws -> FileDigests {
    var first = digests()
    #expect(try first.digest(path) == Digest.of(sandbox.read(path) ?? ""))
    first.save([path])
    return digests()
  }

  /// That the cache is asked at all: a false entry is believed.
  @Test func whatIsKnownIsNotReadAgain() throws {
    defer { sandbox.delete() }
    try sandbox.write("a", "one")
    tick()
    var known = try afterOneRun("a")
    #expect(known.knows("a"))
    let text = try #require(sandbox.read(cache))
    let digest = Digest.of("one")
    try sandbox.write(
      cache,
      text.replacing(digest, with: String(repeating: "0", count: digest.count)))
    var misled = digests()
    #expect(try misled.digest("a") == String(repeating: "0", count: digest.count))
    #expect(try known.digest("a") == digest)
  }

  /// The classic hole: another byte, the same size, and the old time of modification put back.
  @Test func aRestoredTimeHidesNoChange() throws {
    defer { sandbox.delete() }
    try sandbox.write("a", "one")
    tick()
    var known = try afterOneRun("a")
    let url = URL(fileURLWithPath: sandbox.root + "/a")
    let before = try #require(FileStamp(path: url.path))
    let descriptor = open(url.path, O_WRONLY)
    #expect(write(descriptor, "two", 3) == 3)
    var times = [timespec](repeating: timespec(), count: 2)
    for index in 0...1 {
      times[index].tv_sec = Int(before.modified / 1_000_000_000)
      times[index].tv_nsec = Int(before.modified % 1_000_000_000)
    }
    #expect(futimens(descriptor, times) == 0)
    close(descriptor)
    let after = try #require(FileStamp(path: url.path))
    #expect(
      (after.size, after.modified, after.inode) == (before.size, before.modified, before.inode))
    #expect(try known.digest("a") == Digest.of("two"))
  }

  /// A file that changed after the clock was read could change once more within the same tick.
  @Test func aFreshFileIsNotYetKnown() throws {
    defer { sandbox.delete() }
    try sandbox.write("a", "one")
    try sandbox.write("b", "two")
    tick()
    var known = digests()
    _ = try known.digest("a")
    tick()
    try sandbox.write("b", "new")
    #expect(try known.digest("b") == Digest.of("new"))
    #expect(known.knows("a"))
    #expect(!known.knows("b"))
  }

  @Test(arguments: [
    "", "gradus cache 2\n", "gradus cache 1\nx\n", "gradus cache 1\n0 1 2 3 4 5\n",
    "gradus cache 1\n0 1 2 3 -4 5 a\n", "gradus cache 1\n0 1 2 3 99999999999999999999 5 a\n",
    "gradus cache 1\n0 1 2 3 4 5 a",
  ])
  func aCacheThatDoesNotFitIsIgnored(text: String) throws {
    defer { sandbox.delete() }
    try sandbox.write("a", "one")
    try sandbox.write(cache, text)
    var known = digests()
    #expect(try known.digest("a") == Digest.of("one"))
  }

  @Test func notesWhatWasPublished() throws {
    defer { sandbox.delete() }
    let files = StagedFiles(output: output, ours: [])
    try files.stage("a.html", Array("one".utf8))
    try files.publish()
    var known = digests()
    try known.published(files.stamps)
    #expect(known.knows("Output/a.html"))
    // Somebody writes between our writing and our look at it.
    try sandbox.write("Output/a.html", "two")
    try known.published(files.stamps)
    #expect(try known.digest("Output/a.html") == Digest.of("two"))
  }

  /// A build whose files were moved elsewhere, as by a clone: all is read, nothing is worked.
  @Test func aCopyOfTheProjectIsUnchanged() throws {
    let sandbox = try Sandbox()
    defer { sandbox.delete() }
    _ = try sandbox.build()
    let copy = sandbox.root + "-copy"
    try FileManager.default.copyItem(atPath: sandbox.root, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let report = try Project(root: copy).build(sandbox.options)
    #expect(report == BuildReport(worked: [], unchanged: 1, written: [], removed: []))
  }
}
