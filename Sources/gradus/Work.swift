import ArgumentParser
import Reports
import Site
import WorkedExamples

struct Work: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a worked example.",
    discussion: """
        gradus work softmax-cross-entropy
        gradus work softmax-cross-entropy --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var place: ProjectArguments
  @Argument(help: "The example's name.") var example: String
  @Option(help: "text to read, json for everything.") var format = Format.text

  func run() throws {
    try Terminal.run {
      let project = try place.found()
      let names = try project.exampleNames([example])
      for name in names {
        let worked = try project.worked(name)
        let report = ExampleReport(
          worked, options: ReportOptions(limit: .init(longest: 8, edge: 3)))
        switch format {
        case .text: print(TextReport(report).text, terminator: "")
        case .json: print(String(decoding: JSON.bytes(report), as: UTF8.self), terminator: "")
        }
        if worked.checks.contains(where: { !$0.passed }) { throw ExitCode(1) }
      }
    }
  }
}
