import WorkedExamples

/// The outermost record: everything known about an example.
///
/// Names of quantities stand beside these names. Where a quantity has the name of one of these
/// (`title`), the plain name is not the quantity; `{{quantity.title}}` always is.
struct ExampleRecord: TemplateRecord {
  let context: ExampleContext
  private var example: WorkedExample { context.example }

  init(_ example: WorkedExample) { context = ExampleContext(example) }

  static let lists = [
    "quantities", "givens", "steps", "jacobians", "gradients", "derivations", "published",
    "descents", "checks",
  ]
  static let maps = ["quantity", "jacobian", "gradient", "derivation"]

  var names: [String] {
    ["title", "summary", "has_summary", "name", "language", "source", "model", "digits"]
      + Self.lists.flatMap { [$0, "has_\($0)"] } + Self.maps
      + example.quantities.map(\.name)
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "title": return .text(example.title)
    case "summary": return .text(example.summary)
    case "has_summary": return .flag(!example.summary.isEmpty)
    case "name": return .code(example.name)
    case "language": return .text(example.language)
    case "source": return .code(example.sourcePath)
    case "model":
      return .markup(rendering.markup.codeBlock(example.model, language: "python"))
    case "digits": return .markup(String(example.digits))
    case "quantity": return .record(QuantityMap(context: context))
    case "jacobian": return .record(JacobianMap(context: context))
    case "gradient": return .record(GradientMap(context: context))
    case "derivation": return .record(DerivationMap(context: context))
    default: break
    }
    if let records = records(name) { return .list(records) }
    if name.hasPrefix("has_"), let records = records(String(name.dropFirst(4))) {
      return .flag(!records.isEmpty)
    }
    return context.quantity(name).map { .record(QuantityRecord(quantity: $0, context: context)) }
  }

  func records(_ name: String) -> [any TemplateRecord]? {
    func quantities(_ role: Quantity.Role?) -> [QuantityRecord] {
      example.quantities.filter { role == nil || $0.role == role }
        .map { QuantityRecord(quantity: $0, context: context) }
    }
    switch name {
    case "quantities": return quantities(nil)
    case "givens": return quantities(.given)
    case "steps": return quantities(.computed)
    case "jacobians":
      return example.jacobians.map { JacobianRecord(jacobian: $0, context: context) }
    case "gradients":
      return example.gradients.map { GradientRecord(gradient: $0, context: context) }
    case "derivations": return example.derivations.map { DerivationRecord($0) }
    case "published":
      return example.published.map { PublishedRecord(comparison: $0, context: context) }
    case "descents": return example.descents.map { DescentRecord(descent: $0, context: context) }
    case "checks": return example.checks.map { CheckRecord(check: $0, context: context) }
    default: return nil
    }
  }
}
