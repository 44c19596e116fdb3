import Calculus
import IndexNotation
import MatrixNotation
import Tensors

extension Formula {
  /// Matrix notation as a textbook prints it.
  ///
  /// Vectors are columns, unless they are wanted as rows, and nothing broadcasts but numbers: what NumPy repeats along an axis stands
  /// as `𝟏 b^T` or `c 𝟏^T` in a sum and as `diag(c) A diag(b)` in a product, a sum along an axis is a
  /// product with `𝟏`. Where a shape is not known, and for more than two axes, which have no such
  /// notation, everything stands as NumPy would take it. Functions and `√` are taken entry by entry;
  /// of a matrix the exponential is the word, `|A|` too, and a power has its `∘`, since without they
  /// are something else.
  ///
  /// - Parameters:
  ///   - result: the shape of what the form stands for, which a form may reach by broadcasting only.
  ///   - notation: what an author may choose.
  ///   - shape: the shape of a quantity, where it is known.
  public init(
    _ form: MatrixForm, of result: Shape? = nil, in notation: FormNotation = FormNotation(),
    shape: @escaping (String) -> Shape? = { _ in nil }
  ) {
    self = MatrixLayout(notation: notation, shapes: FormShapes(shape)).text(form, result)
  }

  /// `δ_z`: the gradient with respect to a quantity.
  public static func delta(_ name: String) -> Formula {
    .scripts(.letter("δ"), below: Formula(name: name), above: nil)
  }

  /// What stands above an inverse, and above a transposed one.
  static let inverse = Formula.number(Numeral(-1), entry: nil)
  static let inverseTransposed = Formula.row([.sign(.minus, isPrefix: true), .word("T")])
}

extension Formula {
  var isNumber: Bool { if case .number = self { true } else { false } }

  var startsWithBold: Bool {
    switch self {
    case .bold: true
    case .row(let items): items.first?.startsWithBold ?? false
    case .scripts(let base, _, _): base.startsWithBold
    default: false
    }
  }
}

extension MatrixForm {
  /// The name of a part, or the first letter that is not taken.
  static func partName(_ own: String, isTaken: (String) -> Bool) -> String {
    var name = ([own] + ["T", "U", "V", "P", "Q", "R"]).first { !isTaken($0) } ?? own
    while isTaken(name) { name += "_" }
    return name
  }
}
