import Tensors
import Testing

@testable import Formulas

@Suite struct TensorTests {
  let format = NumberFormat(digits: 8)

  func tex(_ tensor: Tensor) -> String { TeX.text(.tensor(TensorView(tensor, format: format))) }
  func plain(_ tensor: Tensor) -> String {
    PlainText.block(TensorView(tensor, format: format)).joined(separator: "\n")
  }

  @Test func scalarsAndVectors() {
    #expect(tex(Tensor(scalar: 1.5279347484961)) == "1.52793475")
    #expect(tex(Tensor(vector: [0, 0, 1])) == "\\begin{bmatrix} 0 & 0 & 1 \\end{bmatrix}")
    #expect(plain(Tensor(vector: [0, -4.608648974])) == "[0 -4.60864897]")
    #expect(plain(Tensor(scalar: -0.5)) == "-0.5")
  }

  @Test func matrices() {
    let signed = Tensor(rows: [[0.25, -0.5], [-0.75, 0.125]])
    #expect(
      tex(signed)
        == "\\left[\\begin{array}{rr} 0.250 & -0.500 \\\\ -0.750 & 0.125 \\end{array}\\right]")
    #expect(plain(signed) == "[[ 0.250 -0.500]\n [-0.750  0.125]]")
    #expect(
      TeX.text(.tensor(TensorView(signed, format: format)), dialect: .markdown)
        == "\\left[\\begin{array}{rr} 0.250 & -0.500 \\cr -0.750 & 0.125 \\end{array}\\right]")
    #expect(
      PlainText.text(.tensor(TensorView(signed, format: format)))
        == "[[0.250 -0.500] [-0.750 0.125]]")
    let typed = TensorView(Tensor(rows: [[0.1], [0.25]]), format: format, style: .asTyped)
    #expect(TeX.text(.tensor(typed)).contains("{l} 0.1 \\\\ 0.25"))
  }

  @Test func aLargeMatrixShowsItsCorners() {
    let tensor = Tensor((0..<400).map(Double.init), shape: [20, 20])
    let small = TensorView(tensor, name: "W", format: format, limit: .init(longest: 4, edge: 1))
    #expect(
      TeX.text(.tensor(small))
        == "\\left[\\begin{array}{rrr} 0 & \\cdots & 19 \\\\ \\vdots & \\ddots & \\vdots \\\\ "
        + "380 & \\cdots & 399 \\end{array}\\right]")
    #expect(
      PlainText.block(small).joined(separator: "\n") == "[[  0 ...  19]\n ...\n [380 ... 399]]")
    #expect(content(.tensor(small)).contains("<mn data-entry=\"W.20.20\">399</mn>"))
  }

  @Test func higherRanksAreStacks() {
    let tensor = Tensor([1, 2, 3, 4], shape: [2, 1, 2])
    #expect(
      tex(tensor)
        == "\\begin{bmatrix} \\begin{bmatrix} 1 & 2 \\end{bmatrix} \\\\ "
        + "\\begin{bmatrix} 3 & 4 \\end{bmatrix} \\end{bmatrix}")
    #expect(plain(tensor) == "[[[1 2]]\n [[3 4]]]")
  }

  @Test func everyNumberSaysWhichEntryItShows() {
    let view = TensorView(
      Tensor(rows: [[0.25, -0.5], [2e-12, 1]]), name: "gradient.W", format: format)
    #expect(
      content(.tensor(view))
        == "<mrow><mo>[</mo><mtable class=\"right\">"
        + "<mtr><mtd><mn data-entry=\"gradient.W.1.1\">0.25</mn></mtd>"
        + "<mtd><mrow data-entry=\"gradient.W.1.2\"><mo form=\"prefix\">−</mo><mn>0.50</mn></mrow>"
        + "</mtd></mtr><mtr><mtd><mn data-entry=\"gradient.W.2.1\">0.00</mn></mtd>"
        + "<mtd><mn data-entry=\"gradient.W.2.2\">1</mn></mtd></mtr></mtable><mo>]</mo></mrow>")
    #expect(content(.tensor(view.part(1).part(1))) == "<mn data-entry=\"gradient.W.2.2\">1</mn>")
    #expect(content(.tensor(view.part(0))).contains("data-entry=\"gradient.W.1.2\""))
    let tiny = Formula.number(format.numeral(-1.5e-12), entry: "a<b")
    #expect(
      content(tiny)
        == "<mrow data-entry=\"a&lt;b\"><mo form=\"prefix\">−</mo><mn>1.5</mn><mo>×</mo>"
        + "<msup><mn>10</mn><mrow><mo form=\"prefix\">−</mo><mn>12</mn></mrow></msup></mrow>")
  }

  @Test func aPartKeepsTheStyle() {
    let view = TensorView(Tensor(rows: [[0.25, 0.5], [0.75, 0.125]]), format: format)
    #expect(PlainText.text(.tensor(view.part(1))) == "[0.750 0.125]")
    #expect(PlainText.text(.tensor(view.part(0).part(1))) == "0.500")
  }
}
