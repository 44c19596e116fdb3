import Problems
import Reports
import Templates

/// A filled template with what its places turned out to be.
struct PlacedText {
  let skeleton: Skeleton
  let filled: Filled

  func write(to output: inout [UInt8], _ value: (Skeleton.Place, Value, inout [UInt8]) -> Void) {
    skeleton.write(to: &output) { place, output in
      value(place, filled.places[place.number].value, &output)
    }
  }
}

/// A LaTeX document: an author's own, or the shell around the prose that all formats share.
struct LaTeXDocument {
  let outer: PlacedText
  /// The prose as LaTeX; `nil` in an author's own document.
  var body: PlacedText?
  private let writer = LaTeXWriter()

  init(outer: PlacedText, body: PlacedText? = nil) {
    self.outer = outer
    self.body = body
  }

  var bytes: [UInt8] {
    var output: [UInt8] = []
    outer.write(to: &output) { place, value, output in append(value, place, to: &output) }
    return output
  }

  private func append(_ value: Value, _ place: Skeleton.Place, to output: inout [UInt8]) {
    guard case .page(.body) = value else {
      return writer.append(value, place.context, to: &output)
    }
    body?.write(to: &output) { place, value, output in
      writer.append(value, place.context, to: &output)
    }
  }

  // MARK: Where a line comes from

  /// A problem with a line of the document, counted from 1, where that line comes from: in a
  /// template, or the tag of the value in it. `nil` where that cannot be told.
  func problem(atLine line: Int, message: String, suggestion: String?) -> Problem? {
    // Where the line begins; what was written when that is passed is where it comes from.
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    let start = lines[line - 1].startIndex
    var output: [UInt8] = []
    var (copied, tokens) = (0, 0)
    for place in outer.skeleton.places {
      let text = outer.skeleton.bytes[copied..<place.offset]
      if start < output.count + text.count {
        return outer.filled.problem(
          at: copied + tokens + start - output.count, message: message, suggestion: suggestion)
      }
      output += text
      copied = place.offset
      tokens += Token.text(.place, place.number).utf8.count
      append(outer.filled.places[place.number].value, place, to: &output)
      if start < output.count {
        if case .page(.body) = outer.filled.places[place.number].value {
          return proseProblem(lines[line - 1], message, suggestion)
        }
        return outer.filled.problem(
          with: outer.filled.places[place.number], message: message, suggestion: suggestion)
      }
    }
    return outer.filled.problem(
      at: min(outer.filled.text.count, copied + tokens + start - output.count), message: message,
      suggestion: suggestion)
  }

  /// cmark-gfm has written the line: the prose is searched for the longest piece of it.
  private func proseProblem(
    _ line: ArraySlice<UInt8>, _ message: String, _ suggestion: String?
  ) -> Problem? {
    guard let body else { return nil }
    let text = body.filled.text
    for length in stride(from: min(40, line.count), through: 6, by: -1) {
      for start in line.startIndex...(line.endIndex - length) {
        let piece = line[start..<(start + length)]
        guard piece.contains(UInt8(ascii: "\\")), let found = text.firstRange(of: piece) else {
          continue
        }
        return body.filled.problem(
          at: found.lowerBound, message: message, suggestion: suggestion)
      }
    }
    return nil
  }
}
