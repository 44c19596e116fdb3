import IndexNotation
import MatrixNotation
import Tensors

/// A function that is applied to every entry on its own: its Jacobian is diagonal.
///
/// A conforming type gives its formula; all else follows.
protocol ElementwiseFunction: ExplicitFunction {
  /// The function of one variable.
  func formula<E: EntryArithmetic>(_ z: E) -> E
  /// Its value, computed stably; the formula's, where the function says nothing else.
  func number(_ z: Double) -> Double
  /// Its derivative at `z`, where it has the value `value`; the formula's, where the function says
  /// nothing else.
  func slope(at z: Double, value: Double) -> Double
  /// Whether it is defined for positive arguments only.
  var needsPositive: Bool { get }
  /// Six entries to try it on, none of them at a kink.
  var sampleEntries: [Double] { get }
}

/// A function of every entry that has a name in matrix notation, and a derivative that its formula does not show.
protocol NamedElementwiseFunction: ElementwiseFunction {
  /// Its derivative at `z`, where it has the value `value`.
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E
  /// What else the algebra has to know of it.
  static var matrix: MatrixFunction { get }
}

extension NamedElementwiseFunction {
  var matrixFunction: MatrixFunction? { Self.matrix }
  func slope(at z: Double, value: Double) -> Double { derivative(at: z, value: value) }

  /// d times the derivative.
  func pullback(
    _ algebra: Algebra, _ d: MatrixExpression, _ arguments: [MatrixExpression],
    _ result: MatrixExpression
  ) -> [MatrixExpression] {
    let slope = derivative(at: MatrixEntry(arguments[0]), value: MatrixEntry(result))
    return [algebra.times(d, slope.expression(algebra))]
  }
}

extension ElementwiseFunction {
  var parameters: [String] { ["z"] }
  var needsPositive: Bool { false }
  var sampleEntries: [Double] {
    needsPositive ? [0.3, 1.2, 2.5, 0.07, 4, 0.9] : [0.3, -1.2, 2.5, -0.07, 0.6, -3]
  }
  func number(_ z: Double) -> Double { formula(z) }
  func slope(at z: Double, value: Double) -> Double { formula(DualNumber(z, slope: 1)).slope ?? 0 }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape { arguments[0] }

  func value(_ arguments: [Tensor]) -> Tensor { arguments[0].map { number($0) } }

  /// Shape (n, n): the derivatives on the diagonal.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    .diagonal(slopes(arguments[0], result).values)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    Tensor.broadcast(cotangent, slopes(arguments[0], result), *)
  }

  private func slopes(_ argument: Tensor, _ result: Tensor) -> Tensor {
    Tensor.broadcast(argument, result) { z, value in slope(at: z, value: value) }
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(arguments[0])
    return Definition(
      indices, formula(.element(Element("z", indices.map { .index($0) }))))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    expression(arguments[0], algebra)
  }

  /// A call of its matrix function, or its formula.
  func expression(_ argument: MatrixExpression, _ algebra: Algebra) -> MatrixExpression {
    matrixFunction.map { algebra.apply($0, [argument]) }
      ?? formula(MatrixEntry(argument)).expression(algebra)
  }

  var samples: [[Tensor]] {
    let values = sampleEntries
    return [
      [Tensor(scalar: values[0])], [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
      [Tensor(values, shape: [1, 3, 2])],
    ]
  }
}

/// One index for every axis of a shape: `i, j, k, ...`.
func axisIndices(_ shape: Shape, from first: Int = 0) -> [Index] {
  let letters = ["i", "j", "k", "l", "m", "n", "p", "q"]
  return shape.dimensions.enumerated().map { axis, range in
    let place = axis + first
    return Index(
      place < letters.count ? letters[place] : "i\(place)", range: range)
  }
}
