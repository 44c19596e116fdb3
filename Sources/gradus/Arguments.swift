import ArgumentParser
import Documents
import Formulas
import Foundation
import Reports
import Site

/// Where the project is.
struct ProjectArguments: ParsableArguments {
  @Option(name: [.customShort("C"), .long], help: "The project's folder.") var project = "."

  func found() throws -> Project { try Project(at: project) }
}

/// What `build` and `check` have in common.
struct SiteArguments: ParsableArguments {
  @OptionGroup var place: ProjectArguments
  @Argument(help: "Examples by name; all when none is named.") var examples: [String] = []
  @Option(name: .shortAndLong, help: "How many examples are worked at the same time.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Rows and columns of a matrix that are shown; a larger one shows its corners.")
  var limit = TensorView.Limit().longest
  @Option(help: "KaTeX's script, where it is not in a usual place.") var katex: String?
  @Option(help: "The font Latin Modern Math, likewise.") var mathFont: String?
  @Flag(name: .shortAndLong, help: "Print problems only.") var quiet = false

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs is from 1 to 256.") }
    guard (2...40).contains(limit) else { throw ValidationError("--limit is from 2 to 40.") }
  }

  func found() throws -> Project { try place.found() }

  var options: SiteOptions {
    var options = SiteOptions(jobs: jobs)
    options.examples = examples
    options.report = ReportOptions(limit: .init(longest: limit, edge: min(3, limit / 2)))
    options.katex = katex
    options.mathFont = mathFont
    return options
  }
}
