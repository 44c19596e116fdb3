import Foundation
import Testing

/// A number that a derivation quotes leads to its lemma, in every format of every page.
@Suite struct LemmaTests {
  @Test func everyNumberQuotedIsThere() throws {
    let site = try PublishedSite.shared.get()
    var quoted = 0
    for example in site.examples {
      let derivations = try Self.derivations(site.output.appending(path: "\(example).json"))
      let known = Set(derivations.filter { $0.kind == "lemma" }.compactMap(\.lemma))
      let numbers = Set(derivations.flatMap(\.steps).flatMap(\.lemmas))
      #expect(numbers == known, "\(example)")
      quoted += numbers.count
      let formats = try ["html", "md", "txt", "tex"].map { format in
        try String(contentsOf: site.output.appending(path: "\(example).\(format)"), encoding: .utf8)
      }
      for number in numbers {
        #expect(formats[0].contains("id=\"lemma-\(number)\""), "\(example).html, \(number)")
        #expect(formats[1].contains("id=\"lemma-\(number)\""), "\(example).md, \(number)")
        #expect(formats[2].contains("\n  \(number)  ∂/∂"), "\(example).txt, \(number)")
        #expect(
          formats[3].contains("Lemma \(number)") || formats[3].contains("lemma \(number):"),
          "\(example).tex, \(number)")
      }
      // And no link leads nowhere.
      for link in formats[0].matches(of: /href="#(lemma-[0-9]+)"/) {
        #expect(formats[0].contains("id=\"\(link.1)\""), "\(example).html, \(link.1)")
      }
    }
    #expect(quoted > 10)
  }

  /// The first example: cross-entropy, softmax, the product with the weights.
  @Test func theFirstExample() throws {
    let site = try PublishedSite.shared.get()
    let text = try site.gradus(["work", "softmax-cross-entropy"])
    for line in [
      "pullback of L = cross_entropy(y, S) (lemma 2)", "pullback of S = softmax(z) (lemma 4)",
      "pullback of z = x @ W (lemma 6)", "  2  ∂/∂S_a (d u) = -d y_a / S_a",
      "  4  ∂/∂z_a (Σ_t d_t S_t) = S_a (d_a - Σ_t d_t S_t)", "pullback of @ by b",
    ] {
      #expect(text.contains(line), "\(line)")
    }
  }

  private struct Report: Decodable { let derivations: [Derivation] }
  private struct Derivation: Decodable {
    let kind: String
    let lemma: Int?
    let steps: [Step]
  }
  private struct Step: Decodable { let lemmas: [Int] }

  private static func derivations(_ file: URL) throws -> [Derivation] {
    try JSONDecoder().decode(Report.self, from: Data(contentsOf: file)).derivations
  }
}
