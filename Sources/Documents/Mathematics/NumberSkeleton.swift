/// A formula with its numbers taken out.
///
/// Pages of the same kind hold the same formulas with other numbers, and KaTeX sets a number the
/// same way whatever its digits are. So it typesets the formula once, with a placeholder for each
/// number, and the numbers are put into the result: the same MathML byte for byte, in a hundredth
/// of the time. A number is taken out only where no digit can mean anything but itself:
///
/// - as a whole cell of a matrix, with its sign (`& -0.25 \\`);
/// - elsewhere with a decimal point, where it cannot be the bare argument of a command.
struct NumberSkeleton: Hashable {
  /// The TeX, with a byte of its own in place of each number.
  private(set) var bytes: [UInt8] = []
  var isDisplay: Bool

  static let cell: UInt8 = 1
  static let number: UInt8 = 2

  /// Whether it stands in for a formula: that is, whether it has numbers.
  var isUseful: Bool { !bytes.isEmpty }

  /// - Parameter numbers: Is set to the numbers taken out, as ranges of the TeX's UTF-8.
  init(_ tex: UnsafeBufferPointer<UInt8>, isDisplay: Bool, numbers: inout [Range<Int>]) {
    self.isDisplay = isDisplay
    bytes.reserveCapacity(tex.count)
    var matrices: [Bool] = []
    var offset = 0
    /// The last byte that is no white space, and whether a cell starts after it.
    var previous: UInt8 = 0
    var startsCell = false
    while offset < tex.count {
      let byte = tex[offset]
      var end = offset + 1
      switch byte {
      case Self.cell, Self.number:
        bytes = []
        numbers = []
        return
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        let number = Number(tex, at: offset)
        let isCell = startsCell && number.isWhole && Self.cellEnds(tex, at: number.range.upperBound)
        let isSafe = !number.isNegative && number.hasPoint && Self.mayPrecede(previous)
        if isCell || isSafe {
          bytes.append(isCell ? Self.cell : Self.number)
          numbers.append(number.range)
          (previous, startsCell, offset) = (UInt8(ascii: "0"), false, number.range.upperBound)
          continue
        }
        end = number.isNegative ? offset + 1 : max(end, number.range.upperBound)
        startsCell = false
        previous = byte == UInt8(ascii: "-") ? byte : UInt8(ascii: "0")
      case UInt8(ascii: "\\"):
        end = Self.commandEnd(tex, at: offset)
        startsCell = false
        // What a command takes as its argument is its own business.
        previous = byte
        if end == offset + 2, tex[offset + 1] == UInt8(ascii: "\\") {
          startsCell = matrices.last == true
        } else if let (name, close) = Self.environment(tex, after: "\\begin{", at: offset) {
          let columnsEnd = Self.equals(name, "array") ? Self.columnsEnd(tex, at: close) : nil
          matrices.append(columnsEnd != nil || Self.isMatrix(name))
          startsCell = matrices.last == true
          end = columnsEnd ?? close
        } else if let (_, close) = Self.environment(tex, after: "\\end{", at: offset) {
          _ = matrices.popLast()
          end = close
        } else if Self.isOperator(tex[offset..<end]) {
          previous = UInt8(ascii: "=")
        }
      case UInt8(ascii: "&"):
        startsCell = matrices.last == true
        previous = byte
      case let space where isSpace(space): break
      default:
        startsCell = false
        previous = byte
      }
      bytes.append(contentsOf: tex[offset..<end])
      offset = end
    }
    if numbers.isEmpty { bytes = [] }
  }
}

// MARK: What stands around a number

extension NumberSkeleton {
  /// `-0.25` at some place of a formula.
  private struct Number {
    var range: Range<Int>
    var isNegative: Bool
    var hasPoint = false
    /// Neither letters nor further digits or points hang on to it.
    var isWhole: Bool

