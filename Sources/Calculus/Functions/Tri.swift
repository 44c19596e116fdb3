import IndexNotation
import Tensors

/// 1 on the diagonal and below it, 0 above.
struct Tri: NullaryFunction {
  let name = "tri"
  let options = [
    OptionDeclaration("N", .integer), OptionDeclaration("M", .integer),
    OptionDeclaration("k", .integer),
  ]
  let summary = "1 on the diagonal and below it, 0 above: a mask of N rows and M columns."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.tri.html"
  let resultLetter: String? = "M"
  let shape: Shape
  /// The diagonal up to which the ones stand, counted from the main one upward.
  private let diagonal: Int

  init(_ shape: Shape = [2, 2], diagonal: Int = 0) {
    (self.shape, self.diagonal) = (shape, diagonal)
  }

  func givesTruthValues(of arguments: [Bool]) -> Bool { true }

  func configured(with options: Options) throws(OptionError) -> any Function {
    let rows = try extents(options, "N")[0]
    let columns = options.isSet("M") ? try extents(options, "M")[0] : rows
    return Tri([rows, columns], diagonal: options.integer("k") ?? 0)
  }

  func resized(to shape: Shape) -> any Function { Tri(shape, diagonal: diagonal) }

  func entry(at indices: [Index]) -> IndexExpression {
    let places = (0..<shape[0]).flatMap { row in
      (0..<shape[1]).filter { $0 <= row + diagonal }.map { (row, $0) }
    }
    return .addition(
      places.map { row, column in
        .product([
          .deltaOf(.index(indices[0]), .fixed(row)), .deltaOf(.index(indices[1]), .fixed(column)),
        ])
      })
  }
}
