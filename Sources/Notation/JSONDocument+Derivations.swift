import IndexNotation

extension Derivation {
  var json: JSONValue {
    .object([
      ("of", .string(of.tensor)), ("with_respect_to", .string(withRespectTo.tensor)),
      ("kind", .string(kind.rawValue)), ("simplified", .bool(isSimplified)),
    ])
  }
}
