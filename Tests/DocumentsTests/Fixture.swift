import Calculus
import ModelLanguage
import Tensors
import Testing

@testable import WorkedExamples

/// The softmax example, worked by hand from the mathematics alone.
enum Fixture {
  static let weights = Tensor(rows: [
    [0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15],
  ])

  static func softmax(title: String = "The derivative of softmax") throws -> WorkedExample {
    func function(_ name: String) throws -> any Function {
      try #require(catalogueFunction(named: name))
    }
    var model = Model()
    let givens: [(String, Tensor)] = [
      ("x", Tensor(vector: [0.1, 0.5, 0.4])), ("W", weights),
      ("y", Tensor(vector: [0, 0, 1, 0, 0])),
    ]
    for (name, value) in givens { model.addGiven(name, shape: value.shape) }
    let z = try model.add(function("@"), [0, 1])
    model.name(z, "z")
    let s = try model.add(function("softmax"), [z])
    model.name(s, "S")
    let loss = try model.add(function("cross_entropy"), [2, s])
    model.name(loss, "L")
    let values = model.forward(Dictionary(uniqueKeysWithValues: givens))

    func quantity(_ place: Int, _ definition: String, _ rightSide: Syntax?) -> Quantity {
      Quantity(
        name: model.nodes[place].name ?? "", role: rightSide == nil ? .given : .computed,
        value: values[place], definition: definition, rightSide: rightSide,
        classes: place == 2 ? [3] : [], entryDefinition: nil)
    }
    func local(_ of: Int, _ to: Int) -> Tensor? {
      model.jacobian(of: of, withRespectTo: to, values: values, budget: 1 << 28)
    }
    let jacobians = [(loss, s), (s, z), (z, 1)].map { of, to in
      Jacobian(
        of: model.nodes[of].name ?? "", withRespectTo: model.nodes[to].name ?? "",
        shape: [model.nodes[of].shape.count, model.nodes[to].shape.count], value: local(of, to),
        zeroShare: local(of, to).map { j in
          Double(j.values.filter { $0 == 0 }.count) / Double(j.count)
        },
        bytes: 8 * model.nodes[of].shape.count * model.nodes[to].shape.count)
    }
    let shortcut = model.gradients(of: loss, withRespectTo: [1], values: values)[1]
    let gradient = Gradient(
      of: "L", withRespectTo: "W", shortcut: shortcut ?? weights,
      chainRule: model.chainRule(of: loss, withRespectTo: 1, jacobian: local),
      comparison: Comparison(
        agreeWithin: 1e-12,
        multiplications: .init(chainRule: 100, pullback: 20, closedForm: 15),
        storedNumbers: .init(chainRule: 125, pullback: 30, closedForm: 20)),
      closedForm: nil)
    let published = Tensor(
      (shortcut ?? weights).values.indices.map { (shortcut ?? weights).values[$0] }, shape: [3, 5])
    return WorkedExample(
      name: "softmax", title: title, summary: "How a weight moves the loss.", language: "en",
      sourcePath: "Examples/softmax.yaml",
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)\n", digits: 8,
      quantities: [
        quantity(0, "", nil), quantity(1, "", nil), quantity(2, "", nil),
        quantity(z, "x @ W", try Parser.expression(of: "x @ W")),
        quantity(s, "softmax(z)", try Parser.expression(of: "softmax(z)")),
        quantity(
          loss, "cross_entropy(y, S)",
          try Parser.expression(of: "cross_entropy(y, S)")),
      ],
      jacobians: jacobians, gradients: [gradient],
      descents: [
        Descent(
          of: "L", moved: ["W"], rate: 1, losses: [1.5279347, 1.2204756, 1.0],
          afterFirstStep: [
            quantity(1, "", nil)
          ], afterLastStep: [quantity(1, "", nil)])
      ],
      published: [
        PublishedComparison(
          of: "dL/dW", published: published, computed: published, digits: 8,
          verdict: .reordered(.flattenedFirstAxisFastest),
          cost: .init(
            rate: 1, lossBefore: 1.52793475, lossWithPublished: 1.39359417,
            lossWithComputed: 1.22047558)),
        PublishedComparison(
          of: "dL/dS", published: Tensor(vector: [0, 0, -4.60864, 0, 0]),
          computed: Tensor(vector: [0, 0, -4.608648974, 0, 0]), digits: 5,
          verdict: .cutOff(entries: [
            .init(position: [2], published: "-4.60864", digits: 5, computed: -4.608648974)
          ]), cost: nil),
      ],
      checks: [
        Check(
          name: "finite differences", subject: "dL/dW", passed: true, tolerance: 1e-7,
          comparisons: 15)
      ],
      derivations: [], lemmas: [])
  }
}
