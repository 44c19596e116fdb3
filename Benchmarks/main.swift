import Foundation

// Prints how fast Gradus is: `make bench`, or with `--all` also 10,000 pages; `make bench-peers`
// runs it with `--peers PYTHON` beside a script that does the like.
//
// Absolute times depend on the machine; the ratios beside them, of one run, are what to compare.

let words = CommandLine.arguments
let program = URL(fileURLWithPath: words[0]).deletingLastPathComponent()
  .appendingPathComponent("gradus").path

do {
  try Workspace.inTemporaryFolder { workspace in
    if let flag = words.firstIndex(of: "--peers") {
      guard words.indices.contains(flag + 1) else {
        throw RunFailed(description: "--peers wants the path of a Python interpreter")
      }
      try Peers(program: program, workspace: workspace, python: words[flag + 1]).compare()
      try NumericPeers(python: words[flag + 1]).compare()
      return
    }
    let bench = Bench(program: program, workspace: workspace)
    try bench.onePage()
    try bench.manyPages(words.contains("--all") ? [100, 1_000, 10_000] : [100, 1_000])
    try bench.largeLayer()
    let growth = Growth(program: program, workspace: workspace)
    try growth.digits()
    try growth.tables()
    try bench.stages(pages: 1_000)
    try bench.derivations()
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
