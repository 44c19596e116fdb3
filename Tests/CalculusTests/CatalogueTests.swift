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
      Polygamma(order: 2), ELU(alpha: Rational(1, 2)), LeakyReLU(negativeSlope: Rational(1, 5)),
      HardTanh(least: Rational(-2), most: Rational(1, 2)),
      Sum(ReducedAxes(axes: [0], keeps: false)), Sum(ReducedAxes(axes: [-1], keeps: false)),
      Mean(ReducedAxes(axes: [1], keeps: false)), ConstantPower(exponent: Rational(2)),
      ConstantPower(exponent: Rational(-3, 2)), Part([.at(1)]), Part([.at(2), .at(0)]),
      Copy(), LogSumExp(ReducedAxes(axes: [0], keeps: false)),
      LogSumExp(ReducedAxes(axes: [-1], keeps: true)),
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
      for argument in Self.differentiable(function) {
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
  static let sloping = functions.indices.filter { place in
    let function = functions[place]
    return !(function is Sign) && !(function is ArgMax) && !(function is any Comparison)
      && !function.parameters.isEmpty
  }

  /// The arguments that a function may be differentiated by.
  static func differentiable(_ function: any Function) -> [Int] {
    function.parameters.indices.filter { !function.truthValues.contains($0) }
  }

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
      guard let definition = function.entryFormula(arguments.map(\.shape)) else {
        #expect(function is any ImplicitFunction || function is ArgMax)
        continue
      }
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

  /// The functions that are known by an equation, and another of each size.
  static let implicit = functions.compactMap { $0 as? any ImplicitFunction }

  /// The equation against the kernel, entry by entry: they share no code.
  @Test(arguments: implicit.indices)
  func equationHoldsForValue(_ place: Int) {
    let function = Self.implicit[place]
    for arguments in function.samples {
      let result = function.value(arguments)
      let equation = function.equation(arguments.map(\.shape), result: "result")
      var tensors = Dictionary(uniqueKeysWithValues: zip(function.parameters, arguments))
      tensors["result"] = result
      tensors.merge(function.companions(arguments, result: result, cotangent: result)) { $1 }
      var evaluation = EntryEvaluation(tensors: tensors)
      let shape = Shape(equation.indices.map(\.range))
      for offset in 0..<shape.count {
        for (index, place) in zip(equation.indices, shape.position(at: offset)) {
          evaluation.places[index.name] = place
        }
        let (left, right) = (evaluation.value(equation.left), evaluation.value(equation.right))
        #expect(abs(left - right) <= 1e-12, "\(function.name) of \(arguments)")
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
      // `pi` and `e` become it.
      if file == "ConstantFunction" { continue }
      #expect(types.contains(file), "add \(file)() to Sources/Calculus/Catalogue.swift")
    }
    let composed = Set(compositions.map { String(describing: type(of: $0)) })
    let lines = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "../Compositions").path()
    ).map { $0.replacing(".swift", with: "") }
    for file in lines.sorted() {
      #expect(composed.contains(file), "add \(file)() to Sources/Calculus/Catalogue.swift")
    }
    #expect(composed.count == lines.count)
    #expect(Set(catalogue.map(\.name)).count == catalogue.count)
    #expect(Set(catalogueNames).count == catalogueNames.count)
  }

  @Test(
    arguments: [
      ("asin", "arcsin"), ("acos", "arccos"), ("atan", "arctan"), ("asinh", "arcsinh"),
      ("acosh", "arccosh"), ("atanh", "arctanh"), ("lgamma", "gammaln"),
      ("log_sigmoid", "logsigmoid"), ("polygamma2", "polygamma2"), ("tanh", "tanh"),
    ])
  func aFunctionIsFoundByEachOfItsNames(_ typed: String, _ name: String) {
    #expect(catalogueFunction(named: typed)?.name == name)
  }

  @Test(arguments: ["polygamma", "polygamma1", "polygamma101", "arc", ""])
  func whatIsNoNameIsNotFound(_ name: String) { #expect(catalogueFunction(named: name) == nil) }

  /// Index notation's own functions are those of the catalogue that have their names.
  @Test func elementaryFunctionsHaveTheirNames() {
    for function in ElementaryFunction.allCases + [.polygamma(order: 1), .polygamma(order: 7)] {
      #expect(ElementaryFunction(rawValue: function.rawValue) == function)
      #expect(function.inMatrixNotation.name == function.rawValue)
      #expect(catalogueFunction(named: function.rawValue)?.name == function.rawValue)
    }
  }

  /// At a kink the derivative is the one that the summary says.
  @Test(
    arguments: [
      (ReLU(), [[0]], 0, 0), (ReLU6(), [[0]], 0, 0), (ReLU6(), [[6]], 0, 0),
      (HardTanh(), [[-1]], 0, 0), (HardTanh(), [[1]], 0, 0), (LeakyReLU(), [[0]], 0, 0.01),
      (ELU(), [[0]], 0, 1), (ELU(alpha: Rational(1, 2)), [[0]], 0, 0.5), (Abs(), [[0]], 0, 0),
      (Maximum(), [[2], [2]], 0, 0), (Maximum(), [[2], [2]], 1, 1),
      (Minimum(), [[2], [2]], 0, 0), (Minimum(), [[2], [2]], 1, 1),
      (Clip(), [[1], [1], [2]], 0, 1), (Clip(), [[2], [1], [2]], 0, 1),
      (Clip(), [[1], [1], [2]], 1, 0), (Clip(), [[2], [1], [2]], 2, 0),
    ] as [(any Function, [[Double]], Int, Double)])
  func kinks(_ function: any Function, _ entries: [[Double]], _ argument: Int, _ slope: Double) {
    let arguments = entries.map { Tensor(vector: $0) }
    let result = function.value(arguments)
    let jacobian = function.jacobian(arguments, result: result, withRespectTo: argument).dense
    #expect(jacobian.values == [slope], "\(function.name)")
    let pulled = function.pullback(
      Tensor(vector: [1]), arguments, result: result, withRespectTo: argument)
    #expect(pulled.values == [slope], "\(function.name)")
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
