import Foundation
import IndexNotation
import Tensors
import Testing

@testable import Calculus

/// Every function of the catalogue against central differences, in one loop over its samples.
@Suite struct CatalogueTests {
  /// The catalogue, and what the language makes of it without a name.
  static let functions: [any Function] =
    catalogue + [
      Sum(axis: 0), Sum(axis: -1), Mean(axis: 1), ConstantPower(exponent: Rational(2)),
      ConstantPower(exponent: Rational(-3, 2)), EntryAt(places: [1]), EntryAt(places: [2, 0]),
      Copy(),
    ]

  /// The samples, with positive entries where a power needs them.
  static func samples(_ function: any Function) -> [[Tensor]] {
    guard let power = function as? ConstantPower, !power.exponent.isInteger else {
      return function.samples
    }
    return function.samples.map { $0.map { $0.map { abs($0) + 0.1 } } }
  }

  /// A direction for every argument, and a cotangent: random, the same in every run.
  struct Directions {
    var state: UInt64 = 42
    mutating func tensor(_ shape: Shape) -> Tensor {
      Tensor(
        (0..<shape.count).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Double(state >> 11) * 0x1p-52 - 1
        }, shape: shape)
    }
  }

  /// Σ v_i (f(x + hd)_i - f(x - hd)_i) / 2h, by Richardson's rule.
  static func slope(
    _ function: any Function, _ arguments: [Tensor], _ argument: Int, along direction: Tensor,
    weights: Tensor
  ) -> Double {
    func difference(_ h: Double) -> Double {
      func value(_ h: Double) -> Double {
        var moved = arguments
        moved[argument] = moved[argument] + h * direction
        return zip(function.value(moved).values, weights.values).reduce(0) { $0 + $1.0 * $1.1 }
      }
      return (value(h) - value(-h)) / (2 * h)
    }
    return (4 * difference(5e-5) - difference(1e-4)) / 3
  }

  /// The directional derivative by Jacobian and by pullback, each multiplied with `factor`.
  static func objections(
    to function: any Function, jacobianFactor: Double = 1, pullbackFactor: Double = 1
  ) -> [String] {
    var directions = Directions()
    var found: [String] = []
    for arguments in samples(function) {
      let result = function.value(arguments)
      for argument in arguments.indices {
        let direction = directions.tensor(arguments[argument].shape)
        let cotangent = directions.tensor(result.shape)
        let measured = slope(
          function, arguments, argument, along: direction, weights: cotangent)
        let jacobian = function.jacobian(arguments, result: result, withRespectTo: argument).dense
        let columns = direction.count
        var byJacobian = 0.0
        for row in 0..<result.count {
          for column in 0..<columns {
            byJacobian +=
              cotangent.values[row] * jacobian.values[row * columns + column]
              * direction.values[column]
          }
        }
        let pulled = function.pullback(
          cotangent, arguments, result: result, withRespectTo: argument)
        let byPullback = zip(pulled.values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
        let place = "\(function.name) at \(arguments.map(\.shape)), argument \(argument)"
        let tolerance = 1e-8 * max(1, abs(measured))
        if abs(byJacobian * jacobianFactor - measured) > tolerance {
          found.append("Jacobian of \(place): \(byJacobian), measured \(measured)")
        }
        if abs(byPullback * pullbackFactor - measured) > tolerance {
          found.append("pullback of \(place): \(byPullback), measured \(measured)")
        }
      }
    }
    return found
  }

  @Test(arguments: functions.indices)
  func derivativesAgreeWithCentralDifferences(_ place: Int) {
    let function = Self.functions[place]
    #expect(!Self.samples(function).isEmpty)
    #expect(Self.objections(to: function) == [])
  }

  /// The functions whose derivative is not 0 everywhere.
  static let sloping = functions.indices.filter { !(functions[$0] is Sign) }

  /// The referee itself: a derivative that is 0.1 % wrong is caught, for every function.
  @Test(arguments: sloping)
  func plantedErrorIsCaught(_ place: Int) {
    let function = Self.functions[place]
    #expect(Self.objections(to: function, jacobianFactor: 1.001).contains { $0.hasPrefix("J") })
    #expect(Self.objections(to: function, pullbackFactor: 1.001).contains { $0.hasPrefix("p") })
  }

  /// The facet `definition` against the kernel, entry by entry: they share no code.
  @Test(arguments: functions.indices)
  func definitionAgreesWithValue(_ place: Int) {
    let function = Self.functions[place]
    for arguments in Self.samples(function) {
      let result = function.value(arguments)
      let definition = function.definition(arguments.map(\.shape))
      #expect(definition.indices.map(\.range) == result.shape.dimensions)
      var evaluation = EntryEvaluation(
        tensors: Dictionary(uniqueKeysWithValues: zip(function.parameters, arguments)))
      for offset in 0..<result.count {
        for (index, place) in zip(definition.indices, result.shape.position(at: offset)) {
          evaluation.places[index.name] = place
        }
        let value = evaluation.value(definition.body)
        #expect(
          abs(value - result.values[offset]) <= 1e-12 * max(1, abs(value)),
          "\(function.name) at \(arguments.map(\.shape))")
      }
    }
  }

  @Test func factsHoldForResults() {
    for function in Self.functions where function.resultFacts.contains(.lastAxisSumsToOne) {
      for arguments in function.samples {
        let result = function.value(arguments)
        let length = result.shape[result.shape.rank - 1]
        for start in stride(from: 0, to: result.count, by: length) {
          #expect(abs(result.values[start..<start + length].reduce(0, +) - 1) < 1e-14)
        }
      }
    }
  }

  /// The identities against the values they speak of.
  @Test func identitiesHold() {
    for function in Self.functions {
      for arguments in Self.samples(function) {
        let result = function.value(arguments)
        for identity in function.identities(arguments.map(\.shape), result: "result") {
          var tensors = Dictionary(uniqueKeysWithValues: zip(function.parameters, arguments))
          tensors["result"] = result
          var evaluation = EntryEvaluation(tensors: tensors)
          for offset in 0..<result.count {
            for (index, place) in zip(identity.indices, result.shape.position(at: offset)) {
              evaluation.places[index.name] = place
            }
            let (left, right) = (evaluation.value(identity.left), evaluation.value(identity.right))
            #expect(abs(left - right) <= 1e-12 * max(1, abs(left)), "\(function.name)")
          }
        }
      }
    }
  }

  /// Every file in `Functions/` is in the catalogue or is what an operator becomes.
  @Test func catalogueListsTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Calculus/Functions").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .map { $0.replacing(".swift", with: "") }
    let types = Set(Self.functions.map { String(describing: type(of: $0)) })
    for file in files.sorted() {
      #expect(types.contains(file), "add \(file)() to Sources/Calculus/Catalogue.swift")
    }
    #expect(Set(catalogue.map(\.name)).count == catalogue.count)
  }

  @Test func softmaxIsStable() {
    for logits in [[1000.0, 0, -1000], [1000, 1000, 1000], [-1000, -1000, -999]] {
      let result = Softmax().value([Tensor(vector: logits)])
      #expect(result.values.allSatisfy { $0.isFinite })
      #expect(abs(result.values.reduce(0, +) - 1) < 1e-15)
    }
    #expect(Sigmoid().value([Tensor(vector: [-1000, 1000])]).values == [0, 1])
  }
}
