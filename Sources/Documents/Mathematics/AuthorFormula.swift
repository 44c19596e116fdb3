/// A formula that an author typed, taken apart at its places.
///
/// What stands beside a place says how its value has to be written: behind a minus a sum gets
/// brackets, as the base of a power all but an atom does. A digit right beside a place would make
/// another number of both, so that is refused.
struct AuthorFormula {
  /// A place of the formula, in the order of its text.
  struct Place {
    let number: Int
    /// The token's bytes in the formula.
    let range: Range<Int>
    let binding: Binding
    /// Whether it stands within `\text{...}`.
    let isInWords: Bool
    /// Whether text stands right before or behind it, which KaTeX would make one text of both.
    let touchesText: (before: Bool, behind: Bool)
    var context: Context { isInWords ? .formulaWords : .formula(binding) }
  }

  let bytes: [UInt8]
  private(set) var places: [Place] = []
  /// The places that a digit touches.
  private(set) var touched: [Int] = []

  init(_ tex: String) {
    bytes = Array(tex.utf8)
    var reader = FormulaReader(bytes)
    reader.read()
    places = reader.places
    touched = reader.touched
  }

  /// The place, where the formula is a single one and nothing else.
  var onlyPlace: Int? {
    guard places.count == 1, places[0].range == bytes.indices else { return nil }
    return places[0].number
  }

  /// The formula as KaTeX reads it: each place is a text with a token, numbered from 0, so that
  /// formulas that differ in nothing else are typeset once.
  var texWithTokens: String {
    replacing { place, position in
      let token = Token.text(.place, position)
      if place.isInWords { return "{\(token)}" }
      let (before, behind) = place.touchesText
      return "\(before ? "{}" : ""){\\text{\(token)}}\(behind ? "{}" : "")"
    }
  }

  /// The formula with something else for each place.
  func replacing(_ text: (Place, Int) -> String) -> String {
    var result: [UInt8] = []
    var end = 0
    for (position, place) in places.enumerated() {
      result.append(contentsOf: bytes[end..<place.range.lowerBound])
      result.append(contentsOf: text(place, position).utf8)
      end = place.range.upperBound
    }
    result.append(contentsOf: bytes[end...])
    return String(decoding: result, as: UTF8.self)
  }
}
