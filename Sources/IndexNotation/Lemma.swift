/// A local derivation that is derived once and quoted wherever it serves: the derivative of a tanh
/// is the same in every layer of a network.
public struct Lemma: Hashable, Sendable, Codable {
  /// Its number, from 1, in the order in which lemmas are met.
  public let number: Int
  /// The derivation, in the names of its first use.
  public var derivation: Derivation
  /// What it serves for, its own names first.
  public let uses: [Use]

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
