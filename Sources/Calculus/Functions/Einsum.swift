import IndexNotation
import MatrixNotation
import Tensors

/// Sums of products over letters: `einsum("ij,jk->ik", A, B)`.
struct Einsum: ExplicitFunction {
  let name = "einsum"
  let options = [OptionDeclaration("subscripts", .text)]
  let calling = CallingConvention.trailing
  let summary =
    "Sums of products over indices that the result lacks: einsum(\"ij,jk->ik\", A, B)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.einsum.html"
  private let inputs: [[Character]]
  private let output: [Character]

  init(_ inputs: [String] = ["ij", "jk"], _ output: String = "ik") {
    self.inputs = inputs.map(Array.init)
    self.output = Array(output)
  }

  var parameters: [String] { inputs.indices.map { "a\($0 + 1)" } }

  func configured(with options: Options) throws(OptionError) -> any Function {
    guard let text = options.text("subscripts") else {
      throw OptionError("einsum begins with its subscripts: einsum(\"ij,j->i\", A, x)")
    }
    let parts = text.filter { $0 != " " }.split(separator: ">", omittingEmptySubsequences: false)
    let isExplicit = parts.count == 2 && parts[0].hasSuffix("-")
    guard parts.count == 1 || isExplicit else {
      throw OptionError("the option 'subscripts' is as in \"ij,j->i\"")
    }
    let left = isExplicit ? parts[0].dropLast() : parts[0]
    let inputs = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let letters = inputs.joined()
    guard (letters + (isExplicit ? parts[1] : "")).allSatisfy({ $0.isLetter && $0.isASCII }) else {
      throw OptionError("the option 'subscripts' has letters, commas and '->', not '\(text)'")
    }
    // Without an arrow: the letters that stand once, in order.
    let once = Set(letters).filter { letter in letters.filter { $0 == letter }.count == 1 }.sorted()
    let output = isExplicit ? String(parts[1]) : String(once)
    guard Set(output).count == output.count, output.allSatisfy(letters.contains) else {
      throw OptionError(
        "the option 'subscripts' has a result '\(output)' of letters that stand "
          + "before it, each once")
    }
    return Einsum(inputs, output)
  }

  /// The length that each letter runs over.
  private func lengths(_ arguments: [Shape]) throws(ShapeMismatch) -> [Character: Int] {
    guard arguments.count == inputs.count else {
      throw ShapeMismatch(
        "einsum has subscripts for \(inputs.count) tensors, and \(arguments.count) follow")
    }
    var lengths: [Character: Int] = [:]
    for (letters, shape) in zip(inputs, arguments) {
      guard letters.count == shape.rank else {
        throw ShapeMismatch(
          "einsum: '\(String(letters))' for a tensor of shape \(shape), which has \(shape.rank) axes"
        )
      }
      for (letter, length) in zip(letters, shape.dimensions) {
        if let known = lengths[letter], known != length {
          throw ShapeMismatch("einsum: '\(letter)' runs over \(known) places, and over \(length)")
        }
        lengths[letter] = length
      }
    }
    return lengths
  }

  private func knownLengths(_ arguments: [Shape]) -> [Character: Int] {
    do {
      return try lengths(arguments)
    } catch {
      preconditionFailure(error.message)
    }
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let lengths = try lengths(arguments)
    return Shape(output.map { lengths[$0] ?? 1 })
  }

  func numPy(_ arguments: [String]) -> String {
    let subscripts = inputs.map { String($0) }.joined(separator: ",") + "->" + String(output)
    return "np.einsum(\"\(subscripts)\", \(arguments.joined(separator: ", ")))"
  }

  private func summed(_ lengths: [Character: Int]) -> [Character] {
    lengths.keys.filter { !output.contains($0) }.sorted()
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let lengths = knownLengths(arguments.map(\.shape))
    let letters = output + summed(lengths)
    let whole = Shape(letters.map { lengths[$0] ?? 1 })
    let offsets = zip(inputs, arguments).map { own, tensor in
      whole.offsets(
        steps: letters.map { letter in
          zip(own, tensor.shape.strides).reduce(0) { $1.0 == letter ? $0 + $1.1 : $0 }
        })
    }
    let result = knownShape(arguments.map(\.shape))
    let inner = whole.count / result.count
    return Tensor(
      (0..<result.count).map { entry in
        (entry * inner..<(entry + 1) * inner).reduce(0) { total, place in
          total + arguments.indices.reduce(1) { $0 * arguments[$1].values[offsets[$1][place]] }
        }
      }, shape: result)
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let lengths = knownLengths(arguments)
    func index(_ letter: Character) -> Index { Index(String(letter), range: lengths[letter] ?? 1) }
    let factors = zip(parameters, inputs).map { name, letters in
      IndexExpression.element(Element(name, letters.map { .index(index($0)) }))
    }
    let body = factors.count == 1 ? factors[0] : IndexExpression.product(factors)
    return Definition(
      output.map(index), summed(lengths).reversed().reduce(body) { .sum(over: index($1), $0) })
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let elements = Dictionary(zip(parameters, arguments)) { first, _ in first }
    do {
      return try IndexReader(algebra, elements: elements) { $0.inMatrixNotation }
        .expression(definition(arguments.map(\.shape)))
    } catch {
      // It has no matrix notation: that is what was asked.
      return nil
    }
  }

  var samples: [[Tensor]] {
    [
      [
        Tensor([0.4, -1.7, 2.2, 0.6, -3.1, 1.3], shape: [2, 3]),
        Tensor([1, -0.5, 0.3, 2, 0.7, -1.1], shape: [3, 2]),
      ]
    ]
  }
}
