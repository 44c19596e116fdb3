import Mustache
import Problems

/// A record or value as swift-mustache sees it: it looks up names, takes the stamps off them, and
/// reports what is missing.
struct Place: MustacheParent, MustacheCustomRenderable {
  let value: TemplateValue
  let rendering: Rendering
  /// Whether nobody is left to ask when this one does not know a name.
  let isRoot: Bool
  /// The tag that led here, and how many parts of its name it took.
  let origin: (stamp: Int, depth: Int)?

  init(root: any TemplateRecord, _ rendering: Rendering) {
    value = .record(root)
    self.rendering = rendering
    isRoot = true
    origin = nil
  }

  private init(_ value: TemplateValue, _ rendering: Rendering, _ origin: (stamp: Int, depth: Int)?)
  {
    self.value = value
    self.rendering = rendering
    isRoot = false
    self.origin = origin
  }

  func child(named stamped: String) -> Any? {
    guard let star = stamped.utf8.firstIndex(of: UInt8(ascii: "*")) else {
      return laterPart(stamped)
    }
    guard let stamp = Int(stamped[..<star]) else { return nil }
    let name = String(stamped[stamped.utf8.index(after: star)...])
    if name.isEmpty { return shown(value, (stamp, 1)) }  // {{.}}
    guard case .record(let record) = value else { return nil }
    guard let part = record.part(name, for: rendering) else {
      rendering.missed(name, by: record, isLast: isRoot, stamp: stamp)
      return nil
    }
    rendering.found()
    return shown(part, (stamp, 1))
  }

  /// A part behind a point: it has to be here, no other record is asked.
  private func laterPart(_ name: String) -> Any? {
    guard let origin else { return nil }
    guard case .record(let record) = value else {
      rendering.report("'\(name)' is asked for of a value without parts", stamp: origin.stamp)
      return nil
    }
    guard let part = record.part(name, for: rendering) else {
      rendering.report(
        "there is no part '\(name)'", stamp: origin.stamp,
        suggestion: NearestNames.suggestion(for: name, among: record.names)
          ?? Self.listing(record.names))
      return nil
    }
    return shown(part, (origin.stamp, origin.depth + 1))
  }

  /// "it has 'matrix', 'rows' and 'columns'", at most eight of them.
  private static func listing(_ names: [String]) -> String? {
    names.isEmpty ? nil : "it has " + names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
  }

  /// The value in the form that the library needs: flags and lists as they are, everything else as
  /// a place of its own.
  private func shown(_ value: TemplateValue, _ origin: (stamp: Int, depth: Int)) -> Any? {
    let isEnd = rendering.isEnd(stamp: origin.stamp, depth: origin.depth)
    let showsValue = isEnd && rendering.showsValue(stamp: origin.stamp)
    switch value {
    case .missing(let message):
      rendering.report(message, stamp: origin.stamp)
      return nil
    case .flag(let flag):
      if showsValue { rendering.report("a flag can only open a section", stamp: origin.stamp) }
      return flag
    case .list(let records):
      if showsValue { rendering.report("a list can only open a section", stamp: origin.stamp) }
      if !isEnd { rendering.report("a list has no parts by name", stamp: origin.stamp) }
      return records.enumerated().map { number, record in
        Place(
          .record(ItemRecord(record: record, number: number + 1, count: records.count)), rendering,
          nil)
      }
    case .text, .markup, .code, .record:
      guard showsValue else { return Place(value, rendering, origin) }
      guard let text = rendering.text(value, stamp: origin.stamp) else {
        rendering.report("this value is made of parts: name one", stamp: origin.stamp)
        return nil
      }
      return Place(.markup(text), rendering, origin)
    }
  }

  /// What the library writes: only values that `shown` has turned into text come this far.
  var renderText: String {
    if case .markup(let text) = value { text } else { "" }
  }

  var isNull: Bool { false }
}
