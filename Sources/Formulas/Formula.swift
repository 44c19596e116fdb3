/// Mathematics as a layout: what stands over, under and beside what, and where each number comes
/// from.
///
/// Made from index notation, matrix notation, tensors and the author's own right-hand sides (one
/// file each), written by one file a format (`MathML`, `TeX`, `PlainText`, `Speech`). Decisions about
/// layout (brackets, signs, what is left out) are made where the tree is made; a writer only writes.
public indirect enum Formula: Hashable, Sendable {
  /// Side by side.
  case row([Formula])
  /// What an author named, as typed and as a person writes it: `W1` is a W with a 1 below.
  case name(String, Formula)
  /// One letter that stands for something, in italics: `e`, `θ`, the `i` of an index.
  case letter(String)
  /// A word, upright: `softmax`, `log`, `loss_total`.
  case word(String)
  /// A letter or digit in bold: the vector of ones, `𝟏`.
  case bold(String)
  /// A number, and the entry of the report that it shows: `S.3`, `gradient.W.2.3`.
  case number(Numeral, entry: String?)
  /// A sign between its operands (`a - b`), and whether it stands before its only operand (`-a`).
  case sign(Sign, isPrefix: Bool)
  /// Words within a formula: the reason of a line, "where".
  case words(String)
  case fraction(Formula, Formula)
  /// `∂L/∂W`; `∂/∂W` alone where it stands before what is to be derived.
  case derivative(Differential, of: Formula?, withRespectTo: Formula)
  /// What stands below and above at the right of a base; what the base's own name has there already
  /// goes first (`joinedScripts`), so that it is never twice at one base.
  case scripts(Formula, below: Formula?, above: Formula?)
  case accent(Accent, Formula)
  case root(Formula)
  /// Something within brackets.
  case fence(Fence, Formula)
  /// The sum of the body over all places of an index.
  case sum(over: Formula, Formula)
  /// The entries of a tensor, in brackets; a tensor without axes is its number.
  case tensor(TensorView)
  /// One of several formulas, each with its condition, behind a brace.
  case cases([Case])
  /// Lines below one another, aligned at their signs.
  case lines([Line])

  /// A formula and when it holds.
  public struct Case: Hashable, Sendable {
    /// What stands at the left.
    public var value: Formula
    /// What stands at the right of it: `t = i`.
    public var condition: Formula

    /// A case of several.
    public init(_ value: Formula, when condition: Formula) {
      self.value = value
      self.condition = condition
    }
  }

  /// A line: `left sign right`, and why it holds.
  public struct Line: Hashable, Sendable {
    /// Nothing where the line goes on from the one before it.
    public var left: Formula?
    /// What lines are aligned at.
    public var sign: Sign
    /// What stands behind the sign.
    public var right: Formula
    /// Why the line holds, beside it: words, or a row of words and formulas. Spaces between them
    /// stand in the words.
    public var reason: Formula?

    /// A line of several.
    public init(_ left: Formula?, _ sign: Sign, _ right: Formula, reason: Formula? = nil) {
      self.left = left
      self.sign = sign
      self.right = right
      self.reason = reason
    }
  }

  /// The letter of a derivative.
  public enum Differential: Hashable, Sendable, CaseIterable {
    /// `∂`, all else held still.
    case partial
    /// An upright `d`, along every way.
    case total
  }

  /// A mark above a letter.
  public enum Accent: String, Hashable, Sendable, CaseIterable { case hat, bar, tilde, dot }

  /// The brackets of a fence.
  public enum Fence: Hashable, Sendable, CaseIterable {
    /// `( )`
    case parentheses
    /// `[ ]`, around a condition: 1 where it holds, else 0.
    case brackets
    /// `| |`
    case bars
    /// `‖ ‖`
    case doubleBars
  }

  /// A sign that stands between formulas or before one.
  public enum Sign: Hashable, Sendable, CaseIterable {
    case plus, minus
    /// `·`, between numbers and scalars.
    case dot
    /// `⊙`, entry by entry.
    case entrywise
    /// `∘`, before an exponent: entry by entry.
    case ring
    /// Nothing is seen between the factors of a product.
    case invisibleTimes
    /// Nothing is seen between a function and its argument in parentheses; a thin space before any
    /// other argument.
    case application
    case slash
    case equals, notEqual, less, greater, lessOrEqual, greaterOrEqual, approximately
    /// `←`, takes the value of.
    case becomes
    case comma
    /// `:`, from one place to another; before nothing, all places of an axis.
    case colon
    /// `…`, what is left out of a sum or product.
    case dots
  }
}
