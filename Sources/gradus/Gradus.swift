import ArgumentParser
import Site

@main
struct Gradus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus",
    abstract: "Works mathematical examples step by step, checks them, and publishes them.",
    discussion: """
      An example is a file in Examples/: values, a model, what to differentiate. Gradus works \
      every step and writes tutorials to Output/: HTML, Markdown, LaTeX and data.

        gradus new my-example      a first example to edit
        gradus build               write all pages
        gradus check               fail when a page and the mathematics disagree

      Exit codes: 0 fine; 1 a finding (stale page, failed check, false claim); 2 an error in an example, a \
      template or the surroundings; 64 wrong usage; 70 a bug of Gradus.
      """,
    version: "gradus \(SiteOptions.version)",
    subcommands: [Build.self, Check.self, Work.self, Explain.self, New.self, List.self])

  static func main() {
    Terminal.openClosedStreams()
    main(nil)
  }
}
