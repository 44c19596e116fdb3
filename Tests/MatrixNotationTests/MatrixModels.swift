import Calculus
import IndexNotation
import MatrixNotation
import ModelLanguage
import Tensors
import Testing

/// A model to derive the gradients of, and values near which its lines are tried.
struct MatrixCase: CustomTestStringConvertible, Sendable {
  let name: String
  let givens: [(name: String, value: Tensor, facts: [Fact])]
  let model: String
  var loss = "L"
  let targets: [String]

  var testDescription: String { name }

  /// The model as a graph.
  func graph() throws -> Model {
    var builder = ModelBuilder(givens: givens.map { ($0.name, $0.value.shape) })
    builder.add(try Parser.statements(of: model))
    if let error = builder.errors.first { throw error }
    return builder.model
  }

  var facts: [String: [Fact]] {
    Dictionary(givens.map { ($0.name, $0.facts) }) { first, _ in first }
  }

  var values: [String: Tensor] {
    Dictionary(givens.map { ($0.name, $0.value) }) { first, _ in first }
  }
}

/// Models that between them use every rule and every pullback.
enum MatrixModels {
  /// Numbers that are neither equal nor symmetric.
  static func tensor(_ dimensions: Int..., positive: Bool = false, seed: UInt64 = 1) -> Tensor {
    let shape = Shape(dimensions)
    var generator = SeededGenerator(seed: seed &* 7_919 &+ UInt64(shape.count))
    return Tensor(
      (0..<shape.count).map { _ in
        let size = 0.2 + generator.unit()
        return positive || generator.unit() < 0.6 ? size : -size
      }, shape: shape)
  }

  private static func given(
    _ name: String, _ value: Tensor, _ facts: [Fact] = []
  ) -> (name: String, value: Tensor, facts: [Fact]) { (name, value, facts) }

  /// Bᵀ B
  private static func gram(_ extent: Int, seed: UInt64) -> Tensor {
    let factor = tensor(extent, extent, seed: seed)
    return factor.transposed.matrixProduct(with: factor) ?? factor
  }

  private static func symmetric(_ extent: Int, seed: UInt64) -> Tensor {
    var value = tensor(extent, extent, seed: seed)
    for place in value.values.indices where place / extent > place % extent {
      value.values[place] = value.values[place % extent * extent + place / extent]
    }
    for place in 0..<extent { value.values[place * extent + place] += 3 }
    return value
  }

  private static let oneHot = Tensor(vector: [0, 0, 1, 0, 0])
  private static let distribution = Tensor(vector: [0.1, 0.2, 0.3, 0.25, 0.15])

  /// A matrix far from singular.
  static func regular(_ extent: Int, seed: UInt64 = 1) -> Tensor {
    var value = tensor(extent, extent, seed: seed)
    for place in 0..<extent { value.values[place * extent + place] += 3 }
    return value
  }

