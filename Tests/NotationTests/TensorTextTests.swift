import Notation
import Tensors
import Testing

@Suite struct TensorTextTests {
  let format = NumberFormat(digits: 8)

  func latex(_ tensor: Tensor) -> String { TensorText(tensor, format: format).latex }
  func plain(_ tensor: Tensor) -> String { TensorText(tensor, format: format).plain }

  @Test func scalarsAndVectors() {
    #expect(latex(Tensor(scalar: 1.5279347484961)) == "1.52793475")
    #expect(latex(Tensor(vector: [0, 0, 1])) == "\\begin{bmatrix} 0 & 0 & 1 \\end{bmatrix}")
    #expect(plain(Tensor(vector: [0, -4.608648974])) == "[0 -4.60864897]")
  }

  @Test func matrices() {
    let even = Tensor(rows: [[0.25, 0.5], [0.75, 0.125]])
    #expect(latex(even) == "\\begin{bmatrix} 0.250 & 0.500 \\\\ 0.750 & 0.125 \\end{bmatrix}")
    let signed = Tensor(rows: [[0.25, -0.5], [-0.75, 0.125]])
    #expect(
      latex(signed)
        == "\\left[\\begin{array}{rr} 0.250 & -0.500 \\\\ -0.750 & 0.125 \\end{array}\\right]")
    #expect(plain(signed) == "[[ 0.250 -0.500]\n [-0.750  0.125]]")
  }

  @Test func aLargeMatrixShowsItsCorners() {
    let tensor = Tensor((0..<400).map(Double.init), shape: [20, 20])
    let small = TensorText(tensor, format: format, limit: .init(longest: 4, edge: 1))
    #expect(
      small.latex
        == "\\left[\\begin{array}{rrr} 0 & \\cdots & 19 \\\\ \\vdots & \\ddots & \\vdots \\\\ "
        + "380 & \\cdots & 399 \\end{array}\\right]")
    #expect(small.plain == "[[  0 ...  19]\n ...\n [380 ... 399]]")
  }

  @Test func higherRanksAreStacks() {
    let tensor = Tensor([1, 2, 3, 4], shape: [2, 1, 2])
    #expect(
      latex(tensor)
        == "\\begin{bmatrix} \\begin{bmatrix} 1 & 2 \\end{bmatrix} \\\\ "
        + "\\begin{bmatrix} 3 & 4 \\end{bmatrix} \\end{bmatrix}")
    #expect(plain(tensor) == "[[[1 2]]\n [[3 4]]]")
  }

  @Test func aSliceKeepsTheStyle() {
    let text = TensorText(Tensor(rows: [[0.25, 0.5], [0.75, 0.125]]), format: format)
    #expect(text.slice([1]).plain == "[0.750 0.125]")
    #expect(text.slice([0, 1]).plain == "0.500")
  }
}
