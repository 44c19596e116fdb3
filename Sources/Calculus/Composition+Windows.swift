import Tensors

/// What convolutions and pooling share.
extension CompositionCall {
  /// A convolution with its padding and its bias around that of the catalogue.
  func convolution(_ name: String, moving: Int) -> [String] {
    var lines: [String] = []
    var x = "x"
    let padding = options.integers("padding") ?? [0]
    if padding.contains(where: { $0 > 0 }) {
      let all = padding.count == moving ? padding : Array(repeating: padding[0], count: moving)
      let rank = shape("x").rank
      let widths = Array(repeating: 0, count: max(0, rank - moving)) + all
      let pairs = widths.map { "[\($0), \($0)]" }.joined(separator: ", ")
      lines.append("P = pad(x, [\(pairs)])")
      x = "P"
    }
    let stride = texts["stride"].map { ", stride=\($0)" } ?? ""
    var result = "\(name)(\(x), k\(stride))"
    if has("bias") {
      let isPlain = shape("x").rank == moving
      let axes = Array(repeating: "None", count: moving).joined(separator: ", ")
      result += isPlain ? " + bias" : " + bias[:, \(axes)]"
    }
    return lines + [result]
  }

  /// The windows of pooling: for each place in one the slice of its entries, as text, along the last
  /// axes.
  func windows(moving: Int) throws(ShapeMismatch) -> [String] {
    let shape = shape("x")
    guard shape.rank >= moving else {
      throw ShapeMismatch("pooling along \(moving) axes of shape \(shape)")
    }
    func each(_ name: String) -> [Int]? {
      options.integers(name).map {
        $0.count == moving ? $0 : Array(repeating: $0[0], count: moving)
      }
    }
    guard let sizes = each("kernel_size"), sizes.allSatisfy({ $0 > 0 }) else {
      throw ShapeMismatch("pooling takes the size of its windows", "as in 'max_pool1d(x, 2)'")
    }
    let strides = each("stride") ?? sizes
    let lengths = shape.dimensions.suffix(moving)
    guard zip(sizes, lengths).allSatisfy({ $0 <= $1 }), strides.allSatisfy({ $0 > 0 }) else {
      throw ShapeMismatch("windows of \(sizes) do not fit shape \(shape)")
    }
    guard sizes.reduce(1, *) <= 64 else {
      throw ShapeMismatch("windows of \(sizes) have more than 64 entries")
    }
    let axes = zip(zip(sizes, strides), lengths).map { pair, length in
      let ((size, stride), count) = (pair, (length - pair.0) / pair.1 + 1)
      return (0..<size).map { start in "\(start):\(start + (count - 1) * stride + 1):\(stride)" }
    }
    let before = Array(repeating: ":", count: shape.rank - moving)
    return axes.reduce([before]) { places, axis in places.flatMap { own in axis.map { own + [$0] } }
    }
    .map { "x[\($0.joined(separator: ", "))]" }
  }

  /// The same mean as a convolution, where there are no channels.
  func average(_ moving: Int, count: Int) -> String {
    let size = texts["kernel_size"] ?? "1"
    let lengths =
      (options.integers("kernel_size")?.count ?? 1) == moving
      ? size : "[\(Array(repeating: size, count: moving).joined(separator: ", "))]"
    return "conv\(moving)d(x, ones(\(lengths)) / \(count), stride=\(texts["stride"] ?? size))"
  }

  /// What `windows` understands.
  static let pooling = [
    OptionDeclaration("kernel_size", .steps), OptionDeclaration("stride", .steps),
  ]
}

/// Joins terms by a function of two, evenly: `f(f(a, b), f(c, d))`.
func balanced(_ terms: ArraySlice<String>, _ name: String) -> String {
  guard terms.count > 1 else { return terms.first ?? "" }
  let middle = terms.startIndex + (terms.count + 1) / 2
  return "\(name)(\(balanced(terms[..<middle], name)), \(balanced(terms[middle...], name)))"
}
