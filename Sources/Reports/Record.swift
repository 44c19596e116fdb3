import Formulas

/// Something with named parts: an example, a quantity, a step of a derivation.
///
/// A record lists its members once; templates, JSON, "did you mean" and `list names` read that list.
public protocol Record: Sendable {
  /// The members that all records of this type have, in the order of the page.
  static var members: Members<Self> { get }
  /// Members that this record has of its own: quantities by their names. They yield to `members`.
  var named: [(name: String, value: Value)] { get }
  /// The own member of this name; a record with many answers without making all of them.
  func named(_ name: String) -> Value?
  /// Calls for everything that JSON holds of it, in order.
  func forEachDatum(_ body: (String, Value) -> Void)
  /// Where the JSON of this record is kept, for one that other pages have as well.
  var memory: JSONMemory? { get }
  /// What the record is where it stands alone: a quantity is its tensor, a derivation its lines.
  var whole: Value? { get }
  /// Whether records of this type have a tensor, whose parts are theirs too: a quantity's `S.3`.
  static var hasTensor: Bool { get }
  /// `nil` where it was too large to be made.
  var tensor: TensorView? { get }
  /// Another record whose parts are this record's too.
  var base: (any Record)? { get }
  /// A part of this record: a member, an own member, or one of its tensor or its base. All records
  /// have it from here; it is asked for by way of the type, since that is fast.
  func part(_ name: String) -> Lookup
}

extension Record {
  /// No members of its own.
  public var named: [(name: String, value: Value)] { [] }
  /// Found among `named`.
  public func named(_ name: String) -> Value? { named.first { $0.name == name }?.value }
  /// Its tensor, or what its base is.
  public var whole: Value? { tensor.map { .tensor($0) } ?? base?.whole }
  /// Not kept.
  public var memory: JSONMemory? { nil }
  /// No tensor.
  public static var hasTensor: Bool { false }
  /// No tensor.
  public var tensor: TensorView? { nil }
  /// No base.
  public var base: (any Record)? { nil }

  /// All members that are not derived.
  public func forEachDatum(_ body: (String, Value) -> Void) {
    for member in Self.members.all where !member.isDerived { body(member.name, member.value(self)) }
  }
}

/// A record whose members are its own: an object of JSON that is no part of a report.
public struct Object: Record {
  /// In the order of the object.
  public let named: [(name: String, value: Value)]
  /// None that all have.
  public static let members = Members<Object>([])

  /// An object with these keys, each once.
  public init(_ named: [(name: String, value: Value)]) { self.named = named }

  /// All of them.
  public func forEachDatum(_ body: (String, Value) -> Void) {
    for (name, value) in named { body(name, value) }
  }
}

/// The members of one type of record: each its name, and how its value is made.
public struct Members<Subject: Record>: Sendable {
  /// A name, and how its value is made of a record.
  public struct Member: Sendable {
    /// One word in snake case, the same in JSON and in templates.
    public let name: String
    /// Whether it follows from other members: then JSON leaves it out.
    public let isDerived: Bool
    /// Makes the value; called each time that it is asked for.
    public let value: @Sendable (Subject) -> Value
  }

  /// Data first, then what follows from them; each name once.
  public let all: [Member]
  private let places: [String: Int]

  /// - Parameters:
  ///   - data: what JSON holds.
  ///   - derived: what follows from it, for templates.
  public init(
    _ data: [(String, @Sendable (Subject) -> Value)],
    derived: [(String, @Sendable (Subject) -> Value)] = []
  ) {
    all =
      data.map { Member(name: $0.0, isDerived: false, value: $0.1) }
      + derived.map { Member(name: $0.0, isDerived: true, value: $0.1) }
    places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
  }

  /// The value of the member of this name.
  func value(_ name: String, of subject: Subject) -> Value? {
    guard let place = places[name] else { return nil }
    return all[place].value(subject)
  }
}

/// What asking a value for one of its parts gives.
public enum Lookup: Sendable {
  case found(Value)
  /// The name is known, but there is nothing, for a reason.
  case missing(because: String)
  /// There is no such name.
  case unknown
}

extension Value {
  /// A part of this value, by its name or by its place counted from 1.
  public func part(_ name: String) -> Lookup {
    switch self {
    case .record(let record): record.part(name)
    case .tensor(let tensor): tensor.part(named: name)
    case .list(let values):
      switch Int(name) {
      case let place? where values.indices.contains(place - 1): .found(values[place - 1])
      case .some: .missing(because: "there are \(values.count) of them, counted from 1")
      case nil: .unknown
      }
    case .missing(let reason): .missing(because: reason)
    case .text, .name, .code, .listing, .count, .number, .formula, .shared, .flag, .page: .unknown
    }
  }

  /// The names of all parts, in order; the places of tensors and lists are not among them.
  public var partNames: [String] {
    switch self {
    case .record(let record): record.partNames
    case .tensor: TensorParts.names
    case .text, .name, .code, .listing, .count, .number, .formula, .shared, .flag, .list, .missing,
      .page:
      []
    }
  }
}

extension Record {
  /// A member first, then one of its own, then of its tensor, then of its base.
  public func part(_ name: String) -> Lookup {
    switch Self.members.value(name, of: self) ?? named(name) {
    case .missing(let reason)?: return .missing(because: reason)
    case let value?: return .found(value)
    case nil: break
    }
    // A tensor is made only where it knows the name.
    if Self.hasTensor, TensorParts.know(name) {
      return tensor?.part(named: name) ?? .missing(because: "it was too large to be made")
    }
    return base?.part(name) ?? .unknown
  }

  /// The names of all parts, in the order in which `part` looks; the places of a tensor are not among
  /// them.
  public var partNames: [String] {
    Self.members.all.map(\.name) + named.map(\.name)
      + (Self.hasTensor ? TensorParts.names : []) + (base?.partNames ?? [])
  }
}
