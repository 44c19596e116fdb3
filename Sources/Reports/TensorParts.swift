import Formulas
import Tensors

/// What can be said about a tensor: `{{z.argmax}}`, `{{S.rank_of.3}}`, `{{W.rows}}`.
enum TensorParts {
  static let names: [String] = []
}

extension TensorView {
  func part(named name: String) -> Lookup { .unknown }
}
