import IndexNotation
import Tensors
import Testing

@testable import Formulas
@testable import MatrixNotation

/// Matrix notation as a textbook prints it: one or two of each construct.
@Suite struct FormLayoutTests {
  static let shapes: [String: Shape] = [
    "A": [3, 4], "B": [4, 4], "C": [4, 4], "W1": [4, 4], "a": [3], "b": [4], "c": [4], "f": [4],
    "t": [], "reg": [], "x_1": [4], "y_hat": [4], "s": [3, 1], "X": [2, 3, 4], "z": [4],
  ]
  static let (a, b, c, t) = (
    MatrixForm.quantity("a"), MatrixForm.quantity("b"), MatrixForm.quantity("c"),
    MatrixForm.quantity("t")
  )
  static let (matrix, square) = (MatrixForm.quantity("A"), MatrixForm.quantity("B"))
  static let bc = MatrixForm.difference(b, c)

  static func formula(_ form: MatrixForm, of result: Shape? = nil) -> Formula {
    Formula(form, of: result) { shapes[$0] }
  }

  @Test(arguments: [
    // Products of matrices and vectors.
    (MatrixForm.chain([matrix, square, b]), "A B b"),
    (.chain([matrix, .transpose(square), bc]), "A B^T (b - c)"),
    (.chain([a, matrix]), "A^T a"), (.chain([a, matrix, .transpose(square)]), "B A^T a"),
    (.chain([a, matrix, b]), "a^T A b"), (.chain([b, c]), "b^T c"),
    (.transpose(.chain([square, .quantity("C")])), "C^T B^T"),
    (.transpose(.sum([.plus(square), .plus(.quantity("C"))])), "(B + C)^T"),
    (.outer(a, bc), "a (b - c)^T"), (.outer(a, .chain([square, b])), "a b^T B^T"),
    (.product([t, .outer(a, b)]), "t a b^T"), (.product([.chain([b, c]), b]), "(b^T c) b"),
    (.product([t, .chain([matrix, b])]), "t A b"),
    (.transpose(.inverse(square)), "B^(-T)"), (.chain([.inverse(square), b]), "B⁻¹ b"),
    (
      .quotient(.product([.two, .chain([square, b])]), .number(Rational(3), isDecimal: false)),
      "(2/3) B b"
    ),
    (.quotient(.chain([square, b]), .two), "(1/2) B b"), (.quotient(bc, .two), "(b - c)/2"),
    (.quotient(.chain([b, c]), .two), "b^T c / 2"),
    (
      .product([.two, bc, .greater(t, .zero, orEqual: false)]), "2 (b - c) [t > 0]"
    ),
    // Entry by entry.
    (.product([.chain([matrix, b]), a]), "A b * a"),
    (.product([b, .chain([square, c])]), "b * (B c)"), (.product([.two, t]), "2 t"),
    (.chain([matrix, .product([b, c])]), "A (b * c)"),
    (.chain([matrix, .quotient(b, c)]), "A (b/c)"), (.quotient(.chain([matrix, b]), t), "A b / t"),
    (.quotient(.one, .product([b, c])), "1/(b * c)"),
    (.product([.quotient(.number(Rational(10), isDecimal: false), b), b]), "(10/b) * b"),
    (.product([.two, .number(Rational(3), isDecimal: false)]), "2 * 3"),
    (.product([.number(Rational(8943, 200_000), isDecimal: true), b]), "0.044715 b"),
    (.negative(.sum([.plus(b), .plus(c)])), "-(b + c)"),
    (.sum([.plus(b), .minus(.sum([.plus(c), .plus(b)]))]), "b - (c + b)"),
    (
      .sum([.plus(.sum([.plus(b), .minus(c)])), .plus(.sum([.plus(c), .plus(b)]))]), "b - c + c + b"
    ),
    (.power(bc, .two), "(b - c)²"), (.power(.call("tanh", [b]), .two), "tanh²(b)"),
    // Functions.
    (.call("sigmoid", [b]), "sigmoid(b)"), (.call("exp", [.negative(b)]), "e^(-b)"),
    (.call("exp", [square]), "exp(B)"), (.call("abs", [b]), "|b|"),
    (.call("abs", [square]), "abs(B)"),
    (.call("maximum", [b, .zero]), "max(b, 0)"), (.root(.sum([.plus(b), .plus(t)])), "√(b + t)"),
    (.norm(b), "‖b‖"), (.power(.norm(b), .two), "‖b‖²"), (.power(.norm(square), .two), "‖B‖_F²"),
    // Sums and means.
    (.total(matrix, axes: [1], keeps: false), "A 𝟏"),
    (.total(matrix, axes: [0], keeps: false), "A^T 𝟏"),
    (.total(matrix, axes: nil, keeps: false), "sum(A)"),
    (.mean(bc, axes: nil, keeps: false), "mean(b - c)"),
    (.mean(matrix, axes: [0], keeps: false), "(1/3) A^T 𝟏"),
    (.total(.quantity("X"), axes: [0, 1], keeps: false), "sum[1,2](X)"),
    // What is repeated over rows or columns.
    (.sum([.plus(matrix), .minus(b)]), "A - 𝟏 b^T"),
    (.sum([.plus(matrix), .plus(.quantity("s"))]), "A + s 𝟏^T"),
    (.product([matrix, b]), "A diag(b)"), (.product([t, matrix, .quantity("s")]), "t diag(s) A"),
    (.quotient(matrix, .quantity("s")), "diag(s)⁻¹ A"),
    (.product([matrix, .total(matrix, axes: [1], keeps: true)]), "diag(A 𝟏) A"),
    (
      .sum([.plus(matrix), .minus(.total(matrix, axes: [1], keeps: true))]), "A - A 𝟏 𝟏^T"
    ),
    (.sum([.plus(matrix), .minus(.mean(matrix, axes: [0], keeps: true))]), "A - (1/3) 𝟏 𝟏^T A"),
    (.sum([.plus(.outer(a, b)), .plus(.one)]), "a b^T + 𝟏 𝟏^T"),
    (.sum([.plus(.one), .minus(.power(matrix, .two))]), "1 - A²"),
    (.product([.quantity("s"), b]), "s b^T"), (.sum([.plus(matrix), .minus(t)]), "A - t"),
    // Places, counted from 1.
    (.indexed(b, [.at(1)]), "b[2]"),
    (.indexed(matrix, [.range(0, 2, by: 1), .range(1, 3, by: 1)]), "A[1:2,2:3]"),
    (.indexed(matrix, [.at(1)]), "A[2,:]"), (.indexed(.delta("z"), [.at(0)]), "(δ_z)[1]"),
    (.padded(b, [.init(before: 1, after: 0)]), "pad(b, (1, 0))"), (.unit(1, of: 4), "e[2]"),
    // Masks and cases.
    (.product([.delta("z"), .greater(b, .zero, orEqual: false)]), "δ_z * [b > 0]"),
    (
      .product([c, .either(mask: .greater(b, .zero, orEqual: true), b, t)]),
      "c * ({b, b ≥ 0; t, otherwise})"
    ),
    // Names.
    (.delta("W1"), "δ_W1"), (.transpose(.delta("W1")), "δ_W1^T"), (.delta("y_hat"), "δ_y_hat"),
    (.transpose(.quantity("W1")), "W1^T"),
    (
      .naming("T", .call("tanh", [b]), in: .sum([.plus(.one), .minus(.power(.named("T"), .two))])),
      "1 - T², T = tanh(b)"
    ),
  ])
  func onOneLine(_ form: MatrixForm, _ text: String) {
    #expect(PlainText.text(Self.formula(form)) == text)
  }

