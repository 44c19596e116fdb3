import Formulas

/// One thing that a page may say, not yet written.
///
/// Templates, JSON, the terminal and `list names` read the same tree of these; markup, digits and
/// escapes come in where a writer writes one.
public enum Value: Sendable {
  /// Prose: a title of the author's, the name of a rule.
  case text(String)
  /// The name of a quantity: in a formula, its symbol.
  case name(String)
  /// A piece of the model language or of a program: `x @ W`.
  case code(String)
  /// Lines of a program.
  case listing(String, language: String)
  /// How many there are of something.
  case count(Int)
  /// A number of the mathematics.
  case number(NumberView)
  case tensor(TensorView)
  case formula(Formula)
  /// A formula that other pages show as well.
  case shared(SharedFormula)
  case flag(Bool)
  case list([Value])
  case record(any Record)
  /// What could be here and is not, and why.
  case missing(because: String)
  /// A part of a page that its writer has written already: only a page's shell has these.
  case page(PagePart)
}

/// What the shell of a page puts around: its body, and its headings with their identifiers.
public enum PagePart: Hashable, Sendable {
  case body
  /// What stands in a heading; headings are counted from 0.
  case heading(Int)
  case anchor(Int)
}

/// A number as a reader sees it, and the entry that it shows: `S.3`.
public struct NumberView: Hashable, Sendable {
  /// Unrounded.
  public let value: Double
  /// How many digits are shown.
  public let format: NumberFormat
  /// With fixed digits, in scientific notation, or as typed.
  public let style: NumberFormat.Style
  /// `nil` where it is no entry of the report.
  public let entry: String?

  /// - Parameter style: how it is shown; by default as a computed number is.
  public init(
    _ value: Double, format: NumberFormat, style: NumberFormat.Style? = nil, entry: String? = nil
  ) {
    self.value = value
    self.format = format
    self.style = style ?? format.style(for: CollectionOfOne(value))
    self.entry = entry
  }

  /// Its digits as they are shown.
  public var numeral: Numeral { format.numeral(value, style: style) }
}
