import Calculus
import IndexNotation
import Problems
import Tensors

/// What a call hands over: arguments, which are tensors, and options, which are numbers and words.
extension ExpressionBuilder {
  /// A call with everything in its place.
  struct Call {
    /// With the names of their parameters, where they have such.
    var arguments: [(parameter: String, value: Syntax)]
    /// All of them, those without a name too.
    var options: [Syntax.Option]
    /// How many of the options stand without a name, before the others.
    var unnamed: Int
    var settings: Options

    /// The call as it is shown, with other arguments.
    func shown(_ name: String, _ arguments: [Syntax], at position: Position) -> Syntax {
      .call(
        name, arguments + options.prefix(unnamed).map(\.value),
        options: Array(options.dropFirst(unnamed)), position)
    }
  }

  /// Finds what is an argument and what an option.
  ///
  /// What stands without a name belongs to the parameters in their order, then to the options in
  /// theirs; several numbers at the end are one shape: `reshape(x, 2, 3)`.
  func call(
    _ name: String, _ known: any Callable, _ values: [Syntax], _ named: [Syntax.Option],
    at position: Position
  ) throws -> Call {
    var values = values
    var options: [Syntax.Option] = []
    var parameters: [String: Syntax] = [:]
    for option in named {
      if known.calling == .separate, known.parameters.contains(option.name) {
        parameters[option.name] = option.value
      } else {
        options.append(option)
      }
    }
    var arguments: [(parameter: String, value: Syntax)] = []
    switch known.calling {
    case .separate:
      for parameter in known.parameters {
        if let value = parameters[parameter] {
          arguments.append((parameter, value))
        } else if !values.isEmpty {
          arguments.append((parameter, values.removeFirst()))
        }
      }
      let needed = known.parameters.dropLast(known.optionalParameters)
      guard needed.allSatisfy({ name in arguments.contains { $0.parameter == name } }) else {
        throw wrongCount(name, known, arguments.count, at: position)
      }
    case .list:
      guard case .list(let elements, _)? = values.first, !elements.isEmpty else {
        throw ModelError(
          position: position, message: "\(name) takes a list of quantities",
          suggestion: "as in '\(name)([a, b])'")
      }
      values.removeFirst()
      arguments = elements.map { ("", $0) }
    case .trailing:
      let count = min(known.options.count, values.count)
      arguments = values.dropFirst(count).map { ("", $0) }
      values = Array(values.prefix(count))
    }
    let unnamed = try unnamedOptions(
      values, besides: options, name, known, given: arguments.count, at: position)
    options = unnamed + options
    return Call(
      arguments: arguments, options: options, unnamed: unnamed.count,
      settings: try settings(name, known, options, at: position))
  }

  /// Options that stand without a name.
  private func unnamedOptions(
    _ values: [Syntax], besides options: [Syntax.Option], _ name: String, _ known: any Callable,
    given: Int, at position: Position
  ) throws -> [Syntax.Option] {
    if values.isEmpty { return [] }
    var free = known.options.filter { option in !options.contains { $0.name == option.name } }
    if values.count > 1, let last = free.first, free.count == 1, last.kind == .shape {
      return [
        Syntax.Option(
          name: last.name, value: .list(values, values[0].position), position: values[0].position)
      ]
    }
    return try values.map { value in
      guard !free.isEmpty else {
        throw wrongCount(name, known, given + values.count, at: position)
      }
      return Syntax.Option(
        name: free.removeFirst().name, value: value, position: value.position)
    }
  }

  private func settings(
    _ name: String, _ known: any Callable, _ options: [Syntax.Option], at position: Position
  ) throws -> Options {
    var values: [String: OptionValue] = [:]
    for option in options {
      guard let value = try optionValue(of: option.value) else {
        throw ModelError(
          position: option.value.position,
          message: "the option '\(option.name)' is found out from numbers alone, not from "
            + "'\(option.value.text)'")
      }
      values[option.name] = value
    }
    do throws(OptionError) {
      return try Options(values, of: name, declared: known.options)
    } catch {
      let place = options.first { error.message.contains("'\($0.name)'") } ?? options.first
      throw ModelError(position: place?.position ?? position, message: error.message)
    }
  }

  private func wrongCount(
    _ name: String, _ known: any Callable, _ count: Int, at position: Position
  ) -> ModelError {
    let names = known.parameters + known.options.map(\.name)
    let least = known.parameters.count - known.optionalParameters
    let range = known.optionalParameters == 0 ? "" : "\(least) to "
    return ModelError(
      position: position,
      message: "\(name)(\(names.joined(separator: ", "))) takes "
        + "\(range)\(counted(known.parameters.count, "argument")), not \(count)")
  }

  // MARK: Compositions

