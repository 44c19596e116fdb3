import ArgumentParser
import Calculus
import Reports
import Site

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List functions, examples, or the names a template may use.",
    subcommands: [Functions.self, Examples.self, Names.self])

  struct Functions: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The functions a model may use.")

    func run() {
      let callables: [any Callable] = catalogue + compositions
      let width = callables.map(\.name.count).max() ?? 0
      for function in callables {
        let padding = String(repeating: " ", count: width - function.name.count)
        let others =
          function.aliases.isEmpty ? "" : " Also \(function.aliases.joined(separator: ", "))."
        print("\(function.name)\(padding)  \(function.summary)\(others)")
      }
    }
  }

  struct Examples: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The examples of the project.")
    @OptionGroup var place: ProjectArguments

    func run() throws {
      try Terminal.run {
        for name in try place.found().exampleNames() { print(name) }
      }
    }
  }

  struct Names: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All names that a template for an example may use.",
      discussion: "  gradus list names softmax-cross-entropy")
    @OptionGroup var place: ProjectArguments
    @Argument(help: "The example's name.") var example: String

    func run() throws {
      try Terminal.run {
        let project = try place.found()
        for name in try project.exampleNames([example]) {
          for line in NameList(ExampleReport(try project.worked(name))).lines { print(line) }
        }
      }
    }
  }
}
