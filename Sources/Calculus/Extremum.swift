import IndexNotation
import MatrixNotation
import Tensors

/// The largest or the smallest entry, of all or along axes; where several are, the derivative is
/// divided among them evenly.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.amax.html (the derivative)
protocol Extremum: ExplicitFunction {
  var reduced: ReducedAxes { get }
  init(_ reduced: ReducedAxes)
  /// Whether one number beats another.
  func beats(_ a: Double, _ b: Double) -> Bool
  /// Above 0 where the first beats the second.
  func lead<E: EntryArithmetic>(_ a: E, _ b: E) -> E
  static var matrix: MatrixFunction { get }
}

extension Extremum {
  var parameters: [String] { ["z"] }
  var options: [OptionDeclaration] { ReducedAxes.options }
  var matrixFunction: MatrixFunction? { Self.matrix }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Self(ReducedAxes(options))
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try reduced.resultShape(arguments[0])
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = knownShape([arguments[0].shape])
    var best = [Double?](repeating: nil, count: shape.count)
    for (target, value) in zip(reduced.targets(arguments[0].shape), arguments[0].values) {
      if value.isNaN || best[target].map({ beats(value, $0) }) ?? true { best[target] = value }
    }
    return Tensor(best.map { $0 ?? .nan }, shape: shape)
  }

  /// For every entry its share in the derivative.
  private func shares(_ argument: Tensor, _ result: Tensor) -> [Double] {
    let targets = reduced.targets(argument.shape)
    var counts = [Double](repeating: 0, count: result.count)
    for (target, value) in zip(targets, argument.values) where value == result.values[target] {
      counts[target] += 1
    }
    return zip(targets, argument.values).map { target, value in
      value == result.values[target] ? 1 / counts[target] : 0
    }
  }

  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    var rows = [[(column: Int, value: Double)]](repeating: [], count: result.count)
    let targets = reduced.targets(arguments[0].shape)
    for (place, share) in shares(arguments[0], result).enumerated() where share != 0 {
      rows[targets[place]].append((place, share))
    }
    var sparse = SparseRows(columns: arguments[0].count)
    for row in rows { sparse.append(row: row) }
    return .sparse(sparse)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let targets = reduced.targets(arguments[0].shape)
    return Tensor(
      zip(targets, shares(arguments[0], result)).map { $1 * cotangent.values[$0] },
      shape: arguments[0].shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  /// The mean of those that nothing beats: an entry is one where the number of those that beat it is
  /// not above 0.
  func definition(_ arguments: [Shape]) -> Definition {
    let (all, summed, result) = reduced.indices(arguments[0])
    let others = summed.map { Index($0.name + "'", range: $0.range) }
    let own = IndexExpression.element(Element("z", all.map { .index($0) }))
    let other = IndexExpression.element(
      Element(
        "z", all.map { index in .index(summed.firstIndex(of: index).map { others[$0] } ?? index) })
    )
    // Another one: of an entry and itself rounding would have to tell that they are equal.
    let isItself = IndexExpression.product(
      zip(summed, others).map { .deltaOf(.index($0), .index($1)) })
    let leads = IndexExpression.indicator((.one - isItself) * lead(other, own))
    let beaten = others.reversed().reduce(leads) { .sum(over: $1, $0) }
    let isBest = IndexExpression.one - .indicator(beaten)
    func sum(_ body: IndexExpression) -> IndexExpression {
      summed.reversed().reduce(body) { .sum(over: $1, $0) }
    }
    return Definition(result, sum(own * isBest) / sum(isBest))
  }

  /// Of all entries; along axes there is no matrix notation.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    guard reduced.axes == nil, !reduced.keeps else { return nil }
    return arguments[0].shape.rank == 0 ? arguments[0] : algebra.apply(Self.matrix, arguments)
  }

  static func extremum(
    _ name: String,
    isBest:
      @escaping @Sendable (Algebra, MatrixExpression, MatrixExpression) ->
      MatrixExpression
  ) -> MatrixFunction {
    MatrixFunction(
      name, kind: .number,
      pullback: { algebra, d, arguments, result in
        let best = isBest(algebra, arguments[0], result)
        let count = algebra.reduction(algebra.allAxes(arguments[0].shape), best)
        return [algebra.times(d, algebra.quotient(best, count))]
      })
  }

  var samples: [[Tensor]] {
    let values: [Double] = [0.3, -1.2, 2.5, -0.7, 0.6, -3]
    return [
      [Tensor(vector: values)], [Tensor(values, shape: [2, 3])], [Tensor(vector: [0.4])],
    ]
  }
}
