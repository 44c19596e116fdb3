import Formulas
import Tensors
import Testing

@testable import Reports

/// What can be said about a tensor besides its entries.
@Suite struct TensorPartsTests {
  static func part(_ tensor: TensorView, _ path: String) -> Value? {
    var value = Value.tensor(tensor)
    for name in path.split(separator: ".") {
      switch value.part(String(name)) {
      case .found(let part): value = part
      case .missing, .unknown: return nil
      }
    }
    return value
  }

  static func view(_ tensor: Tensor) -> TensorView {
    TensorView(tensor, name: "t", format: NumberFormat(digits: 4))
  }

  /// By hand.
  @Test(arguments: [
    ("rows", "2"), ("columns", "3"), ("entries", "6"), ("is_matrix", "yes"), ("is_vector", "no"),
    ("is_scalar", "no"), ("max", "4"), ("min", "-12"), ("sum", "-6"), ("mean", "-1"),
    ("norm", "13.1909"),
    ("argmax", "2, 1"), ("argmin", "1, 3"), ("1.argmax", "1"), ("2.argmax", "1"),
    ("1.norm", "12.3693"),
    ("2.rank_of.3", "3"), ("2.rank_of.1", "1"), ("1.3", "-12"), ("2", "[4 1 -2]"), ("2.sum", "3"),
    ("1.1.is_scalar", "yes"), ("1.is_vector", "yes"), ("1.entries", "3"), ("1.rows", "1"),
  ])
  func ofAMatrix(path: String, shown: String) {
    let matrix = Self.view(Tensor(rows: [[3, 0, -12], [4, 1, -2]]))
    #expect(Self.part(matrix, path)?.plainText == shown)
  }

  @Test(arguments: ["3", "0", "1.4", "1.1.1", "maximum", "1.rank_of.4", "1.rank_of.x", "-1"])
  func whatThereIsNot(path: String) {
    let matrix = Self.view(Tensor(rows: [[3, 0, -12], [4, 1, -2]]))
    #expect(Self.part(matrix, path) == nil)
  }

  @Test func aNumberHasNoPlaces() {
    for path in ["1.1.argmax", "1.1.argmin"] {
      guard case .missing? = Self.part(Self.view(Tensor(rows: [[3, 0]])), path) else {
        Issue.record("\(path) is something")
        continue
      }
    }
  }

  /// The referee: sorting and pairwise sums, of vectors with ties among them.
  @Test func ofRandomVectors() throws {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<200 {
      let values = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Double(Int.random(in: -6...6, using: &random)) / 4
      }
      let vector = Self.view(Tensor(vector: values))
      func number(_ name: String) throws -> Double {
        guard case .number(let number)? = Self.part(vector, name) else { throw Absent(name: name) }
        return number.value
      }
      func count(_ name: String) throws -> Int {
        guard case .count(let count)? = Self.part(vector, name) else { throw Absent(name: name) }
        return count
      }
      let sorted = values.sorted()
      #expect(try number("max") == sorted.last)
      #expect(try number("min") == sorted.first)
      #expect(try values[count("argmax") - 1] == sorted.last)
      #expect(try !values[..<(count("argmax") - 1)].contains(sorted[sorted.count - 1]))
      #expect(try values[count("argmin") - 1] == sorted.first)
      #expect(try !values[..<(count("argmin") - 1)].contains(sorted[0]))
      // Quarters add up exactly, in any order.
      #expect(try number("sum") == sorted.reduce(0, +))
      #expect(try abs(number("mean") * Double(values.count) - number("sum")) < 1e-12)
      #expect(
        try abs(number("norm") * number("norm") - values.map { $0 * $0 }.reduce(0, +)) < 1e-12)
      for place in values.indices {
        let rank = try count("rank_of.\(place + 1)")
        // All that is larger stands before it in descending order.
        #expect(Array(sorted.reversed())[rank - 1] == values[place])
        #expect(rank == 1 || Array(sorted.reversed())[rank - 2] > values[place])
      }
    }
  }

  struct Absent: Error { let name: String }

  @Test(
    arguments: [
      ([3e200, 4e200], 5e200), ([3e-200, 4e-200], 5e-200), ([0, 0], 0), ([-5], 5),
      ([.infinity, 1], .infinity),
    ] as [([Double], Double)])
  func theNormNeitherOverflowsNorVanishes(values: [Double], norm: Double) {
    guard case .number(let number)? = Self.part(Self.view(Tensor(vector: values)), "norm") else {
      Issue.record("no norm")
      return
    }
    #expect(number.value == norm || abs(number.value / norm - 1) < 1e-15)
  }

  /// An entry keeps the name and the digits that it has within its tensor.
  @Test func partsKeepTheStyle() throws {
    let matrix = Self.view(Tensor(rows: [[0.25, 0.5], [0.75, 0.125]]))
    #expect(Self.part(matrix, "2")?.plainText == "[0.750 0.125]")
    #expect(Self.part(matrix, "1.2")?.plainText == "0.500")
    guard case .number(_, let entry)? = Self.part(matrix, "1.2")?.formula else {
      Issue.record("no number")
      return
    }
    #expect(entry == "t.1.2")
  }
}
