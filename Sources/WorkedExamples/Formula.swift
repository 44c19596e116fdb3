/// A right-hand side of the model as a tree that a document can typeset.
public indirect enum Formula: Hashable, Sendable, Codable {
  /// A number as the author typed it.
  case number(String)
  /// A quantity.
  case name(String)
  /// A call of a catalogue function or one of the author's; `options` as typed: `axis=0`.
  case call(String, [Formula], options: [String])
  /// A binary operator: `+ - * / ** @`.
  case binary(String, Formula, Formula)
  /// The part at fixed places of the first axes, counted from 0.
  case entry(Formula, [Int])
  case negation(Formula)
  case transpose(Formula)
  /// A right-hand side written in index notation: see the quantity's `entryDefinition`.
  case indexNotation
}
