import Foundation

/// Tells whether two files are the same: 128 bits from two runs of FNV-1a over words.
///
/// It guards against accidents, not against somebody who wants two files to look alike.
enum Digest {
  static func of(_ bytes: some ContiguousBytes) -> String {
    bytes.withUnsafeBytes { buffer in
      var (a, b): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15)
      let prime: UInt64 = 0x100_0000_01B3
      var offset = 0
      while offset + 8 <= buffer.count {
        let word = UInt64(
          littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        a = (a ^ word) &* prime
        b = (b ^ (word << 32 | word >> 32)) &* prime
        a ^= a >> 29
        b ^= b >> 31
        offset += 8
      }
      while offset < buffer.count {
        a = (a ^ UInt64(buffer[offset])) &* prime
        b = (b ^ UInt64(buffer[offset])) &* prime
        offset += 1
      }
      a = (a ^ UInt64(buffer.count)) &* prime
      b = (b ^ a) &* prime
      return hex(a ^ a >> 32) + hex(b ^ b >> 32)
    }
  }

  static func of(_ text: String) -> String { of(Array(text.utf8)) }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
