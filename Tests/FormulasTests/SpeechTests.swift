import IndexNotation
import MatrixNotation
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

  /// What is added up below is told from what follows.
  @Test func places() {
    let (i, k) = (Index("i", range: 3), Index("k", range: 3))
    let entry = IndexExpression.element(Element("x", [.at(AffinePlace([(i, 1), (k, 1)]))]))
    #expect(
      Speech.sentence(Formula(.plus([.times([entry, .entry("w", k)]), .one])))
        == "x sub the quantity i plus k minus 1, times w sub k plus 1")
  }

  @Test func derivatives() {
    let gradient = Formula.total(of: Formula(name: "L"), withRespectTo: Formula(name: "W"))
    let closed = Formula(
      MatrixForm.outer(.quantity("x"), .difference(.quantity("S"), .quantity("y")))
    ) { _ in [3] }
    #expect(
      Speech.sentence(.joined([gradient, closed], by: .equals))
        == "d L by d W equals x times the transpose of the quantity S minus y")
  }

  @Test(arguments: [
    (MatrixForm.chain([.quantity("W"), .delta("z1")]), "W times delta sub z 1"),
    (.transpose(.inverse(.quantity("W"))), "the transposed inverse of W"),
    (.inverse(.quantity("W")), "the inverse of W"),
    (.power(.norm(.quantity("x")), .two), "the norm of x squared"),
    (.total(.quantity("W"), axes: [1], keeps: false), "W times the vector of ones"),
    (
      .either(
        mask: .greater(.quantity("x"), .zero, orEqual: false), .quantity("x"), .zero),
      "x where x is greater than 0; 0 otherwise"
    ),
    (.indexed(.quantity("W"), [.range(0, 2, by: 1), .all]), "W sub 1 to 2, all"),
  ])
  func forms(_ form: MatrixForm, words: String) {
    let shapes: [String: Shape] = ["W": [3, 3], "z1": [3], "x": [3]]
    #expect(Speech.sentence(Formula(form) { shapes[$0] }) == words)
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
