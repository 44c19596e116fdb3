import Formulas
import Reports
import Templates

/// The body of a page in HTML, its headings and their identifiers, for the shell around it.
struct HTMLPage {
  private let skeleton: DocumentSkeleton
  private let filled: Filled
  private let ids: [String]
  private let writer = HTMLWriter()

  /// Identifiers that the shell uses.
  private static let reserved: Set<String> = ["content", "contents"]

  init(_ skeleton: DocumentSkeleton, _ filled: Filled) {
    self.skeleton = skeleton
    self.filled = filled
    var ids = HeadingIDs(
      reserved: Self.reserved.union(
        (0..<skeleton.numberedEquations).map { Equation.id($0 + 1) }))
    self.ids = skeleton.headings.map { heading in
      var words: [UInt8] = []
      heading.words.write(to: &words) { place, output in
        output += filled.places[place.number].value.line.utf8
      }
      return ids.id(for: String(decoding: words, as: UTF8.self))
    }
  }

  /// Appends what the shell shows at one of its places.
  func append(_ place: Skeleton.Place, _ value: Value, to output: inout [UInt8]) {
    guard case .page(let part) = value else {
      return writer.append(value, place.context, to: &output)
    }
    switch part {
    case .body: append(skeleton.html, to: &output)
    case .heading(let number): append(skeleton.headings[number].html, to: &output)
    case .anchor(let number): HTMLText.append(ids[number], to: &output)
    }
  }

  private func append(_ skeleton: Skeleton, to output: inout [UInt8]) {
    skeleton.write(to: &output) { place, output in
      if place.context == .anchor {
        HTMLText.append(ids[place.number], to: &output)
      } else {
        writer.append(filled.places[place.number].value, place.context, to: &output)
      }
    }
  }
}
