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

/// `{{derivation.local.S.z}}`, `{{derivation.total.L.W}}`: the kind, of what, with respect to what.
///
/// Without a kind, `{{derivation.S.z}}` is the local one where there is one.
struct DerivationMap: Record {
  let context: ReportContext
  var kind: Derivation.Kind?
  var of: String?
  static let members = Members<DerivationMap>([])

  var named: [(name: String, value: Value)] {
    let all = context.derivations.filter { kind == nil || $0.derivation.kind == kind }
    guard let of else {
      let kinds: [(name: String, value: Value)] =
        kind == nil
        ? unique(all.map(\.derivation.kind)).map {
          ($0.rawValue, .record(DerivationMap(context: context, kind: $0)))
        } : []
      return kinds
        + unique(all.map(\.derivation.of.tensor)).map {
          ($0, .record(DerivationMap(context: context, kind: kind, of: $0)))
        }
    }
    let found = all.filter { $0.derivation.of.tensor == of }
    return unique(found.map(\.derivation.withRespectTo.tensor)).map { name in
      let matching = found.filter { $0.derivation.withRespectTo.tensor == name }
      let best = matching.first { $0.derivation.kind == .local } ?? matching[0]
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
