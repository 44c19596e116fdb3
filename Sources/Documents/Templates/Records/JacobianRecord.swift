import Notation
import WorkedExamples

/// A local derivative.
struct JacobianRecord: TemplateRecord {
  let jacobian: Jacobian
  let context: ExampleContext

  private var tensor: TensorRecord? {
    jacobian.value.map {
      TensorRecord(
        name: "jacobian.\(jacobian.of).\(jacobian.withRespectTo)", tensor: $0, isGiven: false,
        context: context)
    }
  }

  var names: [String] {
    [
      "of", "with_respect_to", "symbol", "matrix", "rows", "columns", "is_built", "is_sparse",
      "zero_percent", "megabytes", "has_derivation", "derivation",
    ]
  }

  func whole(for rendering: Rendering) -> TemplateValue? {
    tensor?.whole(for: rendering) ?? .markup("\\text{(too large to show)}")
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "of": return .markup(latexName(jacobian.of))
    case "with_respect_to": return .markup(latexName(jacobian.withRespectTo))
    case "symbol":
      return .markup(
        ExampleContext.derivative(.local, of: jacobian.of, withRespectTo: jacobian.withRespectTo))
    case "matrix": return whole(for: rendering)
    case "rows": return ExampleContext.count(jacobian.shape[0])
    case "columns": return ExampleContext.count(jacobian.shape[1])
    case "is_built": return .flag(jacobian.value != nil)
    case "is_sparse": return .flag((jacobian.zeroShare ?? 0) > 0)
    case "zero_percent": return .markup(percent(jacobian.zeroShare ?? 0))
    case "megabytes": return ExampleContext.count((jacobian.bytes + 500_000) / 1_000_000)
    case "has_derivation": return .flag(derivation != nil)
    case "derivation": return derivation.map { .record($0) }
    default:
      guard Int(name) != nil else { return nil }
      return tensor?.part(name, for: rendering)
        ?? .missing("this Jacobian is too large, it was not built")
    }
  }

  private var derivation: DerivationRecord? {
    context.derivation(.local, of: jacobian.of, withRespectTo: jacobian.withRespectTo)
      .map { DerivationRecord($0) }
  }

  /// Whole percents, but never 100 for less than all.
  private func percent(_ share: Double) -> String {
    share < 1 ? String(min(99, Int((share * 100).rounded()))) : "100"
  }
}
