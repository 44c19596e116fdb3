import IndexNotation
import WorkedExamples

/// `{{quantity.S}}`
struct QuantityMap: TemplateRecord {
  let context: ExampleContext
  var names: [String] { context.example.quantities.map(\.name) }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    context.quantity(name).map { .record(QuantityRecord(quantity: $0, context: context)) }
  }
}

/// `{{jacobian.S.z}}`: first of what, then with respect to what.
struct JacobianMap: TemplateRecord {
  let context: ExampleContext
  var of: String?
  private var all: [Jacobian] { context.example.jacobians }

  var names: [String] {
    guard let of else { return Array(Set(all.map(\.of))).sorted() }
    return all.filter { $0.of == of }.map(\.withRespectTo)
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    guard let of else {
      return all.contains { $0.of == name }
        ? .record(JacobianMap(context: context, of: name)) : nil
    }
    return all.first { $0.of == of && $0.withRespectTo == name }
      .map { .record(JacobianRecord(jacobian: $0, context: context)) }
  }
}

/// `{{gradient.W}}`, or `{{gradient.L.W}}` where there are several losses.
struct GradientMap: TemplateRecord {
  let context: ExampleContext
  var of: String?
  private var all: [Gradient] {
    context.example.gradients.filter { of == nil || $0.of == of }
  }

  var names: [String] { all.map(\.withRespectTo) + (of == nil ? all.map(\.of) : []) }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    let matching = all.filter { $0.withRespectTo == name }
    if matching.count > 1 {
      let losses = matching.map { "gradient.\($0.of).\(name)" }.joined(separator: " or ")
      return .missing(
        "there are several gradients with respect to \(name): name the loss, \(losses)")
    }
    if let gradient = matching.first {
      return .record(GradientRecord(gradient: gradient, context: context))
    }
    return of == nil && all.contains { $0.of == name }
      ? .record(GradientMap(context: context, of: name)) : nil
  }
}

/// `{{derivation.S.z}}`: first of what, then with respect to what.
struct DerivationMap: TemplateRecord {
  let context: ExampleContext
  var of: String?
  private var all: [Derivation] { context.example.derivations }

  var names: [String] {
    guard let of else { return Array(Set(all.map(\.of.tensor))).sorted() }
    return all.filter { $0.of.tensor == of }.map(\.withRespectTo.tensor)
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    guard let of else {
      return all.contains { $0.of.tensor == name }
        ? .record(DerivationMap(context: context, of: name)) : nil
    }
    let found =
      context.derivation(.local, of: of, withRespectTo: name)
      ?? context.derivation(.total, of: of, withRespectTo: name)
    return found.map { .record(DerivationRecord($0)) }
  }
}
