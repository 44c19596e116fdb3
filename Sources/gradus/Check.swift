import ArgumentParser
import Site

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare Output/ with the examples; exit code 1 when something is stale.",
    discussion: """
      Every page is made anew in memory. Nothing is written.

        gradus check
        gradus check --format github      annotations for GitHub Actions
        gradus check --typed              also list the numbers typed by hand into templates
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, github }

  @OptionGroup var site: SiteArguments
  @Flag(help: "Make PDFs anew too and compare them; needs the LaTeX they were made with.")
  var pdf = false
  @Flag(help: "List the numbers that authors typed by hand into templates.") var typed = false
  @Option(help: "How findings are printed: text or github.") var format = Format.text

  func run() throws {
    try Terminal.run(annotates: format == .github) {
      var options = site.options
      options.makesPDF = pdf
      let progress = Progress(isQuiet: site.quiet)
      options.progress = progress.report
      let project = try site.found()
      let findings = try project.check(options)
      progress.finish()
      for finding in findings {
        switch format {
        case .text: print(finding.text(isBrief: site.quiet))
        case .github: print(finding.annotation)
        }
      }
      let isTold = findings.isEmpty && !site.quiet
      let numbers = typed || isTold ? try project.typedNumbers(options) : []
      if typed {
        for number in numbers {
          print("\(number.file):\(number.line):\(number.column): \(number.text) is typed by hand")
        }
      }
      if findings.isEmpty {
        if site.quiet { return }
        print("Output/ is up to date")
        if !numbers.isEmpty, !typed {
          print("\(numbers.count) numbers in templates are typed by hand: --typed lists them")
        }
        return
      }
      Terminal.report(
        "\(findings.count) stale file\(findings.count == 1 ? "" : "s"): run 'gradus build'")
      throw ExitCode(1)
    }
  }
}
