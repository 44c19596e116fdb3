import IndexNotation
import Tensors
import Testing

@testable import Formulas

/// Sentences that a person could read aloud.
@Suite struct SpeechTests {
  @Test(arguments: [
    ("x @ W1 + bias", "x times W 1 plus bias"),
    ("(x + y).T", "the transpose of the quantity x plus y"),
    ("x ** 2 / t", "x squared over t"), ("exp(-x)", "e to the power of the quantity minus x"),
    ("theta_hat", "theta hat"), ("soft_out", "soft out"), ("abs(x)", "the absolute value of x"),
    ("sqrt(x)", "the square root of x"), ("softmax(x)", "softmax of x"),
    ("1e-3", "10 to the power of minus 3"),
  ])
  func rightHandSides(source: String, words: String) throws {
    let spoken = Speech.sentence(try syntax(source))
    #expect(spoken == words)
  }

  @Test func derivatives() {
    let gradient = Formula.total(of: Formula(name: "L"), withRespectTo: Formula(name: "W"))
    let closed = Formula(
      MatrixExpression.outer(.name("x"), .addition([.name("S"), .negation(.name("y"))])))
    #expect(
      Speech.sentence(.joined([gradient, closed], by: .equals))
        == "d L by d W equals x times the transpose of the quantity S minus y")
  }

  @Test func matrices() {
    func sentence(_ tensor: Tensor) -> String {
      Speech.sentence(.tensor(TensorView(tensor, format: NumberFormat(digits: 4))))
    }
    #expect(
      sentence(Tensor(rows: [[1, -2], [0.5, 0]]))
        == "the matrix with the rows 1, minus 2; 0.5, 0")
    #expect(sentence(Tensor(vector: [0, 0, 1])) == "the vector 0, 0, 1")
    #expect(sentence(.zeros([5, 15])) == "a 5 by 15 matrix")
  }

  @Test func nothingIsMarkup() {
    let formula = Formula.row([.word("a<b>\"&"), .words("<script>")])
    let html = document(formula, isDisplay: true)
    #expect(!html.contains("<script>") && !html.contains("a<b"))
    #expect(
      html.hasPrefix("<math display=\"block\" alttext=\"a&lt;b&gt;&quot;&amp; &lt;script&gt;\">"))
  }
}
