import Calculus
import IndexNotation
import MatrixNotation
import ModelLanguage
import Problems
import Tensors
import Yams

/// Reads an example's file: YAML, names, model and shapes, with every problem it finds.
///
/// - Parameter contents: asked for the files that the example mentions; by default there are none.
public func readExample(
  _ source: ExampleSource, contents: @escaping FileReader = noFile
) throws(Problems) -> Example {
  let text = source.text.hasPrefix("\u{FEFF}") ? String(source.text.dropFirst()) : source.text
  let folded =
    text.utf8.contains(UInt8(ascii: "\r"))
    ? text.replacing("\r\n", with: "\n") : text
  var reader = ExampleReader(source: source, text: folded, contents: contents)
  return try reader.read(folded)
}

/// A project without files.
public func noFile(_ path: String) throws(Problem) -> String {
  throw Problem(file: path, message: "there is no such file")
}

/// One reading of one file; collects problems on the way.
struct ExampleReader {
  let source: ExampleSource
  var places: SourcePlaces
  var problems: [Problem] = []
  private let contents: FileReader
  private var fields: [String: Node] = [:]

  static let keys = [
    "title", "summary", "language", "given", "model", "differentiate", "digits", "published",
    "descend", "memory_budget_mb", "allow_not_finite", "published_must_be_right",
    "derive", "closed_form",
  ]

  static let requiredKeys = ["title", "given", "model"]

  init(source: ExampleSource, text: String, contents: @escaping FileReader) {
    self.source = source
    self.contents = contents
    places = SourcePlaces(path: source.path, text: text)
  }

  mutating func read(_ text: String) throws(Problems) -> Example {
    let root: Node
    do {
      root = try YAMLTree.read(text, places)
    } catch {
      throw Problems([error])
    }
    guard case .mapping(let mapping) = root else {
      throw Problems([
        places.problem(root.mark, "found no keys, expected 'title:', 'given:', 'model:', ...")
      ])
    }
    readKeys(mapping)
    let givens = readGivens()
    let (builder, modelText) = readModel(givens)
    guard var builder, problems.isEmpty else { throw Problems(problems) }
    let asked = fields["differentiate"].flatMap { node in
      let requests = RequestReader(places: places, model: builder.model)
      return attempt { _ throws(Problem) in try requests.differentiate(node) }
    }
    readJacobians(asked ?? [], into: &builder)
    let differentiate = Self.gradients(asked ?? [], builder)
    if fields["differentiate"] == nil, differentiate.isEmpty, builder.jacobians.isEmpty {
      problems.append(
        places.problem(
          at: nil, "the key 'differentiate' is missing",
          "or take a derivative in the model, as in 'g = grad(L, w)'"))
    }
    let requests = RequestReader(places: places, model: builder.model)
    let published = readEach("published") { name, key, value throws(Problem) in
      try requests.published(name, key, value, differentiate: differentiate)
    }
    let descents = fields["descend"].flatMap { node in
      attempt { _ throws(Problem) in try requests.descents(node, differentiate: differentiate) }
    }
    let closedForm = fields["closed_form"].flatMap { node in
      attempt { _ throws(Problem) in try requests.closedForm(node) }
    }
    let options = readOptions()
    guard problems.isEmpty else { throw Problems(problems) }
    return Example(
      name: source.name, sourcePath: source.path, title: options.title, summary: options.summary,
      language: options.language, givens: givens, modelText: modelText, model: builder.model,
      rightSides: builder.rightSides, texts: builder.texts, comments: builder.comments,
      differentiate: differentiate,
      jacobians: builder.jacobians.map {
        Example.Jacobian(node: $0.node, of: $0.of, withRespectTo: $0.withRespectTo)
      },
      digits: options.digits, published: published, descents: descents ?? [],
      memoryBudget: options.memoryBudget, allowsNotFinite: options.allowsNotFinite,
      formNames: closedForm?.names, formNotation: closedForm?.notation ?? FormNotation(),
      derives: options.derives,
      publishedMustBeRight: options.publishedMustBeRight, places: places)
  }

