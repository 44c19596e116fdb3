import Calculus
import Tensors
import WorkedExamples

extension WorkedExample {
  /// Everything known about the example as JSON: a contract, versioned by its first key.
  ///
  /// Arrays are row-major; positions count from 1, as everywhere a reader sees them.
  public var json: JSONValue {
    .object([
      ("gradus", .integer(1)),
      ("name", .string(name)),
      ("title", .string(title)),
      ("summary", .string(summary)),
      ("language", .string(language)),
      ("source", .string(sourcePath)),
      ("model", .string(model)),
      ("digits", .integer(digits)),
      ("quantities", .array(quantities.map(\.json))),
      ("jacobians", .array(jacobians.map(\.json))),
      ("gradients", .array(gradients.map(\.json))),
      ("derivations", .array(derivations.map(\.json))),
      ("published", .array(published.map(\.json))),
      ("descents", .array(descents.map(\.json))),
      ("checks", .array(checks.map(\.json))),
    ])
  }
}

extension Tensor {
  fileprivate var shapeJSON: JSONValue { .array(shape.dimensions.map { .integer($0) }) }
  fileprivate var valuesJSON: JSONValue { .numbers(values) }
}

extension Quantity {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("role", .string(role.rawValue)), ("shape", value.shapeJSON),
      ("values", value.valuesJSON), ("definition", .string(definition)),
      ("classes", .array(classes.map { .integer($0) })),
    ])
  }
}

extension Jacobian {
  fileprivate var json: JSONValue {
    .object([
      ("of", .string(of)), ("with_respect_to", .string(withRespectTo)),
      ("shape", .array(shape.dimensions.map { .integer($0) })),
      ("values", .optional(value, \.valuesJSON)),
      ("zero_share", .optional(zeroShare) { .number($0) }), ("bytes", .integer(bytes)),
    ])
  }
}

extension Gradient {
  fileprivate var json: JSONValue {
    .object([
      ("of", .string(of)), ("with_respect_to", .string(withRespectTo)),
      ("shape", shortcut.shapeJSON),
      ("chain_rule", .optional(chainRule?.gradient, \.valuesJSON)),
      ("shortcut", shortcut.valuesJSON),
      ("closed_form", .optional(closedForm) { .string($0.text) }),
      ("closed_form_notations", .optional(closedForm, \.json)),
      ("agree_within", .optional(comparison.agreeWithin) { .number($0) }),
      ("multiplications", comparison.multiplications.json),
      ("stored_numbers", comparison.storedNumbers.json),
      ("steps", .optional(chainRule) { .array($0.steps.map(\.json)) }),
    ])
  }
}

extension Comparison.Costs {
  fileprivate var json: JSONValue {
    .object([
      ("chain_rule", .integer(chainRule)), ("shortcut", .integer(closedForm ?? pullback)),
      ("pullback", .integer(pullback)),
    ])
  }
}

extension ChainRule.Step {
  fileprivate var json: JSONValue {
    .object([
      ("with_respect_to", .string(withRespectTo)),
      ("through", .strings(terms.map(\.through))), ("values", value.valuesJSON),
    ])
  }
}

extension PublishedComparison {
  fileprivate var json: JSONValue {
    let (verdict, order, entries): (String, Order?, [Entry]) =
      switch self.verdict {
      case .right: ("right", nil, [])
      case .cutOff(let entries): ("cut off", nil, entries)
      case .wrong(let entries): ("wrong", nil, entries)
      case .reordered(let order): ("reordered", order, [])
      }
    return .object([
      ("of", .string(of)), ("verdict", .string(verdict)),
      ("order", .optional(order?.words) { .string($0) }),
      ("digits", .integer(digits)), ("shape", computed.shapeJSON),
      ("published", published.valuesJSON), ("computed", computed.valuesJSON),
      (
        "entries",
        .array(
          entries.map { entry in
            .object([
              ("position", .array(entry.position.map { .integer($0 + 1) })),
              ("published", .string(entry.published)), ("computed", .number(entry.computed)),
            ])
          })
      ),
      (
        "cost",
        .optional(cost) { cost in
          .object([
            ("rate", .number(cost.rate)), ("loss_before", .number(cost.lossBefore)),
            ("loss_with_published", .number(cost.lossWithPublished)),
            ("loss_with_computed", .number(cost.lossWithComputed)),
          ])
        }
      ),
    ])
  }
}

extension PublishedComparison.Order {
  /// What happened to the numbers, in words.
  public var words: String {
    switch self {
    case .transposed: "transposed"
    case .flattenedFirstAxisFastest: "written out column by column, read back row by row"
    case .reshapedFirstAxisFastest: "written out row by row, read back column by column"
    }
  }
}

extension Descent {
  fileprivate var json: JSONValue {
    .object([
      ("of", .string(of)), ("moved", .strings(moved)), ("rate", .number(rate)),
      ("losses", .numbers(losses)),
      ("after_first_step", .array(afterFirstStep.map(\.json))),
      ("after_last_step", .array(afterLastStep.map(\.json))),
    ])
  }
}

extension Check {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("subject", .string(subject)), ("passed", .bool(passed)),
      ("tolerance", .number(tolerance)), ("comparisons", .integer(comparisons)),
    ])
  }
}
