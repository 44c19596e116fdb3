import IndexNotation
import Testing

@testable import Notation

@Suite struct DerivationTests {
  static let all: [(String, SymbolicModel, [String])] = [
    ("1", DerivationModels.softmaxCrossEntropy, ["W"]),
    ("2", DerivationModels.sigmoid, ["z", "W"]),
    ("3", DerivationModels.regression, ["W", "b"]),
    ("4", DerivationModels.hidden, ["V", "W"]),
    ("5", DerivationModels.batch, ["W"]),
    ("6", DerivationModels.temperature, ["z"]),
    ("7", DerivationModels.weightDecay, ["W"]),
  ]

  @Test(arguments: 0..<7) func derives(number: Int) throws {
    let (name, model, targets) = Self.all[number]
    let plan = try DerivationPlan(model, gradients: [("L", targets)])
    let plain = PlainText()
    var text = "== \(name)\n"
    for derivation in plan.derivations {
      text += plain.derivative(of: derivation.of, withRespectTo: derivation.withRespectTo) + "\n"
      for step in derivation.steps {
        text += "   = \(plain.text(step.after))    [\(step.rule)] \(step.checked)\n"
        for inner in step.substeps {
          text += "        . \(plain.text(inner.after))    [\(inner.rule)] \(inner.checked)\n"
        }
      }
      for c in derivation.cases { text += "   case: \(plain.text(c.result)) \(c.checked)\n" }
    }
    for form in plan.gradients {
      text += "form d/d\(form.withRespectTo) [\(form.multiplications(model))] "
      text += LaTeXIndexNotation().text(form.expression) + "\n"
      if let matrix = form.matrix {
        for style in [MatrixText.Style.plain, .latex, .numpy] {
          text += "   \(MatrixText(style).text(matrix))\n"
        }
      }
    }
    print(text)
  }
}
