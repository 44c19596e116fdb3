extension ProblemTests {
  static let yaml: [Case] = [
    Case(
      "broken YAML", "title: [1, 2\nmodel: x",
      "?"),
    Case(
      "a tab", "title: a\n\tmodel: x",
      "?"),
    Case(
      "empty", "",
      "?"),
    Case(
      "no mapping", "- 1\n- 2",
      "?"),
    Case(
      "unknown key", example(rest: "digit: 3"),
      "?"),
    Case(
      "missing keys", "title: t",
      "?"),
    Case(
      "duplicate key", example(rest: "digits: 3\ndigits: 4"),
      "?"),
    Case(
      "wrong type", example(rest: "digits: many"),
      "?"),
    Case(
      "out of range", example(rest: "digits: 40"),
      "?"),
    Case(
      "wrong flag", example(rest: "derive: perhaps"),
      "?"),
    Case(
      "alias bomb", "a: &a [1,1,1,1,1,1,1,1,1,1]\n" + (0..<12).map { "\"b\($0)\": &\(Array("bcdefghijklmno")[$0]) [" + Array(repeating: "*\(Array("abcdefghijklmno")[$0])", count: 10).joined(separator: ",") + "]\n" }.joined(),
      "?"),
    Case(
      "nesting bomb", "given: " + String(repeating: "[", count: 100_000),
      "?"),
    Case(
      "dash bomb", String(repeating: "- ", count: 100_000),
      "?"),
    Case(
      "too large", "title: t\n" + String(repeating: "# comment\n", count: 10_000_000),
      "?"),
    Case(
      "language", example(rest: "language: e&n"),
      "?"),
  ]

  static let givens: [Case] = [
    Case(
      "ragged", example(given: "x: [[1, 2], [3]]"),
      "?"),
    Case(
      "empty list", example(given: "x: []"),
      "?"),
    Case(
      "mixed depth", example(given: "x: [[1, 2], 3]"),
      "?"),
    Case(
      "not a number", example(given: "x: [1, two]"),
      "?"),
    Case(
      "nan", example(given: "x: [1, .nan]"),
      "?"),
    Case(
      "inf", example(given: "x: [.inf]"),
      "?"),
    Case(
      "overflow", example(given: "x: [1e999]"),
      "?"),
    Case(
      "decimal comma", example(given: "x: ['1,5']"),
      "?"),
    Case(
      "no value", example(given: "x:"),
      "?"),
    Case(
      "class out of range", example(given: "x: [1, 2]\ny: { one_hot: 6, of: 5 }"),
      "?"),
    Case(
      "class zero", example(given: "x: [1, 2]\ny: { one_hot: [1, 0], of: 5 }"),
      "?"),
    Case(
      "no number of classes", example(given: "x: [1, 2]\ny: { one_hot: 3 }"),
      "?"),
    Case(
      "no distribution", example(given: "x: { distribution: [0.5, 0.4] }"),
      "?"),
    Case(
      "negative distribution", example(given: "x: { distribution: [1.5, -0.5] }"),
      "?"),
    Case(
      "unknown form", example(given: "x: { onehot: 3, of: 5 }"),
      "?"),
    Case(
      "unknown field", example(given: "x: { random: [2], sed: 5 }"),
      "?"),
    Case(
      "reserved name", example(given: "x: [1, 2]\nsoftmax: 3"),
      "?"),
    Case(
      "bad name", example(given: "x: [1, 2]\n2y: 3"),
      "?"),
  ]

  static let models: [Case] = [
    Case(
      "unknown function", example(model: "L = sum(sofmax(x))"),
      "?"),
    Case(
      "unknown quantity", example(given: "x: [1, 2]\nweights: [1, 2]", model: "L = x @ weigths"),
      "?"),
    Case(
      "used before it is defined", example(model: "L = sum(z)\nz = 2 * x"),
      "?"),
    Case(
      "defined twice", example(model: "z = 2 * x\nz = 3 * x\nL = sum(x)"),
      "?"),
    Case(
      "given defined again", example(model: "x = 2 * x\nL = sum(x)"),
      "?"),
    Case(
      "wrong number of arguments", example(model: "L = sum(softmax(x, x))"),
      "?"),
    Case(
      "shapes do not fit", example(given: "x: [1, 2]\nW: [1, 2, 3]", model: "L = x @ W"),
      "?"),
    Case(
      "shapes do not broadcast", example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = sum(x + b)"),
      "?"),
    Case(
      "cross entropy shapes", example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = cross_entropy(b, softmax(x))"),
      "?"),
    Case(
      "softmax of a scalar", example(model: "L = sum(softmax(sum(x)))"),
      "?"),
    Case(
      "unknown option", example(model: "L = sum(x, axes=0)"),
      "?"),
    Case(
      "axis out of range", example(model: "L = sum(sum(x, axis=2))"),
      "?"),
    Case(
      "caret", example(model: "L = sum(x ^ 2)"),
      "?"),
    Case(
      "unclosed bracket", example(model: "L = sum(x"),
      "?"),
    Case(
      "nothing on the right", example(model: "L ="),
      "?"),
    Case(
      "two expressions", example(model: "L = sum(x) x"),
      "?"),
    Case(
      "no equals sign", example(model: "L sum(x)"),
      "?"),
    Case(
      "number alone", example(model: "L = 3"),
      "?"),
    Case(
      "division by zero", example(model: "L = sum(x) * (1 / 0)"),
      "?"),
    Case(
      "too many digits", example(model: "L = sum(x) * 0.12345678901234567890"),
      "?"),
    Case(
      "deep nesting", example(model: "L = " + String(repeating: "(", count: 5_000) + "x"),
      "?"),
    Case(
      "many terms", example(model: "L = sum(x)" + String(repeating: " + sum(x)", count: 5_000)),
      "?"),
    Case(
      "many signs", example(model: "L = " + String(repeating: "-", count: 5_000) + "sum(x)"),
      "?"),
    Case(
      "place out of range", example(model: "L = x[2]"),
      "?"),
    Case(
      "function not called", example(model: "L = sum(x) + exp"),
      "?"),
    Case(
      "strange character", example(model: "L = sum(x) § 2"),
      "?"),
    Case(
      "name with a Greek letter", example(model: "θ = 2 * x\nL = sum(x)"),
      "?"),
    Case(
      "empty model", example(model: " "),
      "?"),
    Case(
      "function bomb", example(model: "f1(a) = a + a\n" + (2...14).map { "f\($0)(a) = f\($0 - 1)(f\($0 - 1)(a))\n" }.joined() + "L = sum(f14(x))"),
      "?"),
  ]

  static let requests: [Case] = [
    Case(
      "nothing to differentiate", example(differentiate: "{}"),
      "?"),
    Case(
      "loss is no scalar", example(model: "z = 2 * x\nL = sum(z)", differentiate: "{ z: x }"),
      "?"),
    Case(
      "independent", example(given: "x: [1, 2]\ny: [3]", differentiate: "{ L: y }"),
      "?"),
    Case(
      "unknown target", example(differentiate: "{ L: X }"),
      "?"),
    Case(
      "target twice", example(differentiate: "{ L: [x, x] }"),
      "?"),
    Case(
      "published shape", example(rest: "published: { x: [1, 2, 3] }"),
      "?"),
    Case(
      "published unknown", example(rest: "published: { dL/dy: [1, 2, 3] }"),
      "?"),
    Case(
      "published must be right", example(rest: "published: { x: [1.5, 2] }\npublished_must_be_right: true"),
      "?"),
    Case(
      "descend unknown key", example(rest: "descend: { rat: 1 }"),
      "?"),
    Case(
      "descend steps", example(rest: "descend: { steps: 0 }"),
      "?"),
    Case(
      "nothing to move", example(model: "z = 2 * x\nL = sum(z)", rest: "descend: { steps: 2 }", differentiate: "{ L: z }"),
      "?"),
    Case(
      "cannot be moved", example(given: "x: [1, 2]\ny: [3]", rest: "descend: { move: y }"),
      "?"),
  ]

  static let indexNotation: [Case] = [
    Case(
      "two ranges", example(given: "x: [1, 2]\ny: [1, 2, 3]", model: "L = sum(i, x[i] * y[i])"),
      "?"),
    Case(
      "free index", example(model: "L = sum(i, x[i]) + x[k]"),
      "?"),
    Case(
      "free on the right", example(model: "z[i] = x[i] + x[k]\nL = sum(z)"),
      "?"),
    Case(
      "index without range", example(model: "z[i] = 2\nL = sum(x)"),
      "?"),
    Case(
      "unknown name", example(model: "z[i] = xx[i]\nL = sum(x)"),
      "?"),
    Case(
      "reserved word", example(model: "sum[i] = x[i]\nL = sum(x)"),
      "?"),
    Case(
      "reserved function", example(model: "tanh[i](z) = z[i]\nL = sum(x)"),
      "?"),
    Case(
      "recursion", example(model: "f[i](z) = f(z)\nL = sum(x)"),
      "?"),
    Case(
      "used before definition", example(model: "f[i](z) = z[i] * g(z[i])\ng(z) = z\nL = sum(x)"),
      "?"),
    Case(
      "wrong rank", example(model: "L = sum(i, j, x[i, j])"),
      "?"),
    Case(
      "no brackets", example(model: "z[i] = x * x[i]\nL = sum(z)"),
      "?"),
    Case(
      "index as number", example(model: "z[i] = x[i] * i\nL = sum(z)"),
      "?"),
    Case(
      "matrix product", example(model: "z[i] = x[i] @ x[i]\nL = sum(z)"),
      "?"),
    Case(
      "whole tensor function", example(model: "z[i] = softmax(x[i])\nL = sum(z)"),
      "?"),
    Case(
      "bound twice", example(model: "L = sum(i, sum(i, x[i]))"),
      "?"),
    Case(
      "quantity as index", example(model: "L = sum(x, x[x])"),
      "?"),
    Case(
      "twice on the left", example(model: "z[i, i] = x[i]\nL = sum(z)"),
      "?"),
    Case(
      "parameter twice", example(model: "f(a, a) = a\nL = sum(x)"),
      "?"),
    Case(
      "outside the parameters", example(given: "x: [1, 2]\nb: [1, 2]", model: "f[i](z) = z[i] + b[i]\nL = sum(f(x))"),
      "?"),
    Case(
      "delta", example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = sum(i, j, delta(i, j) * x[i] * b[j])"),
      "?"),
    Case(
      "fixed place", example(model: "z[i] = x[i] + x[0]\nL = sum(z)"),
      "?"),
  ]

  static let values: [Case] = [
    Case(
      "log of zero", example(given: "x: [1, 0]", model: "z = log(x)\nL = sum(z)"),
      "?"),
    Case(
      "log of a negative number", example(given: "x: [1, -2]", model: "L = sum(log(x))"),
      "?"),
    Case(
      "division", example(given: "x: [1, 0]", model: "L = sum(1 / x)"),
      "?"),
    Case(
      "overflow in exp", example(given: "x: [1, 1000]", model: "L = sum(exp(x))"),
      "?"),
    Case(
      "cross entropy of 0", example(given: "x: [0, 1]\ny: { one_hot: 1, of: 2 }", model: "L = cross_entropy(y, x)"),
      "?"),
    Case(
      "descent diverges", example(model: "L = sum(x ** 4)", rest: "descend: { rate: 1000, steps: 50 }"),
      "?"),
  ]
}
