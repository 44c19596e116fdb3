import IndexNotation
import Tensors

extension Fact {
  /// As an example says it, and the data.
  var identifier: String {
    switch self {
    case .lastAxisSumsToOne: "distribution"
    case .lastAxisIsOneHot: "one_hot"
    case .symmetric: "symmetric"
    case .positive: "positive"
    case .orthogonal: "orthogonal"
    case .positiveDefinite: "positive_definite"
    case .zeroOrOne: "zero_or_one"
    }
  }

  /// As a page says it of a tensor of this shape.
  func words(for shape: Shape) -> String {
    switch self {
    case .lastAxisSumsToOne: shape.rank > 1 ? "distributions, row by row" : "a distribution"
    case .lastAxisIsOneHot: "one-hot"
    case .symmetric: "symmetric"
    case .positive: "positive"
    case .orthogonal:
      shape.rank == 2 && shape[0] == shape[1] ? "orthogonal" : "with orthonormal columns"
    case .positiveDefinite: "positive definite"
    case .zeroOrOne: "zeros and ones"
    }
  }
}
