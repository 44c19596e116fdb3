import ArgumentParser

@main
struct Gradus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "gradus")
}