  static let all: [MatrixCase] = [
    MatrixCase(
      name: "matrix-functions",
      givens: [
        given("a", tensor(3)), given("b", tensor(3, seed: 2)), given("X", regular(3)),
        given("A", regular(3, seed: 3)), given("Y", tensor(4, 3)),
      ],
      model: """
        R = inv(X)
        x = solve(A, b)
        D = det(X @ A)
        L = a @ R @ b + logdet(X) * D + norm(x - a) + trace(inv(Y.T @ Y) @ A) + a @ diag(x) @ b
        """, targets: ["X", "A", "Y", "a"]),
    MatrixCase(
      name: "softmax-cross-entropy",
      givens: [
        given("x", tensor(3)), given("W", tensor(3, 5)),
        given("y", oneHot, [.lastAxisSumsToOne, .lastAxisIsOneHot]),
      ],
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", targets: ["W", "x"]),
    MatrixCase(
      name: "least-squares",
      givens: [given("X", tensor(4, 3)), given("w", tensor(3)), given("y", tensor(4))],
      model: "r = X @ w - y\nL = mean(r ** 2) / 2", targets: ["w"]),
    MatrixCase(
      name: "ridge",
      givens: [
        given("X", tensor(4, 3)), given("w", tensor(3)), given("y", tensor(4)),
        given("lambda", Tensor(scalar: 0.3)),
      ],
      model: "r = X @ w - y\nL = sum(r ** 2) / 2 + lambda * sum(w ** 2) / 2", targets: ["w"]),
    MatrixCase(
      name: "three-layers",
      givens: [
        given("x", tensor(3)), given("W1", tensor(3, 4)), given("b1", tensor(4)),
        given("W2", tensor(4, 4, seed: 2)), given("b2", tensor(4, seed: 3)),
        given("W3", tensor(4, 5)), given("y", oneHot, [.lastAxisSumsToOne, .lastAxisIsOneHot]),
      ],
      model: """
        h1 = tanh(x @ W1 + b1)
        h2 = tanh(h1 @ W2 + b2)
        S = softmax(h2 @ W3)
        L = cross_entropy(y, S)
        """, targets: ["W1", "b1", "W2", "W3"]),
    MatrixCase(
      name: "batch-normalisation",
      givens: [
        given("X", tensor(4, 3)), given("g", tensor(3)), given("b", tensor(3, seed: 2)),
        given("C", tensor(4, 3, seed: 4)),
      ],
      model: """
        m = mean(X, axis=0)
        v = mean((X - m) ** 2, axis=0)
        s = sqrt(v + 0.001)
        n = (X - m) / s
        Y = g * n + b
        L = sum(C * Y)
        """, targets: ["X", "g", "b"]),
    MatrixCase(
      name: "attention",
      givens: [
        given("Q", tensor(2, 3)), given("K", tensor(4, 3)), given("V", tensor(4, 2)),
        given("G", tensor(2, 2)), given("d", Tensor(scalar: 3)),
      ],
      model: """
        A = Q @ K.T / sqrt(d)
        P = softmax(A)
        O = P @ V
        L = sum(G * O)
        """, targets: ["Q", "K", "V"]),
    MatrixCase(
      name: "lstm-gates",
      givens: [
        given("x", tensor(3)), given("h", tensor(2)), given("c0", tensor(2, seed: 2)),
        given("Wf", tensor(2, 3)), given("Uf", tensor(2, 2)), given("Wg", tensor(2, 3, seed: 3)),
        given("Wo", tensor(2, 3, seed: 5)), given("t", tensor(2, seed: 6)),
      ],
      model: """
        f = sigmoid(Wf @ x + Uf @ h)
        g = tanh(Wg @ x)
        o = sigmoid(Wo @ x)
        c = f * c0 + (1 - f) * g
        n = o * tanh(c)
        L = sum((n - t) ** 2) / 2
        """, targets: ["Wf", "Uf", "Wg", "Wo", "h"]),
    MatrixCase(
      name: "gaussian-by-precision",
      givens: [
        given("x", tensor(3)), given("mu", tensor(3, seed: 2)),
        given("P", symmetric(3, seed: 3), [.symmetric]),
      ],
      model: "d = x - mu\nL = d @ P @ d / 2", targets: ["mu", "P"]),
    MatrixCase(
      name: "rayleigh",
      givens: [given("A", symmetric(3, seed: 1), [.symmetric]), given("x", tensor(3))],
      model: "R = (x @ A @ x) / (x @ x)", loss: "R", targets: ["x"]),
    MatrixCase(
      name: "kl-of-softmaxes",
      givens: [given("u", tensor(5)), given("z", tensor(5, seed: 2))],
      model: "p = softmax(u)\nq = softmax(z)\nL = sum(p * (log(p) - log(q)))",
      targets: ["u", "z"]),
    MatrixCase(
      name: "relu-and-masks",
      givens: [
        given("x", tensor(3)), given("W", tensor(3, 4)), given("m", Tensor(scalar: 0.4)),
        given("y", tensor(4)),
      ],
      model: """
        h = relu(x @ W)
        L = sum(relu(m - h) ** 2) + sum(h * y) + sum(abs(h - y))
        """, targets: ["W", "x", "m"]),
    MatrixCase(
      name: "maximum",
      givens: [
        given("a", tensor(4)), given("b", tensor(4, seed: 2)), given("c", tensor(4, seed: 3)),
      ],
      model: "q = maximum(a, b)\nL = sum(c * q ** 2) + sum(maximum(q, 0.5 * a))",
      targets: ["a", "b", "c"]),
    MatrixCase(
      name: "leaky",
      givens: [given("x", tensor(4)), given("c", tensor(4, seed: 2))],
      model: "q = maximum(x, 0.1 * x)\nL = sum(c * q)", targets: ["x"]),
    MatrixCase(
      name: "cobb-douglas",
      givens: [
        given("A", Tensor(scalar: 1.3), [.positive]), given("K", Tensor(scalar: 2.1), [.positive]),
        given("N", Tensor(scalar: 0.8), [.positive]), given("a", Tensor(scalar: 0.35)),
      ],
      model: "Y = A * K ** a * N ** (1 - a)", loss: "Y", targets: ["K", "N", "A", "a"]),
    MatrixCase(
      name: "constant-elasticity",
      givens: [
        given("A", Tensor(scalar: 1.3), [.positive]), given("K", Tensor(scalar: 2.1), [.positive]),
        given("N", Tensor(scalar: 0.8), [.positive]), given("a", Tensor(scalar: 0.35)),
        given("r", Tensor(scalar: 0.6)),
      ],
      model: "Y = A * (a * K ** r + (1 - a) * N ** r) ** (1 / r)", loss: "Y",
      targets: ["K", "N", "A"]),
    MatrixCase(
      name: "student-t",
      givens: [
        given("y", tensor(4)), given("mu", tensor(4, seed: 2)),
        given("s", Tensor(scalar: 1.2)), given("nu", Tensor(scalar: 3.5)),
      ],
      model: "r = y - mu\nL = sum((nu + 1) / 2 * log(1 + r ** 2 / (nu * s ** 2)) + log(s))",
      targets: ["mu", "s"]),
    MatrixCase(
      name: "layer-normalisation",
      givens: [given("x", tensor(5)), given("c", tensor(5, seed: 2))],
      model: """
        s = sqrt(mean((x - mean(x)) ** 2))
        n = (x - mean(x)) / s
        L = sum(c * n)
        """, targets: ["x"]),
    MatrixCase(
      name: "sigmoid-by-hand",
      givens: [given("z", tensor(4)), given("y", tensor(4, positive: true))],
      model: "L = sum(log(1 + exp(z)) - y * z)", targets: ["z"]),
    MatrixCase(
      name: "softplus-by-hand",
      givens: [given("z", tensor(4)), given("y", tensor(4, positive: true))],
      model: "L = sum(y * log(1 + exp(2 * z)) - softplus(-z))", targets: ["y", "z"]),
    MatrixCase(
      name: "functions-of-books",
      givens: [
        given("a", tensor(4)), given("b", tensor(4, positive: true)), given("c", tensor(4)),
      ],
      model: """
        u = c * (erf(a) + arctan(a) + ndtr(a * b))
        v = gammaln(b) + digamma(b) * (1 - ndtr(c)) + log2(b)
        L = sum(u + v + leaky_relu(a) + minimum(a, c))
        """, targets: ["a", "b", "c"]),
    MatrixCase(
      name: "logistic-plus-minus",
      givens: [given("X", tensor(3, 2)), given("w", tensor(2)), given("y", tensor(3))],
      model: "m = y * (X @ w)\nL = -mean(log(sigmoid(m)))", targets: ["w", "X"]),
    MatrixCase(
      name: "softmax-by-hand",
      givens: [
        given("z", tensor(5)), given("y", distribution, [.lastAxisSumsToOne]),
      ],
      model: "L = log(sum(exp(z))) - sum(y * z)", targets: ["z"]),
    MatrixCase(
      name: "log-of-softmax-entry",
      givens: [given("z", tensor(4))],
      model: "S = softmax(z)\nL = -log(S[1])", targets: ["z"]),
    MatrixCase(
      name: "windows",
      givens: [given("x", tensor(5)), given("w", tensor(3))],
      model: """
        y0 = w[0] * x[0] + w[1] * x[1] + w[2] * x[2]
        y1 = w[0] * x[1] + w[1] * x[2] + w[2] * x[3]
        L = y0 ** 2 + y1 ** 2
        """, targets: ["w", "x"]),
    MatrixCase(
      name: "frobenius",
      givens: [
        given("A", tensor(4, 3)), given("X", tensor(3, 2)), given("B", tensor(4, 2, seed: 2)),
      ],
      model: "L = sum((A @ X - B) ** 2)", targets: ["X", "A"]),
    MatrixCase(
      name: "two-quadratic-forms",
      givens: [
        given("B", tensor(3, 4)), given("x", tensor(4)), given("b", tensor(3)),
        given("C", tensor(3, 3)), given("D", tensor(3, 4, seed: 2)), given("d", tensor(3, seed: 3)),
      ],
      model: "L = (B @ x + b) @ C @ (D @ x + d)", targets: ["x", "C", "b"]),
    MatrixCase(
      name: "gram",
      givens: [given("X", tensor(4, 3)), given("v", tensor(3))],
      model: "G = X.T @ X\nL = v @ G @ v + sum(G * G)", targets: ["X", "v"]),
    MatrixCase(
      name: "gaussian",
      givens: [
        given("x", tensor(5)), given("mu", Tensor(scalar: 0.3)),
        given("v", Tensor(scalar: 1.7), [.positive]),
      ],
      model: "L = sum((x - mu) ** 2) / (2 * v) + 5 * log(v) / 2", targets: ["mu", "v"]),
    MatrixCase(
      name: "siamese",
      givens: [
        given("X", tensor(4, 3)), given("Z", tensor(4, 3, seed: 2)), given("W", tensor(3, 2)),
        given("y", tensor(4, positive: true)),
      ],
      model: """
        A = X @ W
        B = Z @ W
        D = sqrt(sum((A - B) ** 2, axis=1))
        L = sum(y * D ** 2) / 2
        """, targets: ["A", "B", "W"]),
    MatrixCase(
      name: "names-that-hide",
      givens: [given("y", tensor(4)), given("s", tensor(4, positive: true, seed: 2))],
      model: "q = y / s\nr = q * s ** 2\nL = sum(r ** 2)", targets: ["s", "y"]),
    MatrixCase(
      name: "one-line",
      givens: [given("x", tensor(3)), given("k", Tensor(scalar: 0.8))],
      model: "L = sum(x * tanh(k * (x + 0.0447 * x ** 3)))", targets: ["x", "k"]),
    MatrixCase(
      name: "broadcasts",
      givens: [
        given("M", tensor(3, 4)), given("r", tensor(4)), given("c", tensor(3, 1)),
        given("t", Tensor(scalar: 0.7)),
      ],
      model: "Q = M * r + c / t\nL = sum(Q ** 2) + sum(sin(Q)) + sum(cos(c * r))",
      targets: ["M", "r", "c", "t"]),
    MatrixCase(
      name: "one-hot-squared",
      givens: [
        given("y", oneHot, [.lastAxisSumsToOne, .lastAxisIsOneHot]), given("z", tensor(5)),
      ],
      model: "L = sum(y ** 2 * z ** 2)", targets: ["z"]),
    MatrixCase(
      name: "sums-under-one-sign",
      givens: [given("x", tensor(4)), given("t", Tensor(scalar: 0.7))],
      model: "L = t * (sum(exp(x)) + sum(sin(x)))", targets: ["t", "x"]),
    MatrixCase(
      name: "either-way",
      givens: [
        given("x", tensor(4)), given("y", tensor(4, seed: 2)), given("c", tensor(4, seed: 3)),
      ],
      model: "L = sum(c * maximum(x + y, x - y))", targets: ["x", "y"]),
    MatrixCase(
      name: "a-definition-in-a-sum",
      givens: [
        given("x", tensor(4)), given("m", tensor(4, seed: 2)), given("c", tensor(4, seed: 3)),
      ],
      model: "d = x - m\nL = sum(d ** 3) + sum((x - m + c) ** 2)", targets: ["c", "x"]),
    MatrixCase(
      name: "columns",
      givens: [given("A", tensor(3, 4)), given("v", tensor(3))],
      model: "Y[i, j] = A[i, j] * v[i]\nL = sum(Y ** 2)", targets: ["A", "v"]),
    MatrixCase(
      name: "facts-of-what-is-moved",
      givens: [
        given("y", oneHot, [.lastAxisSumsToOne, .lastAxisIsOneHot]), given("z", tensor(5)),
        given("A", symmetric(5, seed: 2), [.symmetric]),
      ],
      model: "L = sum(y * y * z) + sum(y) * z[1] + z @ A.T @ y", targets: ["y", "A", "z"]),
    MatrixCase(
      name: "orthogonal",
      givens: [
        given("Q", tensor(3, 3, seed: 4).withOrthonormalColumns, [.orthogonal]),
        given("X", tensor(4, 3, seed: 5).withOrthonormalColumns, [.orthogonal]),
        given("w", tensor(3)), given("t", tensor(4, seed: 2)),
      ],
      model: """
        v = Q @ w
        u = X @ v
        s = X.T @ (u - t)
        h = inv(Q) @ s
        L = sum(h ** 3) + v @ Q @ X.T @ X @ w
        """, targets: ["w", "t"]),
    MatrixCase(
      name: "positive-definite",
      givens: [
        given("A", gram(3, seed: 2), [.positiveDefinite]), given("B", tensor(4, 3, seed: 3)),
        given("x", tensor(3)),
      ],
      model: """
        S = B.T @ B + A
        q = sqrt((x @ A @ x) ** 2)
        L = abs(det(S)) * sum(x ** 2) + abs(trace(inv(A))) * q
        """, targets: ["x"]),
    MatrixCase(
      name: "zeros-and-ones",
      givens: [
        given("m", Tensor(vector: [1, 0, 1, 1]), [.zeroOrOne]), given("z", tensor(4)),
        given("y", Tensor(vector: [0.1, 0.2, 0.3, 0.4]), [.lastAxisSumsToOne]),
      ],
      model: "r = m * z\nL = sum(r * m * z) + sum(abs(y) * z) - sum(y) * z[0]", targets: ["z"]),
    MatrixCase(
      name: "no-slope",
      givens: [given("z", tensor(4))], model: "L = sum(softmax(z))", targets: ["z"]),
    MatrixCase(
      name: "complement",
      givens: [given("z", tensor(4))], model: "L = sum(z - log(1 + exp(z)))", targets: ["z"]),
    MatrixCase(
      name: "batched",
      givens: [given("A", tensor(2, 3, 4)), given("B", tensor(4, 2)), given("C", tensor(2, 3, 2))],
      model: "P = A @ B\nL = sum((P - C) ** 2) / 2", targets: ["A", "B"]),
    // The product of two matrices has a name, and is met within a longer one.
    MatrixCase(
      name: "named-product",
      givens: [given("A", tensor(3, 4)), given("B", tensor(4, 2)), given("x", tensor(2))],
      model: "P = A @ B\nz = P @ x\nw = A @ (B @ x)\nL = sum(z * w) + sum(P)",
      targets: ["A", "B", "x"]),
    MatrixCase(
      name: "index-notation",
      givens: [given("A", tensor(3, 4)), given("v", tensor(4)), given("u", tensor(3))],
      model: "y[i] = sum(j, A[i, j] * v[j])\nL = sum(i, u[i] * y[i] ** 2)",
      targets: ["A", "v", "u"]),
    MatrixCase(
      name: "shape-one",
      givens: [given("x", tensor(1)), given("W", tensor(1, 1)), given("b", tensor(1, 3))],
      model: "h = x @ W\nL = sum(h * b) + sum(b @ b.T)", targets: ["x", "W", "b"]),
  ]
}
