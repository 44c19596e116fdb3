import IndexNotation

/// What an option is set to, as in `axis=0`, `keepdims=True`, `ord=inf`.
public indirect enum OptionValue: Hashable, Sendable {
  case number(Rational)
  case infinity(isNegative: Bool)
  case flag(Bool)
  case text(String)
  case list([OptionValue])
  /// `None`
  case none
}

/// An option that a function has, and what it may be set to.
public struct OptionDeclaration: Hashable, Sendable {
  /// What it may be set to.
  public enum Kind: Hashable, Sendable {
    case integer
    case number
    case flag
    /// One axis or several, counted from 0, from the end where negative; `None` for all.
    case axes
    /// A length, or a list of them.
    case shape
    /// A length or step for every axis that a window moves along: one for all, or a list.
    case steps
    case choice([String])
    case text
    /// Numbers of places before and after, for all axes or for each: `1`, `[1, 2]`, `[[0, 1], [2, 2]]`.
    case widths
    /// The order of a norm: a number, `inf` or "fro".
    case order
  }
  /// What stands before the equals sign.
  public let name: String
  /// What it may be set to.
  public let kind: Kind

  /// An option by its name.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// What may be written, for a message.
  private var expectation: String {
    switch kind {
    case .integer: "an integer"
    case .number: "a number"
    case .flag: "True or False"
    case .axes: "an axis or a list of them, counted from 0"
    case .shape: "a length or a list of them"
    case .steps: "a positive integer or a list of them"
    case .choice(let names): names.map { "\"\($0)\"" }.joined(separator: " or ")
    case .text: "a text"
    case .widths: "a number of places, or a list of two for each axis"
    case .order: "a number, inf or \"fro\""
    }
  }

  private func accepts(_ value: OptionValue) -> Bool {
    func isList(_ value: OptionValue, of accepts: (Int) -> Bool) -> Bool {
      if case .list(let elements) = value {
        return !elements.isEmpty && elements.allSatisfy { $0.integer.map(accepts) ?? false }
      }
      return value.integer.map(accepts) ?? false
    }
    switch kind {
    case .integer: return value.integer != nil
    case .number: if case .number = value { return true } else { return false }
    case .flag: if case .flag = value { return true } else { return false }
    case .axes: return value == .none || isList(value) { _ in true }
    case .shape: return value == .list([]) || isList(value) { $0 >= -1 }
    case .steps: return isList(value) { $0 >= 0 }
    case .choice(let names):
      if case .text(let text) = value { return names.contains(text) } else { return false }
    case .text: if case .text = value { return true } else { return false }
    case .widths: return value.widths != nil
    case .order:
      switch value {
      case .number, .infinity, .text("fro"): return true
      default: return false
      }
    }
  }

  /// - Throws: `OptionError` for a value that it may not be set to.
  func check(_ value: OptionValue) throws(OptionError) {
    guard accepts(value) else { throw OptionError("the option '\(name)' is \(expectation)") }
  }
}

extension OptionValue {
  /// The integer it is, if it is one.
  public var integer: Int? {
    if case .number(let value) = self, value.isInteger { value.numerator } else { nil }
  }

  /// The numbers of places that it stands for, before and after; one pair for all axes.
  fileprivate var widths: [[Int]]? {
    func pair(_ value: OptionValue) -> [Int]? {
      guard let numbers = value.integers, numbers.allSatisfy({ (0...1_000_000).contains($0) })
      else {
        return nil
      }
      return numbers.count == 1 ? [numbers[0], numbers[0]] : numbers.count == 2 ? numbers : nil
    }
    guard case .list(let elements) = self, elements.contains(where: { $0.integer == nil }) else {
      return pair(self).map { [$0] }
    }
    let pairs = elements.compactMap(pair)
    return pairs.count == elements.count ? pairs : nil
  }

  /// The integers it lists; one for a single integer.
  var integers: [Int]? {
    if case .list(let elements) = self {
      let integers = elements.compactMap(\.integer)
      return integers.count == elements.count ? integers : nil
    }
    return integer.map { [$0] }
  }
}

/// The options that a call sets, each of the kind that its function declares.
public struct Options: Hashable, Sendable {
  private let values: [String: OptionValue]

  /// No options.
  public static let none = Options()
  private init() { values = [:] }

  /// - Throws: `OptionError` for an option that the function does not have, or a value that it may
  ///   not be set to.
  public init(
    _ values: [String: OptionValue], of function: String, declared: [OptionDeclaration]
  ) throws(OptionError) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let declaration = declared.first(where: { $0.name == name }) else {
        let known = declared.map { "'\($0.name)'" }.joined(separator: " and ")
        throw OptionError(
          "\(function) has no option '\(name)'" + (known.isEmpty ? "" : "; it has \(known)"))
      }
      try declaration.check(value)
    }
    self.values = values
  }

  /// Whether it is set.
  func isSet(_ name: String) -> Bool { values[name] != nil }
  /// What it is set to, in whole.
  func value(_ name: String) -> OptionValue? { values[name] }
  /// An integer.
  func integer(_ name: String) -> Int? { values[name]?.integer }
  /// A number.
  func number(_ name: String) -> Rational? {
    if case .number(let value) = values[name] { value } else { nil }
  }
  /// `False`, where it is not set.
  func flag(_ name: String) -> Bool { values[name] == .flag(true) }
  /// A text.
  func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }
  /// Numbers of places before and after, for each axis, or one pair for all.
  func widths(_ name: String) -> [[Int]]? { values[name]?.widths }
  /// Integers; `nil` for `None`.
  func integers(_ name: String) -> [Int]? { values[name]?.integers }
}
