import ArgumentParser
import Formulas
import Problems
import Reports
import Site
import WorkedExamples

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how one entry came about, down to the givens.",
    discussion: """
      An entry is named with places counted from 1; quote it, for the shell reads brackets too.

        gradus explain softmax-cross-entropy 'dL/dW[2,3]'
        gradus explain softmax-cross-entropy 'S[3]' --depth 0
        gradus explain softmax-cross-entropy 'dS/dz[3,2]'
      """)

  @OptionGroup var place: ProjectArguments
  @Argument(help: "The example's name.") var example: String
  @Argument(help: "An entry of a quantity, a Jacobian or a gradient.") var entry: String
  @Option(help: "How many levels further down; to the givens when not said.") var depth: Int?

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth counts levels, from 0.") }
  }

  func run() throws {
    try Terminal.run {
      guard let entry = EntryReference(entry) else {
        throw Problem(
          message: "'\(entry)' names no entry", suggestion: "as in 'S[3]' or 'dL/dW[2,3]'")
      }
      let project = try place.found()
      for name in try project.exampleNames([example]) {
        let worked = try project.worked(name)
        let format = NumberFormat(digits: worked.digits)
        for explanation in try Explainer(worked).explain(entry, depth: depth) {
          print(ExplanationReport(explanation, format: format).plainText)
        }
      }
    }
  }
}
