import Tensors
import WorkedExamples

/// All names that a template filled with this example may use, a line each.
///
/// Values come first; a list follows as the section it opens, with the names inside it.
public func templateNames(of example: WorkedExample) -> [String] {
  let root = ExampleRecord(example)
  let lists = Set(ExampleRecord.lists)
  var lines: [String] = []
  for name in root.names where !lists.contains(name) && !ExampleRecord.maps.contains(name) {
    guard let quantity = example.quantities.first(where: { $0.name == name }) else {
      lines.append(name)
      continue
    }
    lines += [name] + entries(of: name, quantity.value.shape)
  }
  for gradient in example.gradients {
    let name = "gradient.\(gradient.withRespectTo)"
    lines += [name] + entries(of: name, gradient.shortcut.shape)
  }
  for jacobian in example.jacobians {
    let name = "jacobian.\(jacobian.of).\(jacobian.withRespectTo)"
    lines += [name] + entries(of: name, jacobian.shape)
  }
  if let quantity = example.quantities.first {
    let parts = QuantityRecord(quantity: quantity, context: root.context).names
    lines.append("quantity.NAME, and of each quantity: " + parts.joined(separator: ", "))
  }
  for list in ExampleRecord.lists {
    let records = root.records(list) ?? []
    guard let first = records.first else { continue }
    let item = ItemRecord(record: first, number: 1, count: records.count)
    lines.append("#\(list): " + item.names.joined(separator: ", "))
  }
  return lines
}

/// `S.1 ... S.5`
private func entries(of name: String, _ shape: Shape) -> [String] {
  guard shape.rank > 0 else { return [] }
  let first = shape.dimensions.map { _ in "1" }.joined(separator: ".")
  let last = shape.dimensions.map(String.init).joined(separator: ".")
  return first == last ? ["\(name).\(first)"] : ["\(name).\(first) ... \(name).\(last)"]
}
