import Foundation

/// The first example worked once more, by plain loops and finite differences: a referee that shares
/// nothing with the program.
struct Softmax {
  var x: [Double]
  /// A row for each input, a column for each class.
  var weights: [[Double]]
  /// Counted from 1.
  var right: Int
  var rate = 1.0

  var classes: Int { weights[0].count }
  var sums: [Double] {
    (0..<classes).map { i in zip(x, weights).reduce(0) { $0 + $1.0 * $1.1[i] } }
  }

  var probabilities: [Double] {
    let powers = sums.map { exp($0 - sums.max()!) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  var loss: Double { -log(probabilities[right - 1]) }

  /// How the loss changes with each weight, by central differences.
  var gradient: [[Double]] {
    x.indices.map { j in
      (0..<classes).map { i in
        let h = 1e-5
        var (up, down) = (self, self)
        up.weights[j][i] += h
        down.weights[j][i] -= h
        return (up.loss - down.loss) / (2 * h)
      }
    }
  }

  var afterOneStep: Softmax {
    var next = self
    let gradient = gradient
    for j in x.indices { for i in 0..<classes { next.weights[j][i] -= rate * gradient[j][i] } }
    return next
  }

  /// The givens as the example's file has them.
  var given: String {
    let rows = weights.map { "    - [\($0.map { "\($0)" }.joined(separator: ", "))]" }
    return """
      given:
        x: [\(x.map { "\($0)" }.joined(separator: ", "))]
        W:
      \(rows.joined(separator: "\n"))
        y: { one_hot: \(right), of: \(classes) }

      """
  }
}

extension Softmax {
  /// Sentences that are true of these givens, as the Markdown page has them.
  var sentences: [String] {
    let largest = probabilities.firstIndex(of: probabilities.max()!)! + 1
    let smallest = sums.firstIndex(of: sums.min()!)! + 1
    let weights = x.count * classes
    return [
      "There are \(x.count) inputs and \(classes) classes.",
      "each of the \(weights) weights",
      "No class has collected more than class \(largest), with $\(shown(sums.max()!))$, "
        + "and none less than class \(smallest), with $\(shown(sums.min()!))$.",
      String(
        format: "class 1 has a probability of $%.8f$, class 2 one of $%.8f$,", probabilities[0],
        probabilities[1]),
      "class \(largest) is still ahead",
      "each of \(classes) classes would get $\(shown(1 / Double(classes)))$",
      "The input belongs to class \(right).",
      "Ours would rather say class \(largest).",
      "all of its \(classes) terms but one",
      "the derivative is $-1/S_{ {\(right)} }$",
      "Each sum is made of \(x.count) products",
      "There are \(classes) sums and \(weights) weights, hence \(classes) rows and \(weights) columns.",
      "$S_{ {\(right)} } - 1 = \(shown(probabilities[right - 1] - 1))$",
      "| all the matrices | \(classes * classes + classes * weights) |",
      "| the shortcut | \(weights) | \(weights) |",
      "all weights of class \(right) have grown and all others have shrunk",
      "$\(shown(loss))$ to $\(shown(afterOneStep.loss))$",
      "\\frac{1}{ \(classes) } = \(shown(log(Double(classes))))$. Ours is $\(shown(loss))$.",
    ]
  }

  /// With 8 digits after the point, or with fewer where they say all.
  private func shown(_ number: Double) -> String {
    var text = String(format: "%.8f", number)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
