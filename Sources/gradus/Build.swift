import ArgumentParser
import Site

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Work the examples and write Output/.",
    discussion: """
      Only what has changed is worked. Everything is written or nothing: a build that fails leaves \
      the old pages whole. A file in Output/ that Gradus did not write is never touched.

        gradus build
        gradus build softmax-cross-entropy --jobs 1
        gradus build --pdf

      With --pdf each page is also compiled to Output/NAME.pdf by the machine's pdflatex, which \
      runs no program and reads no file beside TeX's own. A build without --pdf leaves the PDFs \
      that are there alone.
      """)

  @OptionGroup var site: SiteArguments
  @Flag(help: "Work everything, also what has not changed.") var force = false
  @Flag(help: "Make PDFs too; needs LaTeX (Debian: texlive-latex-extra).") var pdf = false

  func run() throws {
    try Terminal.run {
      var options = site.options
      options.isForced = force
      options.makesPDF = pdf
      let progress = Progress(isQuiet: site.quiet)
      options.progress = progress.report
      let report = try site.found().build(options)
      progress.finish()
      if site.quiet { return }
      for file in report.written { print("wrote Output/\(file)") }
      for file in report.removed { print("removed Output/\(file)") }
      let worked = report.worked.count
      let total = worked + report.unchanged
      print(
        "\(total) example\(total == 1 ? "" : "s"): \(worked) worked, \(report.unchanged) unchanged")
    }
  }
}