  /// The steps of a composition, as if the author had written them.
  mutating func call(
    _ composition: any Composition, _ name: String, _ values: [Syntax], _ named: [Syntax.Option],
    at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let call = try self.call(name, composition, values, named, at: position)
    var scope: [String: (node: Int, syntax: Syntax)] = [:]
    for (parameter, value) in call.arguments { scope[parameter] = try build(value) }
    let lines: [String]
    do throws(ShapeMismatch) {
      lines = try composition.lines(
        CompositionCall(
          shapes: scope.mapValues { builder.model.nodes[$0.node].shape }, options: call.settings,
          texts: Dictionary(call.options.map { ($0.name, $0.value.text) }) { first, _ in first }))
    } catch {
      throw ModelError(
        position: position, message: error.message, suggestion: error.suggestion)
    }
    let outer = parameters
    parameters = scope
    composing.insert(composition.name)
    defer {
      parameters = outer
      composing.remove(composition.name)
    }
    do {
      for line in lines.dropLast() {
        for step in try Parser.statements(of: line) {
          var (node, syntax) = try build(step.right, isOutermost: true)
          if builder.model.nodes[node].name == nil, constant(node) == nil {
            let name = builder.nameInner(node, letter: step.name, syntax.moved(to: position))
            syntax = .name(name, position)
          }
          parameters[step.name] = (node, syntax)
        }
      }
      let result = try Parser.expression(of: lines.last ?? "")
      let (node, syntax) = try build(result, isOutermost: true)
      return (node, syntax.moved(to: position))
    } catch let error as ModelError {
      // Its place is one in the lines, which the author does not see.
      throw ModelError(
        position: position, message: "\(name): \(error.message)", suggestion: error.suggestion)
    }
  }

  // MARK: Numbers and words

  /// What an option is set to; `nil` where it depends on more than numbers.
  func optionValue(of syntax: Syntax) throws -> OptionValue? {
    switch syntax {
    case .number(let text, _): return Rational(literal: text).map { .number($0) }
    case .text(let text, _): return .text(text)
    case .list(let elements, _):
      let values = try elements.compactMap { try optionValue(of: $0) }
      return values.count == elements.count ? .list(values) : nil
    case .name(let name, _): return optionValue(named: name)
    case .negation(let inner, _):
      switch try optionValue(of: inner) {
      case .number(let value)?: return .number(Rational(-value.numerator, value.denominator))
      case .infinity(let isNegative)?: return .infinity(isNegative: !isNegative)
      default: return nil
      }
    case .binary(let sign, let left, let right, _):
      guard case .number(let a)? = try optionValue(of: left),
        case .number(let b)? = try optionValue(of: right)
      else { return nil }
      return Self.fold(sign, a, b).map { .number($0) }
    case .call(let name, let arguments, _, let position):
      guard Self.sizes.contains(name), arguments.count == 1,
        let shape = try knownShape(arguments[0])
      else { return nil }
      return try Self.size(name, shape, at: position).map { .number(Rational($0)) }
    case .entry(.call("shape", let arguments, _, _), let places, let position):
      guard arguments.count == 1, places.count == 1, let shape = try knownShape(arguments[0]),
        let place = try optionValue(of: places[0])?.integer
      else { return nil }
      let axis = place < 0 ? place + shape.rank : place
      guard (0..<shape.rank).contains(axis) else {
        throw ModelError(position: position, message: "shape \(shape) has no axis \(place)")
      }
      return .number(Rational(shape[axis]))
    case .entry, .slice, .ellipsis, .transpose: return nil
    }
  }

  private func optionValue(named name: String) -> OptionValue? {
    if let parameter = parameters[name] { return constant(parameter.node).map { .number($0) } }
    if builder.knows(name) { return nil }
    switch name {
    case "True": return .flag(true)
    case "False": return .flag(false)
    case "None": return OptionValue.none
    case "inf": return .infinity(isNegative: false)
    default: return nil
    }
  }

  private func knownShape(_ syntax: Syntax) throws -> Shape? {
    guard case .name(let name, let position) = syntax else { return nil }
    let node = try parameters[name]?.node ?? builder.node(named: name, at: position)
    return builder.model.nodes[node].shape
  }

  static let sizes: Set<String> = ["len", "size", "ndim"]

  /// `len(x)`, `x.size`, `x.ndim`: what the shape says; `nil` for any other function.
  static func size(_ name: String, _ shape: Shape, at position: Position) throws -> Int? {
    switch name {
    case "size": return shape.count
    case "ndim": return shape.rank
    case "len":
      guard let length = shape.dimensions.first else {
        throw ModelError(position: position, message: "a single number has no len")
      }
      return length
    default: return nil
    }
  }
}
