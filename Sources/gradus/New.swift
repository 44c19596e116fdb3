import ArgumentParser
import Foundation
import Site

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a first example to edit.",
    discussion: """
      Writes Examples/NAME.yaml. In a folder without templates it also writes those.

        gradus new my-example
      """)

  @Option(name: [.customShort("C"), .long], help: "The project's folder.") var project = "."
  @Argument(help: "Letters, digits, '-', '_' and '.'.") var name: String

  func run() throws {
    try Terminal.run {
      let written = try Project.start(name, in: project)
      for file in written { print("wrote \(file)") }
      print("Edit it, then run 'gradus build'.")
    }
  }
}
