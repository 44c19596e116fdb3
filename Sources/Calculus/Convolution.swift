import IndexNotation
import Tensors

/// A window of weights moved over a signal: what networks call a convolution, without mirroring.
///
/// Formula: `y_{o,i} = Σ_c Σ_k x_{c, s i + k} w_{o,c,k}` with steps s, and one more sum for every further
/// axis that the window moves along. Without channels the axes o and c are not there.
protocol Convolution: ExplicitFunction {
  /// How many axes the window moves along.
  var moving: Int { get }
  /// How far it moves along each.
  var strides: [Int] { get }
  init(strides: [Int])
}

extension Convolution {
  var parameters: [String] { ["x", "k"] }
  var options: [OptionDeclaration] { [OptionDeclaration("stride", .steps)] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    let strides = options.integers("stride") ?? [1]
    guard strides.allSatisfy({ $0 > 0 }), strides.count == 1 || strides.count == moving else {
      throw OptionError("the option 'stride' is one positive integer, or one for each axis")
    }
    return Self(
      strides: strides.count == moving ? strides : Array(repeating: strides[0], count: moving))
  }

  /// Whether there are channels.
  private func hasChannels(_ shape: Shape) -> Bool { shape.rank == moving + 1 }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let (x, k) = (arguments[0], arguments[1])
    let isPlain = x.rank == moving && k.rank == moving
    guard isPlain || x.rank == moving + 1 && k.rank == moving + 2 else {
      throw ShapeMismatch(
        "\(name) of shapes \(x) and \(k): a signal of \(moving) axes and a kernel of as many, or "
          + "channels first: (channels, ...) and (outputs, channels, ...)")
    }
    guard isPlain || x[0] == k[1] else {
      throw ShapeMismatch("\(name): \(x[0]) channels, but the kernel \(k) is for \(k[1])")
    }
    let lengths = zip(x.dimensions.suffix(moving), k.dimensions.suffix(moving)).enumerated().map {
      axis, pair in pair.0 < pair.1 ? 0 : (pair.0 - pair.1) / strides[axis] + 1
    }
    guard lengths.allSatisfy({ $0 > 0 }) else {
      throw ShapeMismatch("\(name): the kernel of shape \(k) is larger than the signal \(x)")
    }
    return Shape((isPlain ? [] : [k[0]]) + lengths)
  }

  /// Windows are tied to the lengths of their axes.
  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function { self }

  func definition(_ arguments: [Shape]) -> Definition {
    let (x, k) = (arguments[0], arguments[1])
    let result = axisIndices(knownShape(arguments))
    let places = result.suffix(moving)
    let window = zip(["a", "b", "c"], k.dimensions.suffix(moving)).map { Index($0, range: $1) }
    let moved = zip(zip(places, window), strides).map { pair, stride in
      Subscript.at(AffinePlace([(pair.0, stride), (pair.1, 1)]))
    }
    let channel = hasChannels(x) ? [Index("q", range: x[0])] : []
    let outputs = result.dropLast(moving)
    let body = IndexExpression.product([
      .element(Element("x", channel.map { .index($0) } + moved)),
      .element(Element("k", (outputs + channel + window).map { .index($0) })),
    ])
    return Definition(
      result, (channel + window).reversed().reduce(body) { .sum(over: $1, $0) })
  }
}
