/// A small generator of random numbers that gives the same ones on every machine (SplitMix64).
///
/// Source: https://prng.di.unimi.it/splitmix64.c
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that begins anew: the same seed gives the same numbers.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in [0, 1).
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A place counted from 0.
  /// - Precondition: `count` is at least 1.
  public mutating func place(below count: Int) -> Int { Int(next() % UInt64(count)) }

  /// Nearly normal with mean 0 and variance 1: the sum of 12 uniform numbers, less 6. It uses no
  /// library function that could differ between machines.
  public mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { total, _ in total + unit() }
  }
}