  @Test(arguments: [
    (MatrixForm.delta("z"), "δ_{z}"), (.delta("W1"), "δ_{W_{1}}"),
    (.delta("y_hat"), "δ_{\\hat{y}}"), (.transpose(.inverse(square)), "B^{-\\mathrm{T}}"),
    (.chain([.delta("B"), b]), "δ_{B} b"),
    (.outer(a, .delta("z")), "a δ_{z}^{\\mathrm{T}}"),
    (.power(.norm(b), .two), "\\left\\lVert b\\right\\rVert ^{2}"),
    (.product([.quantity("reg"), square]), "\\mathrm{reg} \\thinspace B"),
    (.norm(square), "\\left\\lVert B\\right\\rVert _{F}"),
    (.power(square, .two), "B^{\\circ 2}"), (.power(b, .two), "b^{2}"),
    (.total(matrix, axes: [1], keeps: false), "A \\mathbf{1}"),
    (.product([b, .greater(c, .zero, orEqual: false)]), "b \\odot [c > 0]"),
    (
      .either(mask: .greater(b, .zero, orEqual: false), b, .zero),
      "\\begin{cases} b & b > 0 \\\\ 0 & \\text{ otherwise } \\end{cases}"
    ),
    (.indexed(matrix, [.range(0, 2, by: 1), .all]), "A_{1{:}2, {:}}"),
    (.quotient(matrix, .quantity("s")), "\\operatorname{diag}\\left(s\\right)^{-1} A"),
  ])
  func inTeX(_ form: MatrixForm, _ tex: String) {
    #expect(TeX.text(Self.formula(form)) == tex.replacing("δ", with: "\\delta"))
  }

