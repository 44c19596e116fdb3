import IndexNotation
import Tensors

/// The numbers from a start to before an end, in steps.
struct Arange: NullaryFunction {
  let name = "arange"
  let options = [
    OptionDeclaration("start", .number), OptionDeclaration("stop", .number),
    OptionDeclaration("step", .number),
  ]
  let summary = "The numbers 0, 1, ... below an end, or from a start in steps: arange(4)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.arange.html"
  let resultLetter: String? = "k"
  private let numbers: [Rational]

  init(_ numbers: [Rational] = [.zero, .one]) { self.numbers = numbers }

  var shape: Shape { [numbers.count] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    var (start, stop) = (Rational.zero, options.number("start"))
    if let second = options.number("stop") { (start, stop) = (stop ?? .zero, second) }
    let step = options.number("step") ?? .one
    guard let stop else { throw OptionError("arange takes where it ends: arange(4)") }
    guard step != .zero else { throw OptionError("the option 'step' is not 0") }
    var numbers: [Rational] = []
    var next = start
    while step < .zero ? stop < next : next < stop {
      numbers.append(next)
      guard numbers.count <= 10_000, let sum = next.adding(step) else {
        throw OptionError("arange would have more than 10000 numbers")
      }
      next = sum
    }
    guard !numbers.isEmpty else { throw OptionError("arange would have no numbers") }
    return Arange(numbers)
  }

  func resized(to shape: Shape) -> any Function { Arange(Array(numbers.prefix(shape[0]))) }

  func entry(at indices: [Index]) -> IndexExpression {
    .addition(
      numbers.enumerated().map { place, number in
        .product([.number(number), .deltaOf(.index(indices[0]), .fixed(place))])
      })
  }
}
