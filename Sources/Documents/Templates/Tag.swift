/// A tag of a template, where it stands and what it asks for.
struct Tag: Sendable {
  enum Kind: Sendable {
    /// `{{name}}`, `{{{name}}}`, `{{&name}}`
    case value
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case invertedSection
    /// `{{/name}}`
    case end
    /// `{{>name}}`
    case partial
    /// Comments and changes of the delimiters.
    case other
  }
  let kind: Kind
  let name: String
  /// Counted from 1.
  let line: Int
  let column: Int
  /// Whether it stands in code, where nothing is escaped.
  let isInCode: Bool
  /// The part of the template it takes up.
  let range: Range<String.Index>
  /// The part that is its name.
  let nameRange: Range<String.Index>

  /// How many parts the name has between the points.
  let components: Int
}
