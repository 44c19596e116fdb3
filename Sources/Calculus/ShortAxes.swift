import IndexNotation
import Tensors

/// Shorter axes for the same model: a derivation speaks of axes by name and of their lengths only as
/// equal or longer, so it can be found and checked on short ones.
///
/// Axes of up to four places stay; longer ones become as short as they can while equal lengths stay
/// equal and a longer one longer. A definition with places that follow from indices, `x[i + 1]`, takes
/// them where every place stays within its axis, and where its derivation is the same; else its own
/// lengths serve (`SymbolicModel.validate`).
public struct ShortAxes: Hashable, Sendable {
  private let lengths: [Int: Int]

  /// - Parameter shapes: all shapes that occur.
  public init(of shapes: [Shape]) {
    var lengths: [Int: Int] = [:]
    var last = 1
    for length in Set(shapes.flatMap(\.dimensions)).sorted() {
      last = length <= 4 ? length : max(last + 1, 2)
      lengths[length] = last
    }
    self.lengths = lengths
  }

  /// Whether no axis becomes shorter.
  public var changeNothing: Bool { lengths.allSatisfy { $0.key == $0.value } }

  func callAsFunction(_ length: Int) -> Int { lengths[length] ?? length }

  func callAsFunction(_ shape: Shape) -> Shape { Shape(shape.dimensions.map { self($0) }) }
}
