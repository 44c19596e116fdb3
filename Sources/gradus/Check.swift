import ArgumentParser
import Site

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare Output/ with the examples; exit code 1 when something is stale.",
    discussion: """
      Every page is made anew in memory. Nothing is written.

        gradus check
        gradus check --format github      annotations for GitHub Actions
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, github }

  @OptionGroup var site: SiteArguments
  @Flag(help: "Make PDFs anew too and compare them; needs the LaTeX they were made with.")
  var pdf = false
  @Option(help: "How findings are printed: text or github.") var format = Format.text

  func run() throws {
    try Terminal.run(annotates: format == .github) {
      var options = site.options
      options.makesPDF = pdf
      let progress = Progress(isQuiet: site.quiet)
      options.progress = progress.report
      let findings = try site.found().check(options)
      progress.finish()
      for finding in findings {
        switch format {
        case .text: print(finding.text(isBrief: site.quiet))
        case .github: print(finding.annotation)
        }
      }
      if findings.isEmpty {
        if !site.quiet { print("Output/ is up to date") }
        return
      }
      Terminal.report(
        "\(findings.count) stale file\(findings.count == 1 ? "" : "s"): run 'gradus build'")
      throw ExitCode(1)
    }
  }
}
