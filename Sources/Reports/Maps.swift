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
    let all = context.example.gradients.filter { of == nil || $0.of == of }
    var named: [(name: String, value: Value)] = unique(all.map(\.withRespectTo)).map { name in
      (name, gradient(all.filter { $0.withRespectTo == name }))
    }
    if of == nil {
      let targets = Set(named.map(\.name))
      named += context.losses.filter { !targets.contains($0) }.map {
        ($0, .record(GradientMap(context: context, of: $0)))
      }
    }
    return named
  }

  private func gradient(_ matching: [Gradient]) -> Value {
    guard matching.count == 1 else {
      let names = matching.map { "gradient.\($0.of).\($0.withRespectTo)" }
      return .missing(
        because: "there are several gradients with respect to \(matching[0].withRespectTo): "
          + "name the loss, \(names.joined(separator: " or "))")
    }
    return .record(GradientReport(gradient: matching[0], context: context))
  }
}

/// `{{delta.z}}`, or `{{delta.L.z}}` where there are several losses.
struct DeltaMap: Record {
  let context: ReportContext
  var of: String?
  static let members = Members<DeltaMap>([])

  var named: [(name: String, value: Value)] {
    let all = DeltaReport.all(context).filter { of == nil || $0.step.of == of }
    var named: [(name: String, value: Value)] = unique(all.map(\.step.withRespectTo)).map { name in
      (name, delta(all.filter { $0.step.withRespectTo == name }))
    }
    if of == nil {
      let targets = Set(named.map(\.name))
      named += unique(all.map(\.step.of)).filter { !targets.contains($0) }.map {
        ($0, .record(DeltaMap(context: context, of: $0)))
      }
    }
    return named
  }

  private func delta(_ matching: [DeltaReport]) -> Value {
    guard matching.count == 1 else {
      let names = matching.map { "delta.\($0.step.of).\($0.step.withRespectTo)" }
      return .missing(
        because: "there are several of that name: name the loss, "
          + names.joined(separator: " or "))
    }
    return .record(matching[0])
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
