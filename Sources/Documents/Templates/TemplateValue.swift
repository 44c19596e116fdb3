/// What a name in a template stands for.
enum TemplateValue {
  /// Text from data: comes out as typed.
  case text(String)
  /// LaTeX, numbers, markup of our own: goes in as it is.
  case markup(String)
  /// Inline code.
  case code(String)
  /// Whether a section is shown.
  case flag(Bool)
  case list([any TemplateRecord])
  case record(any TemplateRecord)
  /// The author asked for something that is not there: what to say.
  case missing(String)

  /// A list of texts.
  static func texts(_ texts: [TemplateValue]) -> TemplateValue {
    .list(texts.map(ValueRecord.init))
  }
}

/// Something with named parts that a template can show: an example, a quantity, a step.
///
/// The parts are worked out when a template asks for them.
protocol TemplateRecord {
  /// The names a template may use here, in the order they are listed.
  var names: [String] { get }
  /// The value of a part, `nil` where it has none of this name.
  func part(_ name: String, for rendering: Rendering) -> TemplateValue?
  /// What the record is when it stands alone: a quantity is its matrix.
  func whole(for rendering: Rendering) -> TemplateValue?
}

extension TemplateRecord {
  func whole(for rendering: Rendering) -> TemplateValue? { nil }
}

/// One value of a list, shown as `{{.}}`.
struct ValueRecord: TemplateRecord {
  let value: TemplateValue
  init(_ value: TemplateValue) { self.value = value }
  var names: [String] { [] }
  func part(_ name: String, for rendering: Rendering) -> TemplateValue? { nil }
  func whole(for rendering: Rendering) -> TemplateValue? { value }
}

/// An item of a list with what a template needs to know about its place.
struct ItemRecord: TemplateRecord {
  let record: any TemplateRecord
  /// Counted from 1.
  let number: Int
  let count: Int

  var names: [String] { record.names + ["is_first", "is_last", "number"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    if let part = record.part(name, for: rendering) { return part }
    switch name {
    case "is_first": return .flag(number == 1)
    case "is_last": return .flag(number == count)
    case "number": return .markup(String(number))
    default: return nil
    }
  }

  func whole(for rendering: Rendering) -> TemplateValue? { record.whole(for: rendering) }
}
