import Foundation

// Prints how fast Gradus is: `make bench`, or with `--all` also 10,000 pages.
//
// Absolute times depend on the machine; the ratios beside them, of one run, are what to compare.

let all = CommandLine.arguments.contains("--all")
let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  .appendingPathComponent("gradus").path

do {
  try Workspace.inTemporaryFolder { workspace in
    let bench = Bench(program: program, workspace: workspace)
    try bench.onePage()
    try bench.manyPages(all ? [100, 1_000, 10_000] : [100, 1_000])
    try bench.largeLayer()
    try bench.stages(pages: 100)
    try bench.derivations()
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