    init(_ tex: UnsafeBufferPointer<UInt8>, at start: Int) {
      func isDigit(_ offset: Int) -> Bool { offset < tex.count && (48...57).contains(tex[offset]) }
      isNegative = tex[start] == UInt8(ascii: "-")
      var end = isNegative ? start + 1 : start
      let digits = end
      while isDigit(end) { end += 1 }
      isWhole = end > digits
      if isWhole, end < tex.count, tex[end] == UInt8(ascii: "."), isDigit(end + 1) {
        hasPoint = true
        end += 1
        while isDigit(end) { end += 1 }
      }
      if end < tex.count {
        switch tex[end] {
        case UInt8(ascii: "."), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "'"), UInt8(ascii: "^"),
          UInt8(ascii: "_"), 128...:
          isWhole = false
          hasPoint = false
        default: break
        }
      }
      range = start..<end
    }
  }

  /// Whether a cell ends at `offset`: with `&`, a new row, or the matrix itself.
  private static func cellEnds(_ tex: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    var offset = offset
    while offset < tex.count, isSpace(tex[offset]) { offset += 1 }
    guard offset < tex.count else { return false }
    let rest = tex[offset...]
    return rest.first == UInt8(ascii: "&") || rest.starts(with: "\\\\".utf8)
      || rest.starts(with: "\\end{".utf8)
  }

  private static func mayPrecede(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "("),
      UInt8(ascii: ","), UInt8(ascii: "&"), UInt8(ascii: "{"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  /// The end of `\word` or `\` and one other byte.
  private static func commandEnd(_ tex: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var end = start + 1
    while end < tex.count, isLetter(tex[end]) { end += 1 }
    return end == start + 1 ? min(start + 2, tex.count) : end
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte)
  }

  /// The name between the braces that follow `command`, and where it ends.
  private static func environment(
    _ tex: UnsafeBufferPointer<UInt8>, after command: StaticString, at start: Int
  ) -> (name: Slice<UnsafeBufferPointer<UInt8>>, end: Int)? {
    let prefix = UnsafeBufferPointer(start: command.utf8Start, count: command.utf8CodeUnitCount)
    guard tex[start...].starts(with: prefix) else { return nil }
    let name = tex[(start + prefix.count)...].prefix { isLetter($0) || $0 == UInt8(ascii: "*") }
    guard name.endIndex < tex.count, tex[name.endIndex] == UInt8(ascii: "}") else { return nil }
    return (name, name.endIndex + 1)
  }

  /// The end of an array's `{rrl}`, where nothing but plain columns is asked for.
  private static func columnsEnd(_ tex: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start < tex.count, tex[start] == UInt8(ascii: "{") else { return nil }
    var end = start + 1
    while end < tex.count, "lcr".utf8.contains(tex[end]) { end += 1 }
    return end < tex.count && tex[end] == UInt8(ascii: "}") ? end + 1 : nil
  }

  private static let matrixNames: [StaticString] = [
    "bmatrix", "pmatrix", "matrix", "vmatrix", "Vmatrix", "Bmatrix",
  ]

  /// Commands that take no argument, so that a number behind one is a number.
  private static let operatorNames: [StaticString] = [
    "\\cdot", "\\times", "\\approx", "\\quad", "\\qquad", "\\le", "\\leq", "\\ge", "\\geq",
    "\\to", "\\log", "\\ln", "\\exp", "\\\\", "\\,", "\\;", "\\{",
  ]

  private static func isMatrix(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    matrixNames.contains { equals(name, $0) }
  }

  private static func isOperator(_ command: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    operatorNames.contains { equals(command, $0) }
  }

  private static func equals(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ string: StaticString
  ) -> Bool {
    bytes.elementsEqual(
      UnsafeBufferPointer(start: string.utf8Start, count: string.utf8CodeUnitCount))
  }
}

/// The MathML of a skeleton, cut where its numbers go.
struct MathMLPattern: Hashable {
  private let pieces: [[UInt8]]
  private let isCell: [Bool]

  /// Has the skeleton typeset.
  ///
  /// - Returns: `nil` where a number does not come out as one piece of its own: then the formula
  ///   has to be typeset as it is.
  init?(_ skeleton: NumberSkeleton, typeset: (String) -> String?) {
    var tex: [UInt8] = []
    var placeholders: [[UInt8]] = []
    var isCell: [Bool] = []
    for byte in skeleton.bytes {
      if byte == NumberSkeleton.cell || byte == NumberSkeleton.number {
        let digits = String(placeholders.count)
        let placeholder = Array("73195\(digits.count).\(digits)82".utf8)
        placeholders.append(placeholder)
        isCell.append(byte == NumberSkeleton.cell)
        tex.append(contentsOf: placeholder)
      } else {
        tex.append(byte)
      }
    }
    guard let typeset = typeset(String(decoding: tex, as: UTF8.self)) else { return nil }
    let mathML = Array(typeset.utf8)
    var pieces: [[UInt8]] = []
    var start = 0
    for (index, placeholder) in placeholders.enumerated() {
      let before = Array((isCell[index] ? "displaystyle=\"false\"><mn>" : ">").utf8)
      let after = Array((isCell[index] ? "</mn></mstyle></mtd>" : "<").utf8)
      guard let found = Self.find(placeholder, in: mathML, from: start),
        mathML[start..<found].reversed().starts(with: before.reversed()),
        mathML[(found + placeholder.count)...].starts(with: after)
      else { return nil }
      // A cell's number is replaced together with its tags, since a sign adds to them.
      pieces.append(Array(mathML[start..<(isCell[index] ? found - 4 : found)]))
      start = found + placeholder.count + (isCell[index] ? 5 : 0)
    }
    pieces.append(Array(mathML[start...]))
    self.pieces = pieces
    self.isCell = isCell
  }

  private static func find(_ sought: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var offset = start
    while offset + sought.count <= bytes.count {
      if bytes[offset] == sought[0], bytes[offset...].starts(with: sought) { return offset }
      offset += 1
    }
    return nil
  }

  /// Appends the MathML with the numbers put in.
  func append(
    to output: inout [UInt8], tex: UnsafeBufferPointer<UInt8>, numbers: [Range<Int>]
  ) {
    for (index, range) in numbers.enumerated() {
      output.append(contentsOf: pieces[index])
      guard isCell[index] else {
        output.append(contentsOf: tex[range])
        continue
      }
      let isNegative = tex[range.lowerBound] == UInt8(ascii: "-")
      if isNegative { output.append(contentsOf: "<mrow><mo>−</mo>".utf8) }
      output.append(contentsOf: "<mn>".utf8)
      output.append(contentsOf: tex[range.dropFirst(isNegative ? 1 : 0)])
      output.append(contentsOf: "</mn>".utf8)
      if isNegative { output.append(contentsOf: "</mrow>".utf8) }
    }
    output.append(contentsOf: pieces[numbers.count])
  }
}
