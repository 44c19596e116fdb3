/// A derivation that is done once and quoted wherever it serves: a local derivative (that of a tanh is
/// the same in every layer of a network), or a function's pullback.
public struct Lemma: Hashable, Sendable, Codable {
  /// Its number, from 1, in the order in which lemmas are met.
  public var number: Int
  /// The derivation, in the names of its first use.
  public var derivation: Derivation
  /// The local derivatives that it gives, its own names first; none for a pullback.
  public let uses: [Use]
  /// What a pullback is of; `nil` for a local derivative.
  public let pullback: Pullback?

  /// A function's pullback by one argument.
  public struct Pullback: Hashable, Sendable, Codable {
    /// The function's name: `softmax`, `@`.
    public let function: String
    /// What the lemma rests on.
    public let claim: Claim
    /// The argument's name, where there are several.
    public let argument: String?
    /// What the derivation calls the gradient that arrives.
    public let cotangent: String

    /// What is known of a function's result.
    public enum Claim: Hashable, Sendable, Codable {
      /// An entry of the result, which the derivation calls `of`, is this.
      case formula(IndexExpression)
      /// The result satisfies this, and no formula gives its entries.
      case equation(Identity)
    }

    /// A pullback of a function.
    public init(
      of function: String, claim: Claim, argument: String?, cotangent: String
    ) {
      self.cotangent = cotangent
      self.function = function
      self.claim = claim
      self.argument = argument
    }
  }

  /// The lemma of a pullback, not numbered yet.
  public init(_ derivation: Derivation, of pullback: Pullback) {
    self.init(number: 0, derivation: derivation, uses: [], pullback: pullback)
  }

  private init(number: Int, derivation: Derivation, uses: [Use], pullback: Pullback? = nil) {
    self.number = number
    self.derivation = derivation
    self.uses = uses
    self.pullback = pullback
  }

  /// For each lemma the number, from 0, of those that say the same with other names and of axes of
  /// other lengths, in the order in which they are met.
  public static func groups(of lemmas: [Lemma]) -> [Int] {
    var places: [Form: Int] = [:]
    return lemmas.map { lemma in
      let form = Form(derivation: lemma.derivation.canonical.form, of: lemma.pullback?.function)
      let place = places[form] ?? places.count
      places[form] = place
      return place
    }
  }

  private struct Form: Hashable {
    let derivation: Derivation
    let of: String?
  }

  /// One derivative that a lemma gives.
  public struct Use: Hashable, Sendable, Codable {
    /// The quantity that is differentiated.
    public let of: String
    /// The quantity it is differentiated with respect to.
    public let withRespectTo: String
    /// The tensors of the derivation in this use, place by place those of every other use: to read
    /// the lemma for this use, put the name at a place here for the name there in the first one.
    public let tensors: [String]
  }

  /// Groups local derivations that are the same up to the names of tensors and indices and the
  /// sizes of axes.
  static func all(in derivations: [Derivation]) -> [Lemma] {
    var places: [Derivation: Int] = [:]
    var groups: [(derivation: Derivation, uses: [Use])] = []
    for derivation in derivations where derivation.kind == .local {
      let (form, tensors) = derivation.canonical
      let use = Use(
        of: derivation.of.tensor, withRespectTo: derivation.withRespectTo.tensor, tensors: tensors)
      if let place = places[form] {
        groups[place].uses.append(use)
      } else {
        places[form] = groups.count
        groups.append((derivation, [use]))
      }
    }
    return groups.enumerated().map { place, group in
      Lemma(number: place + 1, derivation: group.derivation, uses: group.uses)
    }
  }
}
