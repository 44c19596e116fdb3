import Calculus
import Formulas
import IndexNotation
import Tensors
import Testing

@testable import MatrixNotation

/// Identities of the Matrix Cookbook, chapter 2, by their numbers there: each gradient in a form as
/// short as the book's.
///
/// Source: K. Petersen, M. Pedersen, The Matrix Cookbook, 2012,
/// https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf
@Suite struct CookbookTests {
  /// An identity: its givens as `name:shape`, with an s behind that of a symmetric one, the loss, and
  /// the gradient as NumPy.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let givens: String
    let loss: String
    let by: String
    let form: String

    init(_ number: String, _ givens: String, _ loss: String, by: String, _ form: String) {
      testDescription = number
      self.givens = givens
      self.loss = loss
      self.by = by
      self.form = form
    }

    var matrixCase: MatrixCase {
      let givens = givens.split(separator: " ").enumerated().map { place, text in
        let parts = text.split(separator: ":")
        let isSymmetric = parts[1].hasSuffix("s")
        let shape = parts[1].split(separator: ",").compactMap {
          Int(String($0).replacing("s", with: ""))
        }
        let seed = UInt64(place + 1)
        var value =
          shape.count == 1
          ? MatrixModels.tensor(shape[0], seed: seed)
          : shape[0] == shape[1]
            ? MatrixModels.regular(shape[0], seed: seed)
            : MatrixModels.tensor(shape[0], shape[1], seed: seed)
        if isSymmetric { value = value + value.transposed }
        return (name: String(parts[0]), value: value, facts: isSymmetric ? [Fact.symmetric] : [])
      }
      return MatrixCase(
        name: testDescription, givens: givens, model: "L = " + loss, targets: [by])
    }
  }

  static let rows = [
    Row("49", "X:3,3", "det(X)", by: "X", "L * np.linalg.inv(X).T"),
    Row("51", "A:3,3 X:3,3 B:3,3", "det(A @ X @ B)", by: "X", "L * np.linalg.inv(X).T"),
    Row("52", "X:4,3", "det(X.T @ X)", by: "X", "2 * L * X @ np.linalg.inv(X.T @ X)"),
    Row("53", "A:3,3 X:3,3", "det(X.T @ A @ X)", by: "X", "2 * L * np.linalg.inv(X).T"),
    Row(
      "54", "A:4,4s X:4,3", "det(X.T @ A @ X)", by: "X",
      "2 * L * A @ X @ np.linalg.inv(X.T @ A @ X)"),
    Row("55", "X:4,3", "log(det(X.T @ X))", by: "X", "2 * X @ np.linalg.inv(X.T @ X)"),
    Row("57", "X:3,3", "logdet(X)", by: "X", "np.linalg.inv(X).T"),
    Row("58", "X:3,3", "det(X) ** 3", by: "X", "3 * L * np.linalg.inv(X).T"),
    Row(
      "61", "a:3 X:3,3 b:3", "a @ inv(X) @ b", by: "X",
      "-np.outer(np.linalg.inv(X).T @ a, np.linalg.inv(X) @ b)"),
    Row("62", "X:3,3", "det(inv(X))", by: "X", "-L * np.linalg.inv(X).T"),
    Row(
      "63", "A:3,3 X:3,3 B:3,3", "trace(A @ inv(X) @ B)", by: "X",
      "-(np.linalg.inv(X) @ B @ A @ np.linalg.inv(X)).T"),
    Row(
      "64", "X:3,3 A:3,3", "trace(inv(X + A))", by: "X",
      "-(np.linalg.inv(X + A) @ np.linalg.inv(X + A)).T"),
    Row("99", "X:3,3", "trace(X)", by: "X", "np.eye(3)"),
    Row("100", "X:3,4 A:4,3", "trace(X @ A)", by: "X", "A.T"),
    Row("101", "A:3,3 X:3,4 B:4,3", "trace(A @ X @ B)", by: "X", "(B @ A).T"),
    Row("102", "A:3,4 X:3,4 B:3,3", "trace(A @ X.T @ B)", by: "X", "B @ A"),
    Row("106", "X:3,3", "trace(X @ X)", by: "X", "2 * X.T"),
    Row("107", "X:3,3 B:3,3", "trace(X @ X @ B)", by: "X", "(X @ B + B @ X).T"),
    Row("108", "X:4,3 B:4,4", "trace(X.T @ B @ X)", by: "X", "(B + B.T) @ X"),
    Row(
      "110", "A:3,4 X:4,3 B:3,3", "trace(A @ X @ B @ X.T @ A.T)", by: "X", "A.T @ A @ X @ (B + B.T)"
    ),
    Row("115", "A:3,3 X:3,3 B:3,3", "trace(A @ X @ B @ X)", by: "X", "(A @ X @ B + B @ X @ A).T"),
    Row("121", "X:3,3", "trace(X @ X @ X)", by: "X", "3 * (X @ X).T"),
    Row(
      "124", "A:3,3 C:4,4s X:4,3", "trace(inv(X.T @ C @ X) @ A)", by: "X",
      "-C @ X @ (T := np.linalg.inv(X.T @ C @ X)) @ (A + A.T) @ T"),
    Row(
      "125", "B:4,4s C:4,4s X:4,3", "trace(inv(X.T @ C @ X) @ X.T @ B @ X)", by: "X",
      "2 * (B - C @ X @ (T := np.linalg.inv(X.T @ C @ X)) @ X.T @ B) @ X @ T"),
    Row("129", "x:4 a:4", "norm(x - a)", by: "x", "(x - a) / L"),
    Row("131b", "x:4", "norm(x) ** 2", by: "x", "2 * x"),
    Row("132", "X:3,4", "norm(X) ** 2", by: "X", "2 * X"),
  ]

  @Test(arguments: rows) func isAsShortAsTheBook(_ row: Row) throws {
    let example = row.matrixCase
    let model = try example.graph()
    let found = try MatrixDerivations(
      model.matrixModel(facts: example.facts), of: "L", targets: [row.by])
    let derivation = try #require(found.derivations.first { $0.withRespectTo == row.by })
    let values = model.forward(example.values)
    let text = NumPyText.text(derivation.result) { name in
      model.places[name].map { values[$0].shape }
    }
    #expect(text == row.form)

    let (loss, target) = (try #require(model.places["L"]), try #require(model.places[row.by]))
    let gradients = model.gradients(of: loss, withRespectTo: [target], values: values)
    let gradient = try #require(gradients[target])
    let names = FormValues(
      quantities: model.places.mapValues { values[$0] },
      deltas: model.places.compactMapValues { gradients[$0] })
    for line in derivation.lines {
      let value = try #require(line.form.value(names))
      let difference = Tensor.broadcast(value, .zeros(gradient.shape), +)
        .largestDifference(from: gradient)
      let size = gradient.values.reduce(1) { max($0, abs($1)) }
      #expect(difference < 1e-10 * size)
    }
    let numbers = model.finiteDifferences(
      confirming: gradient, of: loss, withRespectTo: target, values: values)
    let wrong = numbers.filter { !$0.holds }
    #expect(wrong.isEmpty)
  }
}
