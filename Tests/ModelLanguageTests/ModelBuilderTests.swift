import ModelLanguage
import Tensors
import Testing

/// What a model's builder keeps of each right-hand side.
@Suite struct ModelBuilderTests {
  static func built(_ model: String) throws -> ModelBuilder {
    var builder = ModelBuilder(givens: [("x", [3]), ("W", [3, 4]), ("y", [4])])
    builder.add(try Parser.statements(of: model))
    return builder
  }

  @Test func rightSidesAreInTermsOfQuantities() throws {
    let builder = try Self.built(
      """
      f(a) = 2 * a + x[-1]
      p = f(x)
      q[j] = sum(i, x[i] * W[i, j])
      r = W[-1, 0]
      L = cross_entropy(y, softmax( x@W ))
      """)
    #expect(builder.errors == [])
    #expect(
      builder.rightSides.mapValues(\.text) == [
        "p": "f(x)", "r": "W[2, 0]", "S": "softmax(x @ W)", "L": "cross_entropy(y, S)",
      ])
    #expect(builder.texts["L"] == "cross_entropy(y, softmax( x@W ))")
    #expect(builder.texts["q"] == "sum(i, x[i] * W[i, j])")
    #expect(builder.definitions["S"] == Position(line: 5, column: 22))
    #expect(builder.definitions["r"]?.line == 4)
    #expect(builder.definitions["x"] == nil)
  }

  @Test func namesOfInnerCallsAreFree() throws {
    let builder = try Self.built("S = x @ W\nL = sum(softmax(S) * softmax(y))")
    #expect(builder.rightSides["L"]?.text == "sum(S2 * S3)")
    #expect(builder.rightSides["S3"]?.text == "softmax(y)")
  }
}

@Suite struct CommentTests {
  /// The comment on a statement's last line is the quantity's.
  @Test(arguments: [
    ("z = 2 * x  # logits", ["z": "logits"]), ("z = 2 * x  ##  a # b  ", ["z": "a # b"]),
    ("# above\nz = 2 * x\n# below", [:]), ("z = 2 * x #", [:]),
    ("z = (2  # first\n  * x)  # last", ["z": "last"]), ("z = (2  # first\n  * x)", [:]),
    ("y = x + 1; z = 2 * x # both", ["z": "both"]), ("z = 2 * x; # after", ["z": "after"]),
    ("f(u) = 2 * u # a function\nz = f(x) # a call", ["z": "a call"]),
    ("z[i] = 2 * x[i]  # each", ["z": "each"]),
  ]) func isKept(model: String, comments: [String: String]) throws {
    var builder = ModelBuilder(givens: [("x", [3])])
    builder.add(try Parser.statements(of: model))
    #expect(builder.errors.isEmpty)
    #expect(builder.comments == comments)
  }
}
