import IndexNotation
import Tensors

/// A function of numbers alone: a tensor that is known from its options.
protocol NullaryFunction: ExplicitFunction {
  var shape: Shape { get }
  /// The same in another shape.
  func resized(to shape: Shape) -> any Function
  /// An entry, from its places.
  func entry(at indices: [Index]) -> IndexExpression
}

extension NullaryFunction {
  var parameters: [String] { [] }
  var samples: [[Tensor]] { [[]] }

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape { shape }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(shape)
    return Definition(indices, entry(at: indices))
  }

  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function {
    resized(to: axes(shape))
  }

  /// The lengths that an option gives.
  /// - Throws: `OptionError` where it is missing, or where a length is below 1.
  func extents(_ options: Options, _ name: String) throws(OptionError) -> [Int] {
    guard let extents = options.integers(name) else {
      throw OptionError("\(self.name) takes the option '\(name)'")
    }
    for extent in extents where extent < 1 {
      throw OptionError("the option '\(name)' has a length of \(extent)")
    }
    // As a Double: the product may be beyond all integers.
    guard extents.reduce(1.0, { $0 * Double($1) }) <= Double(Model.entryLimit) else {
      throw OptionError("the option '\(name)' asks for more entries than a model may have")
    }
    return extents
  }
}

/// A tensor of one number in a shape that an option says.
protocol FilledTensor: NullaryFunction {
  init(_ shape: Shape)
}

extension FilledTensor {
  var options: [OptionDeclaration] { [OptionDeclaration("shape", .shape)] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Self(Shape(try extents(options, "shape")))
  }

  func resized(to shape: Shape) -> any Function { Self(shape) }
}
