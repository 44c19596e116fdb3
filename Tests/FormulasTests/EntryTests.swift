import Calculus
import Formulas
import IndexNotation
import Tensors
import Testing

@testable import MatrixNotation

/// An entry of a form in index notation has the value that the form has there.
@Suite struct EntryTests {
  static let quantities = RandomForms.all
  static let deltas = RandomForms.deltas(RandomForms.all)
  static var shapes: FormShapes { FormShapes { quantities[$0]?.shape } }
  static let tensors = quantities.merging(
    deltas.map { ("dL/d\($0.key)", $0.value) }
  ) { first, _ in first }

  static func entry(_ form: MatrixForm, _ at: [Subscript]) -> IndexExpression? {
    form.entry(at: at, shapes: shapes) { "dL/d\($0)" }
  }

  static func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  static let samples = RandomForms.samples(1_200, seed: 31)

  /// What each entry at fixed places comes to, beside the form's value there; only finite ones, since
  /// cases are sums here.
  private static func entries(_ shift: Int) -> [(text: String, found: Double, expected: Double)] {
    samples.flatMap { form, value in
      (0..<value.count).compactMap { offset -> (String, Double, Double)? in
        let place = value.shape.position(at: (offset + shift) % value.count)
        guard let entry = entry(form, place.map { .fixed($0) }) else { return nil }
        let found = evaluate(entry, on: tensors)
        guard found.isFinite else { return nil }
        return ("\(NumPyText.text(form)) at \(place)", found, value.values[offset])
      }
    }
  }

  @Test func hasTheValueOfItsForm() {
    let entries = Self.entries(0)
    for entry in entries {
      #expect(
        Self.agree(entry.found, entry.expected),
        "\(entry.text) is \(entry.found), not \(entry.expected)")
    }
    let all = Self.samples.reduce(0) { $0 + $1.value.count }
    // All but those with an inverse or π.
    #expect(entries.count > all / 2, "\(entries.count) of \(all)")
  }

  /// The comparison would notice a wrong place.
  @Test func aWrongPlaceIsCaught() {
    let entries = Self.entries(1)
    let caught = entries.count { !Self.agree($0.found, $0.expected) }
    #expect(caught > entries.count / 2, "\(caught) of \(entries.count)")
  }

  @Test func atRunningIndices() {
    var count = 0
    for (form, value) in Self.samples {
      let indices = zip(["i", "j", "k"], value.shape.dimensions).map { Index($0, range: $1) }
      guard let body = Self.entry(form, indices.map { .index($0) }) else { continue }
      let found = tensor(of: Definition(indices, body), on: Self.tensors)
      guard found.values.allSatisfy(\.isFinite) else { continue }
      count += 1
      let agrees = zip(found.values, value.values).allSatisfy(Self.agree)
      #expect(agrees, "\(NumPyText.text(form)): \(PlainText.text(Formula(body)))")
    }
    #expect(count > Self.samples.count / 3, "\(count)")
  }

  @Test(arguments: [
    (
      MatrixForm.outer(.quantity("a"), .difference(.delta("b"), .quantity("e"))),
      "a_i (dL/db[j] - e_j)"
    ),
    (.chain([.transpose(.quantity("A")), .delta("a")]), "Σ_k A_ki dL/da[k]"),
    (
      .product([.delta("a"), .greater(.quantity("a"), .zero, orEqual: false)]), "dL/da[i] [a_i > 0]"
    ),
    (.total(.quantity("A"), axes: [1], keeps: false), "Σ_k A_ik"),
    (.call("softmax", [.quantity("a")]), "e^(a_i)/(Σ_k e^(a_k))"),
    (.sum([.plus(.quantity("A")), .minus(.quantity("col"))]), "A_ij - col[i,1]"),
  ])
  func written(_ form: MatrixForm, _ text: String) throws {
    let rank = try #require(Self.shapes.shape(of: form)).rank
    let at = ["i", "j"].prefix(rank).map { Subscript.index(Index($0, range: 3)) }
    let entry = try #require(Self.entry(form, Array(at)))
    #expect(PlainText.text(Formula(entry)) == text)
  }
}
