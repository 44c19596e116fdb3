import Tensors

extension Checker {
  /// Checks that the matrix notation of every closed form gives what its index notation gives.
  /// - Throws: `DerivationError.lineDoesNotHold`.
  func checkMatrices(_ gradients: [GradientForm]) throws(DerivationError) {
    var values: [String: Tensor] = [:]
    for (quantity, entries) in zip(model.quantities, environment.tensors) {
      values[quantity.name] = Tensor(
        entries.map(\.value.double), shape: Shape(quantity.shape))
    }
    for gradient in gradients {
      guard let matrix = gradient.matrix else { continue }
      let shape = Shape(gradient.indices.map(\.range))
      let value = matrix.value(values)
      let compiled = try CompiledExpression(
        gradient.expression, free: gradient.indices, model: model)
      var evaluator = Evaluator(compiled, environment)
      let scale = value?.values.reduce(0) { max($0, abs($1)) } ?? 0
      for position in CompiledDerivation.positions(of: gradient.indices) {
        let entry = evaluator.value(at: position)
        let read = value?.shape == shape ? value?.values[shape.offset(of: position)] : nil
        // An author's values may stand where a slope has no value, 0/0 in the gradient of a norm at
        // 0: 0 times anything is 0 entry by entry, and not a number as matrices.
        if !isRandom, let read, !read.isFinite { continue }
        // The matrix is worked in another order, without a bound of its own.
        let tolerance = 4 * entry.error.double + 1e-10 * scale
        let difference = abs((read ?? .nan) - entry.value.double)
        if difference <= tolerance || !entry.isBounded { continue }
        throw .lineDoesNotHold(
          .init(
            kind: .total, of: gradient.of, withRespectTo: gradient.withRespectTo,
            rule: "matrix notation",
            before: gradient.expression, after: gradient.expression,
            indices: Dictionary(zip(gradient.indices, position)) { first, _ in first },
            valueBefore: entry.value.double, valueAfter: read ?? .nan, tolerance: tolerance,
            instance: instanceName))
      }
    }
  }
}