  /// Givens that the model calls as the functions whose names they took.
  private mutating func reportCalled(_ names: [String]) {
    guard case .mapping(let mapping)? = fields["given"] else { return }
    for (key, _) in mapping {
      guard let name = key.scalar?.string, names.contains(name) else { continue }
      problems.append(
        places.problem(
          key.mark, "'\(name)' is a given here, and the model calls a function '\(name)'",
          "choose another name for the given"))
    }
  }

  // MARK: Derivatives

  /// The Jacobians of what is no single number: they are quantities of the model.
  private mutating func readJacobians(
    _ asked: [Example.Derivative], into builder: inout ModelBuilder
  ) {
    for derivative in asked where builder.model.nodes[derivative.loss].shape.count > 1 {
      for target in derivative.targets {
        do throws(ModelError) {
          try builder.addJacobian(of: derivative.loss, by: target)
        } catch {
          problems.append(
            places.problem(
              fields["differentiate"]?.mark, error.message, error.suggestion))
        }
      }
    }
  }

  /// The gradients that were asked for, and those that stand in the model.
  private static func gradients(
    _ asked: [Example.Derivative], _ builder: ModelBuilder
  ) -> [Example.Derivative] {
    var gradients = asked.filter { builder.model.nodes[$0.loss].shape.count == 1 }
    for (loss, target) in builder.derivatives {
      guard let place = gradients.firstIndex(where: { $0.loss == loss }) else {
        gradients.append(Example.Derivative(loss: loss, targets: [target]))
        continue
      }
      if !gradients[place].targets.contains(target) {
        let known = gradients[place].targets
        gradients[place] = Example.Derivative(loss: loss, targets: known + [target])
      }
    }
    return gradients
  }

  // MARK: Parts