  /// A result that is reached by broadcasting alone is written out.
  @Test(arguments: [
    (MatrixForm.one, [4], "𝟏"), (.one, [3, 4], "𝟏 𝟏^T"), (.zero, [3, 4], "𝟎"),
    (t, [4], "t 𝟏"),
    (.quotient(.one, .number(Rational(3), isDecimal: false)), [4], "(1/3) 𝟏"),
    (b, [3, 4], "𝟏 b^T"),
    (.product([.two, b]), [3, 4], "2 * 𝟏 b^T"), (.one, [], "1"),
    (.indexed(a, [.all, .new]), [3, 4], "a 𝟏^T"),
  ])
  func inTheShapeOfItsResult(_ form: MatrixForm, _ shape: [Int], _ text: String) {
    #expect(PlainText.text(Self.formula(form, of: Shape(shape))) == text)
  }

  /// Letters of an example are its own.
  @Test func namesThatAnExampleHas() {
    func text(_ form: MatrixForm, _ names: String...) -> String {
      PlainText.text(Formula(form) { names.contains($0) ? [4] : Self.shapes[$0] })
    }
    let named = MatrixForm.naming(
      "T", .call("tanh", [Self.b]), in: .product([.named("T"), Self.b]))
    #expect(text(named, "T") == "U * b, U = tanh(b)")
    #expect(text(named, "T", "U") == "V * b, V = tanh(b)")
    #expect(
      text(
        .naming("T", Self.b, in: .naming("U", .named("T"), in: .chain([.named("T"), .named("U")]))))
        == "T^T U, U = T, T = b")
    #expect(text(.unit(1, of: 4), "e") == "𝐞[2]")
    #expect(text(.call("exp", [Self.b]), "e") == "exp(b)")
  }
}

extension MatrixForm {
  static let zero = MatrixForm.number(.zero, isDecimal: false)
  static let one = MatrixForm.number(.one, isDecimal: false)
  static let two = MatrixForm.number(Rational(2), isDecimal: false)

  static func difference(_ a: MatrixForm, _ b: MatrixForm) -> MatrixForm {
    .sum([.plus(a), .minus(b)])
  }
}

extension MatrixForm.Term {
  static func plus(_ form: MatrixForm) -> Self { Self(isNegative: false, form: form) }
  static func minus(_ form: MatrixForm) -> Self { Self(isNegative: true, form: form) }
}
