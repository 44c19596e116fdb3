import IndexNotation
import MatrixNotation
import Tensors

/// A differentiable function of the catalogue, with everything Gradus knows about it. Its definition
/// refers to the arguments by the names of the parameters.
///
/// ## Jacobians
/// The one convention, used everywhere: the Jacobian of a quantity with respect to another is the
/// matrix whose row is an entry of the output and whose column is an entry of the input, both
/// flattened row-major (numerator layout). So for `f: R^n -> R^m`, it has shape `(m, n)` and
/// entry `(i, j)` is `∂f_i/∂x_j`.
public protocol Function: Callable {
  /// The function that a name stands for: itself under each of its names, and what differs from it
  /// by a number within the name.
  func called(_ name: String) -> (any Function)?
  /// How a call is written on paper; its name, where the function says nothing else.
  var notation: FunctionNotation { get }
  /// The function with options as in `sum(z, axis=0)`, all of which it has declared.
  /// - Throws: `OptionError` for a value that makes no sense with another.
  func configured(with options: Options) throws(OptionError) -> any Function
  /// The function for so many arguments, where it takes as many as there are.
  func taking(_ count: Int) -> any Function
  /// The result's shape for arguments of these shapes.
  /// - Throws: `ShapeMismatch` where they do not fit.
  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape
  /// The value, computed stably.
  func value(_ arguments: [Tensor]) -> Tensor
  /// The Jacobian of the value with respect to one argument, in numerator layout, with the structure
  /// it has.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix
  /// The product of a cotangent (of the result's shape) with that Jacobian, of the argument's
  /// shape, without building the Jacobian.
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor
  /// How many multiplications and divisions `pullback` takes.
  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int
  /// The value of an entry in index notation, with elements named after `parameters`; `nil` where no
  /// formula gives it, and the result is known by what it satisfies (`ImplicitFunction`).
  func entryFormula(_ arguments: [Shape]) -> Definition?
  /// The value in matrix notation, or `nil` where it has none for arguments of these shapes.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression?
  /// The function's part in matrix notation, where it has one of its own: its pullback above all.
  var matrixFunction: MatrixFunction? { get }
  /// A call in NumPy, of arguments in NumPy.
  func numPy(_ arguments: [String]) -> String
  /// What always holds for the result, whatever the arguments.
  var resultFacts: [Fact] { get }
  /// An equation that always holds between the result and the arguments, in index notation.
  func identities(_ arguments: [Shape], result: String) -> [Identity]
  /// Why a result at these numbers is not finite, as an author is told: "the logarithm of 0".
  /// - Parameter arguments: the arguments' entries at the same place, those of the result's shape.
  func reasonNotFinite(_ arguments: [Double]) -> String
  /// The letter that names a call where it stands inside another expression, because derivatives
  /// read better in terms of its result; `nil` where they do not.
  var resultLetter: String? { get }
  /// Whether its two arguments may be exchanged, but for the side that a derivative takes where they
  /// are equal: of a number and a tensor the number then stands last, however it was typed.
  var takesNumberLast: Bool { get }
  /// Whether every entry of the result is 0 or 1.
  /// - Parameter arguments: for each argument whether its entries are.
  func givesTruthValues(of arguments: [Bool]) -> Bool
  /// The arguments that are truth values: of others it is asked whether they are 0.
  var truthValues: [Int] { get }
  /// Whether a derivation quotes why its pullback is what it is. What hands on what it gets, as a sum
  /// does, speaks for itself.
  /// - Parameter numbers: for each argument whether it is a number of the model.
  func quotesPullback(numbers: [Bool]) -> Bool
  /// The function for the same arguments on shorter axes, where it is tied to lengths or places.
  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function
  /// Arguments to try the function on, covering ranks and broadcasts.
  var samples: [[Tensor]] { get }
}

extension Function {
  /// Itself, where the name is one of its own.
  public func called(_ name: String) -> (any Function)? {
    name == self.name || aliases.contains(name) ? self : nil
  }
  /// None of its own, where the function says nothing else.
  public var matrixFunction: MatrixFunction? { nil }
  /// A call of `matrixFunction`, where the function says nothing else.
  public func expression(
    _ arguments: [MatrixExpression], in algebra: Algebra
  ) -> MatrixExpression? {
    matrixFunction.map { algebra.apply($0, arguments) }
  }
  /// NumPy's function of the same name, where the function says nothing else.
  public func numPy(_ arguments: [String]) -> String {
    "np.\(name)(\(arguments.joined(separator: ", ")))"
  }
  /// Nothing is known, where the function says nothing else.
  public var resultFacts: [Fact] { [] }
  /// No letter, where the function says nothing else.
  public var resultLetter: String? { nil }
  /// The function itself, where it says nothing else.
  public func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function { self }
  /// Yes, where the function says nothing else.
  public func quotesPullback(numbers: [Bool]) -> Bool { true }
  /// No, where the function says nothing else.
  public var takesNumberLast: Bool { false }
  /// No, where the function says nothing else.
  public func givesTruthValues(of arguments: [Bool]) -> Bool { false }
  /// None, where the function says nothing else.
  public var truthValues: [Int] { [] }

  /// Names the function and its arguments.
  public func reasonNotFinite(_ arguments: [Double]) -> String {
    arguments.isEmpty
      ? "\(name) overflows"
      : "\(name) of \(arguments.map(shortText).joined(separator: " and ")) overflows or is not "
        + "defined"
  }
  /// A word, where the function says nothing else.
  public var notation: FunctionNotation { .word(name) }

  /// The shape of a result that is known to exist.
  /// - Precondition: the arguments fit.
  func knownShape(_ arguments: [Shape]) -> Shape {
    do {
      return try resultShape(arguments)
    } catch {
      preconditionFailure("\(name) of \(arguments): \(error.message)")
    }
  }

  /// None, where the function says nothing else.
  public func identities(_ arguments: [Shape], result: String) -> [Identity] { [] }

  /// The function itself, where it says nothing else.
  public func taking(_ count: Int) -> any Function { self }
  /// The function itself, where it says nothing else.
  public func configured(with options: Options) throws(OptionError) -> any Function { self }
}

/// A number for a message, an integer without its point.
func shortText(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}

/// Shapes that do not fit a function.
public struct ShapeMismatch: Error, Hashable, Sendable {
  /// What was found and what was expected, in one sentence.
  public let message: String
  /// What to do about it, where that can be said.
  public let suggestion: String?
  /// A mismatch in one sentence.
  public init(_ message: String, _ suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}

/// An option that a function does not have, or a value that it cannot take.
public struct OptionError: Error, Hashable, Sendable {
  /// What is wrong with it, in one sentence.
  public let message: String
  /// An error in one sentence.
  public init(_ message: String) { self.message = message }
}
