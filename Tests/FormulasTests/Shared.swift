import Formulas
import IndexNotation
import ModelLanguage
import Tensors

/// What stands within `<math>`.
func content(_ formula: Formula) -> String {
  var bytes: [UInt8] = []
  MathML.appendContent(formula, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func document(_ formula: Formula, isDisplay: Bool) -> String {
  var bytes: [UInt8] = []
  MathML.append(formula, isDisplay: isDisplay, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// A right-hand side, with vectors x, y, b, matrices W, A and scalars t, L.
func syntax(_ source: String) throws -> Formula {
  let shapes: [String: Shape] = [
    "x": [3], "y": [3], "b": [3], "bias": [3], "W": [3, 3], "A": [3, 3], "t": [], "L": [], "f": [],
  ]
  return Formula(try Parser.expression(of: source)) { shapes[$0] }
}
