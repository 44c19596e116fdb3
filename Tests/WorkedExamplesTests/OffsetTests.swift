import Formulas
import Tensors
import Testing

@testable import WorkedExamples

/// Offsets, fixed places and calls on whole tensors in index notation, against numbers that NumPy
/// gives. Every line of every derivation holds, and differences agree (`work` and its checks).
@Suite struct OffsetTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var given = "x: [1, 2, 3, 5, 7, 11]\nw: [1, 0.5, -2]"
    var model: String
    /// What the quantity on the first line is.
    var value: [Double]
    var gradients: [String: [Double]]
    var testDescription: String { name }
  }

  static let image = "X: [[-1, -0.9, -0.6, -0.1], [0.6, 1.5, 2.6, 3.9], [5.4, 7.1, 9, 11.1]]\n"

  static let samples = [
    // np.correlate(x, w, 'valid'), np.convolve(2 * y, w), np.correlate(x, 2 * y, 'valid')
    Sample(
      name: "correlation", model: "y[i] = sum(k, x[i+k] * w[k])\nL = sum(y * y)",
      value: [-4, -6.5, -8.5, -13.5],
      gradients: ["x": [-8, -17, -7.5, -9.5, 20.5, 54], "w": [-220, -329, -505]]),
    Sample(
      name: "a function of the author's",
      model: "y[i](x, k) = sum(j, x[i+j]*k[j])\nh = y(x, w)\nL = sum(h**2)",
      value: [-4, -6.5, -8.5, -13.5],
      gradients: ["x": [-8, -17, -7.5, -9.5, 20.5, 54], "w": [-220, -329, -505]]),
    // np.convolve(x, w, 'valid'), np.correlate(2 * y, w, 'full')
    Sample(
      name: "convolution", model: "y[i] = sum(k, x[i - k + 2] * w[k])\nL = sum(y * y)",
      value: [2, 2.5, 3.5, 4.5],
      gradients: ["x": [-8, -8, -7.5, -9.5, 11.5, 9], "w": [185, 121, 80]]),
    // The same by a matrix with w[k] where j is i + 2 - k.
    Sample(
      name: "Toeplitz",
      model: "y[i] = sum(j, k, w[k] * delta(j + k, i + 2) * x[j]) + 0 * x[i+2]\nL = sum(y * y)",
      value: [2, 2.5, 3.5, 4.5],
      gradients: ["x": [-8, -8, -7.5, -9.5, 11.5, 9], "w": [185, 121, 80]]),
    // np.diff(x), -np.diff([0, *2 * d, 0])
    Sample(
      name: "differences", model: "d[i] = x[i+1] - x[i]\nL = sum(d**2)",
      value: [1, 1, 2, 2, 4], gradients: ["x": [-2, 0, -2, 0, -4, 8]]),
    // np.diff(x, 2), np.convolve(2 * d, [1, -2, 1])
    Sample(
      name: "second differences", model: "d[i] = x[i+2] - 2*x[i+1] + x[i]\nL = sum(d**2)",
      value: [0, 1, 0, 2], gradients: ["x": [0, 2, -4, 6, -8, 4]]),
    // x * x[::-1], 2 * x[::-1]
    Sample(
      name: "from the end", model: "r[i] = x[i] * x[5-i]\nL = sum(r)",
      value: [11, 14, 15, 15, 14, 11], gradients: ["x": [22, 14, 10, 6, 4, 2]]),
    // x.reshape(3, 2) @ v, np.outer(2 * y, v)
    Sample(
      name: "stride", given: "x: [1, 2, 3, 5, 7, 11]\nv: [1, 0.5]",
      model: "y[i] = sum(k, x[2*i+k] * v[k])\nL = sum(y**2)",
      value: [2, 5.5, 12.5], gradients: ["x": [4, 2, 11, 5.5, 25, 12.5], "v": [212, 338]]),
    // V = sliding_window_view(X, (2, 2)); np.einsum('ijab,ab->ij', V, K)
    Sample(
      name: "two axes", given: image + "K: [[1, -1], [0.5, 2]]",
      model: "Y[i,j] = sum(a, b, X[i+a, j+b] * K[a, b])\nL = sum(Y**2)",
      value: [3.2, 5.65, 8.6, 16, 20.45, 25.4],
      gradients: [
        "K": [185.74, 338.2, 985.9, 1265.24],
        "X": [6.4, 4.9, 5.9, -17.2, 35.2, 27.35, 41.1, -16.4, 16, 84.45, 107.2, 101.6],
      ]),
    Sample(
      name: "fixed places", given: "X: [[1, 2], [3, 4]]",
      model: "y[i] = X[i, 0] * X[i, 1] + X[-1, i]\nL = sum(y)",
      value: [5, 16], gradients: ["X": [2, 1, 5, 4]]),
    Sample(
      name: "axes of one place", given: "x: [2]\nw: [3]",
      model: "y[i] = sum(k, x[i+k] * w[k])\nL = sum(y**2)",
      value: [6], gradients: ["x": [36], "w": [24]]),
    // X[:-1, :, 0] * X[1:, :, 1] of X = np.arange(1, 9).reshape(2, 2, 2)
    Sample(
      name: "three axes", given: "X: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]",
      model: "y[n, i] = X[n, i, 0] * X[n+1, i, -1]\nL = sum(y)",
      value: [6, 24], gradients: ["X": [6, 0, 8, 0, 0, 1, 0, 3]]),
  ]

  @Test(arguments: samples) func isWhatNumPySays(_ sample: Sample) throws {
    let names = sample.gradients.keys.sorted()
    let worked = try ModelLanguageTests.work(
      sample.given, sample.model, of: "[\(names.joined(separator: ", "))]")
    let first = try #require(worked.quantities.first { $0.entryDefinition != nil })
    #expect(first.value.values.count == sample.value.count)
    #expect(zip(first.value.values, sample.value).allSatisfy { abs($0 - $1) < 1e-9 })
    for gradient in worked.gradients {
      let expected = try #require(sample.gradients[gradient.withRespectTo])
      #expect(gradient.shortcut.values.count == expected.count)
      #expect(
        zip(gradient.shortcut.values, expected).allSatisfy { abs($0 - $1) < 1e-9 },
        "\(gradient.withRespectTo): \(gradient.shortcut)")
      #expect(gradient.closedForm != nil)
    }
    #expect(worked.checks.filter { !$0.passed }.isEmpty)
  }

  /// Axes too long for all entries: lines are checked on short ones where every place stays within,
  /// else on the model's own.
  @Test(arguments: [
    "y[i] = sum(k, x[i+k] * w[k])\nL = sum(tanh(y))", "y[i] = x[i+20] * x[29-i]\nL = sum(y)",
    "y[i] = x[2*i+1] - x[-1] * w[0]\nL = sum(y**2)",
  ])
  func longAxes(model: String) throws {
    let worked = try ModelLanguageTests.work(
      "x: { random: [40], seed: 2 }\nw: { random: [6], seed: 3 }", model, of: "x")
    #expect(worked.checks.filter { !$0.passed }.isEmpty)
    #expect(!worked.derivations.isEmpty)
  }

  /// Calls within index notation, and the same written without.
  @Test(arguments: [
    ("L = sum(i, softmax(x)[i] * x[i])", "L = sum(softmax(x) * x)"),
    ("f[i](v) = v[i]**2\nL = sum(i, f(x)[i])", "L = sum(x**2)"),
    ("s(a, b) = a*b + 1\nL = sum(i, s(x[i], y[i]))", "L = sum(x*y + 1)"),
    ("p[i] = x[i] / sum(x)\nL = sum(p**2)", "L = sum((x / sum(x))**2)"),
    ("dot(a, b) = sum(k, a[k] * b[k])\nL = sum(i, dot(x, y) * x[i])", "L = sum(x * y) * sum(x)"),
    // An entry and a whole tensor, with an index of the same name outside.
    ("m(a, v) = sum(k, a * v[k])\nL = sum(k, m(x[k], y)**2)", "L = sum(x**2) * sum(y)**2"),
    // A function that calls one above it, and the catalogue, on its own parameters.
    (
      "d[i](v) = v[i+1] - v[i]\ng[i](v, u) = softmax(d(v))[i] * u[i+1]\nL = sum(g(x, y)**2)",
      "L = (softmax(D @ x)[0] * y[1])**2 + (softmax(D @ x)[1] * y[2])**2"
    ),
    ("t(a, v) = a * sum(k, exp(v)[k])\nL = sum(i, t(x[i], y))", "L = sum(x) * sum(exp(y))"),
    ("s[i] = sum(X, axis=1)[i] * x[i]\nL = sum(s)", "L = sum(X @ x * 0) + sum(sum(X, axis=1) * x)"),
    ("L = sum(u, exp(x)[u] * y[u])", "L = sum(exp(x) * y)"),
  ])
  func callsAgree(index: String, array: String) throws {
    let given =
      "x: [0.3, -1.2, 2]\ny: [0.5, 1.5, -1]\nX: { random: [3, 3], seed: 4 }\n"
      + "D: [[-1, 1, 0], [0, -1, 1]]"
    let (a, b) = (
      try ModelLanguageTests.work(given, index), try ModelLanguageTests.work(given, array)
    )
    let difference = a.gradients[0].shortcut.largestDifference(from: b.gradients[0].shortcut)
    #expect(difference < 1e-12)
    #expect(a.checks.filter { !$0.passed }.isEmpty)
  }
}
