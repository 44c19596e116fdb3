import IndexNotation
import WorkedExamples

/// `{{quantity.S}}`
struct QuantityMap: Record {
  let context: ReportContext
  static let members = Members<QuantityMap>([])

  var named: [(name: String, value: Value)] {
    context.example.quantities.map { ($0.name, .record(QuantityReport($0, context))) }
  }

  func named(_ name: String) -> Value? {
    context.quantity(name).map { .record(QuantityReport($0, context)) }
  }
}

/// `{{jacobian.S.z}}`: first of what, then with respect to what.
struct JacobianMap: Record {
  let context: ReportContext
  var of: String?
  static let members = Members<JacobianMap>([])

  var named: [(name: String, value: Value)] {
    guard let of else {
      return unique(context.example.jacobians.map(\.of)).map {
        ($0, .record(JacobianMap(context: context, of: $0)))
      }
    }
    return context.example.jacobians.filter { $0.of == of }.map {
      ($0.withRespectTo, .record(JacobianReport(jacobian: $0, context: context)))
    }
  }
}

/// `{{gradient.W}}`, or `{{gradient.L.W}}` where there are several losses.
struct GradientMap: Record {
  let context: ReportContext
  var of: String?
  static let members = Members<GradientMap>([])

  var named: [(name: String, value: Value)] {
    let gradients = context.example.gradients.map {
      ByLoss(
        of: $0.of, name: $0.withRespectTo,
        value: .record(GradientReport(gradient: $0, context: context)))
    }
    return ByLoss.named(gradients, "gradient", of: of) {
      .record(GradientMap(context: context, of: $0))
    }
  }
}

/// `{{delta.z}}`, or `{{delta.L.z}}` where there are several losses.
struct DeltaMap: Record {
  let context: ReportContext
  var of: String?
  static let members = Members<DeltaMap>([])

  var named: [(name: String, value: Value)] {
    let deltas = DeltaReport.all(context).map {
      ByLoss(of: $0.step.of, name: $0.step.withRespectTo, value: .record($0))
    }
    return ByLoss.named(deltas, "delta", of: of) { .record(DeltaMap(context: context, of: $0)) }
  }
}

/// Something that each loss may have under one name.
private struct ByLoss {
  let of: String
  let name: String
  let value: Value

  /// What stands under a name, or under a loss's: the name alone where only one loss has it.
  static func named(
    _ items: [ByLoss], _ map: String, of loss: String?, _ nested: (String) -> Value
  ) -> [(name: String, value: Value)] {
    let all = items.filter { loss == nil || $0.of == loss }
    let names = unique(all.map(\.name))
    var named = names.map { name in
      let matching = all.filter { $0.name == name }
      if matching.count == 1 { return (name: name, value: matching[0].value) }
      let paths = matching.map { "\(map).\($0.of).\(name)" }
      return (
        name: name,
        value: Value.missing(
          because: "there are several \(map)s with respect to \(name): name the loss, "
            + paths.joined(separator: " or "))
      )
    }
    if loss == nil {
      named += unique(items.map(\.of)).filter { !names.contains($0) }.map { ($0, nested($0)) }
    }
    return named
  }
}

/// `{{derivation.local.S.z}}`, `{{derivation.total.L.W}}`: the kind, of what, with respect to what.
///
/// Without a kind, `{{derivation.S.z}}` is the local one where there is one. A gradient's is the one
/// in matrix notation where there is one.
struct DerivationMap: Record {
  let context: ReportContext
  var kind: Derivation.Kind?
  var of: String?
  static let members = Members<DerivationMap>([])

  var named: [(name: String, value: Value)] {
    let all = context.derivations.filter { kind == nil || $0.kind == kind }
    guard let of else {
      let kinds: [(name: String, value: Value)] =
        kind == nil
        ? unique(all.map(\.kind)).map {
          ($0.rawValue, .record(DerivationMap(context: context, kind: $0)))
        } : []
      return kinds
        + unique(all.map(\.of)).map {
          ($0, .record(DerivationMap(context: context, kind: kind, of: $0)))
        }
    }
    let found = all.filter { $0.of == of }
    return unique(found.map(\.withRespectTo)).map { name in
      let matching = found.filter { $0.withRespectTo == name }
      let best = matching.first { $0.kind == .local } ?? matching[0]
      return (name, .record(DerivationReport(forms: best)))
    }
  }
}

/// Each once, in the order of its first place.
func unique<Item: Hashable>(_ items: [Item]) -> [Item] { unique(items) { $0 } }

/// The first of those with the same key, in their order.
func unique<Item>(_ items: [Item], by key: (Item) -> some Hashable) -> [Item] {
  var seen: Set<AnyHashable> = []
  return items.filter { seen.insert(AnyHashable(key($0))).inserted }
}
