import IndexNotation
import Tensors

extension Algebra {
  /// The expression as it is printed, with names for parts that stand in it several times, where that
  /// is shorter.
  func namedForm(_ expression: MatrixExpression, avoiding names: Set<String>) -> MatrixForm {
    var whole = expression
    var parts: [(name: String, part: MatrixExpression)] = []
    var letters = ["T", "U", "V", "R", "M"].filter { !names.contains($0) }
    while !letters.isEmpty, let part = repeatedPart(whole) {
      let letter = letters.removeFirst()
      let symbol = raw(.symbol(.init(kind: .part, name: letter)), part.shape)
      whole = written([part: symbol], in: whole)
      parts.append((letter, part))
    }
    return parts.reversed().reduce(form(whole)) { .naming($1.name, form($1.part), in: $0) }
  }

  /// The part whose name would save most.
  private func repeatedPart(_ expression: MatrixExpression) -> MatrixExpression? {
    var counts: [MatrixExpression: Int] = [:]
    func visit(_ expression: MatrixExpression) {
      switch expression.node {
      case .symbol, .constant, .one, .zero, .ones, .identity, .unit: return
      case .sum, .comparison: break
      default: if length(expression) >= 4 { counts[expression, default: 0] += 1 }
      }
      for child in expression.children { visit(child) }
    }
    visit(expression)
    func gain(_ part: MatrixExpression) -> Int {
      (counts[part, default: 0] - 1) * (length(part) - 1) - 3
    }
    let best = counts.keys.max { (gain($0), $1.id) < (gain($1), $0.id) }
    return best.flatMap { gain($0) > 0 ? $0 : nil }
  }
}
