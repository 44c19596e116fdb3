import Formulas
import Foundation
import Problems
import WorkedExamples

extension Project {
  /// An example, worked, without any document.
  public func worked(_ name: String) throws -> WorkedExample {
    try work(
      example(name),
      plans: DerivationPlans(
        text: { PlainText.text(Formula($0)) }, formText: { NumPyText.text($0) }))
  }

  /// Writes a first example.
  /// - Returns: what was written, relative to the folder.
  public static func start(_ name: String, in folder: String) throws -> [String] {
    guard isName(name), name.lowercased() != "index" else {
      throw Problem(
        message: "'\(name)' cannot be the name of an example",
        suggestion: "a name has letters, digits, '-', '_' and '.', and is not 'index'")
    }
    let root: String
    do throws(Problem) {
      root = try Project(at: folder).root
    } catch {
      // There is none yet: this folder becomes one.
      root = URL(fileURLWithPath: folder).standardizedFileURL.path
    }
    let project = Project(root: root)
    let file = "\(examples)/\(name).yaml"
    var written: [String] = []
    try project.write(file, Array(firstExample.utf8))
    written.append(file)
    for template in DefaultTemplates.all {
      let path = "\(templates)/\(template.path)"
      if FileManager.default.fileExists(atPath: project.path(path)) { continue }
      try project.write(path, template.bytes)
      written.append(path)
    }
    return written
  }

  /// Writes a file that is not there yet.
  private func write(_ relative: String, _ bytes: [UInt8]) throws(Problem) {
    let url = URL(fileURLWithPath: path(relative))
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw Problem(file: relative, message: "this file is there already")
    } catch {
      throw Problem(file: relative, message: "the file cannot be written")
    }
  }

  static let firstExample = """
    # A worked example: change the values, the model, what to differentiate; then: gradus build
    title: One step of logistic regression
    summary: How the weights of a tiny classifier are moved by one example.

    # Values, by name.
    given:
      x: [0.5, -1.2, 2]
      w: [0.1, 0.4, -0.3]
      y: 1

    # Equations in NumPy's notation, from top to bottom. 'gradus list functions' prints what there is.
    model: |
      z = x @ w
      p = sigmoid(z)
      L = -(y * log(p) + (1 - y) * log(1 - p))

    # The derivative of the loss on the left with respect to what is on the right.
    differentiate: { L: w }

    # Take gradient steps, and show the loss after each.
    descend: { rate: 0.5, steps: 10 }

    # Digits after the point.
    digits: 6

    """
}