  private mutating func readKeys(_ mapping: Node.Mapping) {
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key, Self.keys.contains(scalar.string) else {
        let text = key.scalar?.string ?? "a list"
        problems.append(
          places.problem(
            key.mark, "unknown key '\(text)'",
            NearestNames.suggestion(
              for: text, among: Self.keys, otherwise: "an example may have the keys")))
        continue
      }
      fields[scalar.string] = value
    }
    var required = Self.requiredKeys
    if fields["model"] == nil { required.append("differentiate") }
    for key in required where fields[key] == nil {
      problems.append(places.problem(at: nil, "the key '\(key)' is missing"))
    }
  }

  private mutating func readGivens() -> [Example.Given] {
    let reader = GivenReader(places: places, contents: contents)
    return readEach("given") { [places] name, key, value throws(Problem) in
      if let reason = ModelBuilder.reasonAgainst(name) {
        throw places.problem(key.mark, reason, "choose another name")
      }
      return try reader.read(name, value)
    }
  }

  private mutating func readModel(_ givens: [Example.Given]) -> (ModelBuilder?, String) {
    guard let node = fields["model"],
      let scalar = attempt({ reader throws(Problem) in
        guard case .scalar(let scalar) = node, !scalar.string.allSatisfy(\.isWhitespace) else {
          throw reader.places.problem(
            node.mark, "'model' is empty or no text, expected lines such as 'z = x @ W'")
        }
        return scalar
      })
    else { return (nil, "") }
    places.locateModel(scalar)
    var builder = ModelBuilder(
      givens: givens.map { ($0.name, $0.value.shape) },
      facts: Dictionary(givens.map { ($0.name, $0.facts) }) { first, _ in first })
    do {
      let statements = try Parser.statements(of: scalar.string)
      let calls = statements.reduce(into: Set<String>()) { $0.formUnion($1.right.calledNames) }
      reportCalled(givens.map(\.name).filter(calls.contains))
      builder.add(statements)
      places.definitions = builder.definitions
      // A given that could not be read is not missed a second time.
      let hasProblems = !problems.isEmpty
      let errors = builder.errors.filter {
        !(hasProblems && $0.message.hasPrefix("there is no quantity"))
      }
      problems += errors.map(places.problem)
    } catch {
      problems.append(places.problem(error))
    }
    return (builder, scalar.string)
  }

  private struct Options {
    var title = ""
    var summary = ""
    var language = "en"
    var digits = 8
    var memoryBudget = 1_000_000
    var allowsNotFinite = false
    var derives = Derivations.matrix
    var publishedMustBeRight = false
  }

  private mutating func readOptions() -> Options {
    var options = Options()
    options.title =
      attempt { reader throws(Problem) in try reader.text("title", isRequired: true) } ?? ""
    options.summary = attempt { reader throws(Problem) in try reader.text("summary") } ?? ""
    options.language = attempt { reader throws(Problem) in try reader.languageTag() } ?? "en"
    options.digits = readInteger("digits", 0...15) ?? options.digits
    if let megabytes = readInteger("memory_budget_mb", 1...1_000_000) {
      options.memoryBudget = megabytes * 1_000_000
    }
    options.allowsNotFinite = readFlag("allow_not_finite")
    options.derives = readDerivations()
    options.publishedMustBeRight = readFlag("published_must_be_right")
    return options
  }

  private mutating func readDerivations() -> Derivations {
    guard let node = fields["derive"] else { return .matrix }
    let ways: [String: Derivations] = [
      "true": .matrix, "false": .none, "matrix": .matrix, "index": .index, "both": .both,
    ]
    return attempt { reader throws(Problem) in
      let found = node.scalar?.string
      guard let way = found.flatMap({ ways[$0] }) else {
        throw reader.places.problem(
          node.mark, "'derive' is \(found ?? "a list"), expected matrix, index, both or false")
      }
      return way
    } ?? .matrix
  }

  // MARK: Values

  @discardableResult
  private mutating func attempt<T>(
    _ read: (ExampleReader) throws(Problem) -> T
  ) -> T? {
    do {
      return try read(self)
    } catch {
      problems.append(error)
      return nil
    }
  }

  private mutating func readEach<T>(
    _ key: String, _ read: (String, Node, Node) throws(Problem) -> T
  ) -> [T] {
    guard let node = fields[key] else { return [] }
    guard case .mapping(let mapping) = node else {
      problems.append(
        places.problem(node.mark, "'\(key)' is no mapping, expected lines such as 'x: ...'"))
      return []
    }
    return mapping.compactMap { name, value in
      attempt { reader throws(Problem) in
        guard case .scalar(let scalar) = name else {
          throw reader.places.problem(name.mark, "found no name in '\(key)'")
        }
        return try read(scalar.string, name, value)
      }
    }
  }

  private func text(_ key: String, isRequired: Bool = false) throws(Problem) -> String {
    guard let node = fields[key] else { return "" }
    guard case .scalar(let scalar) = node, !(isRequired && scalar.string.isEmpty) else {
      throw places.problem(node.mark, "'\(key)' is no text")
    }
    return scalar.string.split(whereSeparator: \.isNewline)
      .joined(separator: " ")
  }

  private func languageTag() throws(Problem) -> String {
    guard let node = fields["language"] else { return "en" }
    let tag = try text("language")
    let isTag =
      !tag.isEmpty
      && tag.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
      }
    guard isTag else {
      throw places.problem(node.mark, "'\(tag)' is no language tag", "as in 'en' or 'pt-BR'")
    }
    return tag
  }

  private mutating func readInteger(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let node = fields[key] else { return nil }
    return attempt { reader throws(Problem) in
      try TensorReader(places: reader.places).integer(node, for: key, in: range)
    }
  }

  private mutating func readFlag(_ key: String, default standard: Bool = false) -> Bool {
    guard let node = fields[key] else { return standard }
    return attempt { reader throws(Problem) in
      guard let value = ["true": true, "false": false][node.scalar?.string ?? ""] else {
        throw reader.places.problem(
          node.mark, "'\(key)' is \(node.scalar?.string ?? "a list"), expected true or false")
      }
      return value
    } ?? standard
  }
}
