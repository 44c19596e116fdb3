import Calculus
import Problems
import Tensors

extension Worker {
  /// Two ways to the same numbers.
  ///
  /// The tolerance is the smallest of three that holds, relative to the largest entry. It is what is
  /// shown: the difference itself is rounding, and differs between machines.
  ///
  /// - Parameter ways: what the two ways are called, the claimed one last: "chain rule and shortcut".
  /// - Throws: `Problem` where they disagree.
  func check(
    _ name: String, of subject: String, claimed: Tensor, measured: Tensor, _ ways: String
  ) throws(Problem) -> Check {
    let largest = max(1, claimed.values.reduce(0) { max($0, abs($1)) })
    for tolerance in [1e-12, 1e-10, 1e-8] {
      let numbers = CheckedNumber.entries(
        of: claimed, against: measured, tolerance: tolerance * largest)
      let check = Check(
        name, of: subject, numbers, tolerance: tolerance * Self.powerOfTen(atLeast: largest))
      if check.passed { return check }
    }
    let difference = measured.largestDifference(from: claimed)
    throw example.places.problem(
      at: nil, "\(ways) disagree on \(subject) by \(difference): a bug in Gradus")
  }

  private static func powerOfTen(atLeast value: Double) -> Double {
    var power = 1.0
    while power < value { power *= 10 }
    return power
  }

  /// A gradient against central differences of the loss.
  /// - Throws: `Problem` that names the first entry they do not confirm.
  func checkByDifferences(
    _ gradient: Tensor, _ loss: Int, _ target: Int, of subject: String
  ) throws(Problem) -> Check {
    let numbers = model.finiteDifferences(
      confirming: gradient, of: loss, withRespectTo: target, values: values)
    let check = Check(
      "finite differences", of: subject, numbers, tolerance: Model.refereeTolerance)
    guard !check.passed, let wrong = numbers.first(where: { !$0.holds }) else { return check }
    throw example.places.problem(
      at: nil,
      "finite differences do not confirm \(subject)\(Self.entryText(gradient.shape.position(at: wrong.entry))): "
        + "the shortcut gives \(wrong.claimed), the differences \(wrong.measured)",
      "the model may not be smooth there, or this is a bug in Gradus")
  }

  /// A Jacobian of the model against the backward pass, row by row, and against differences.
  /// - Throws: `Problem` where one of them does not confirm it.
  func check(_ jacobian: Example.Jacobian) throws(Problem) -> [Check] {
    let claimed = values[jacobian.node]
    let (shape, other) = (
      model.nodes[jacobian.of].shape, model.nodes[jacobian.withRespectTo].shape
    )
    let subject = DerivativeName(
      .total, of: name(jacobian.of), withRespectTo: name(jacobian.withRespectTo)
    ).text
    guard claimed.values.allSatisfy(\.isFinite) else { return [] }
    var rows: [Double] = []
    for entry in 0..<shape.count {
      var weights = Tensor.zeros(shape)
      weights.values[entry] = 1
      let gradients = model.gradients(
        of: jacobian.of, withRespectTo: [jacobian.withRespectTo], values: values, weights: weights)
      rows += gradients[jacobian.withRespectTo]?.values ?? Tensor.zeros(other).values
    }
    let numbers = model.finiteDifferences(
      confirming: claimed, of: jacobian.of, byVector: jacobian.withRespectTo, values: values)
    let differences = Check(
      "finite differences", of: subject, numbers, tolerance: Model.refereeTolerance)
    if let wrong = numbers.first(where: { !$0.holds }) {
      throw example.places.problem(
        at: nil,
        "finite differences do not confirm row \(wrong.entry / other.count + 1) of \(subject): it "
          + "gives \(wrong.claimed), the differences \(wrong.measured)",
        "the model may not be smooth there, or this is a bug in Gradus")
    }
    return [
      try check(
        "closed form against shortcut", of: subject, claimed: Tensor(rows, shape: claimed.shape),
        measured: claimed, "closed form and backward pass"), differences,
    ]
  }
}
