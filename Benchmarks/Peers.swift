import Foundation

/// Gradus and the script of `Benchmarks/peers`, in turn, in one run on one machine.
struct Peers {
  let program: String
  let workspace: Workspace
  /// The interpreter of the script's own environment.
  let python: String
  let pages = 1_000
  let rounds = 5

  private struct Contestant {
    let name: String
    let run: (_ round: Int) throws -> Cost
  }

  func compare() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("peers/publish.py").path
    try workspace.fill(Workspace.softmaxExamples(pages, derives: true), program: program)
    let contestants =
      [1, 2].map { jobs in
        Contestant(name: "Gradus, \(jobs) job\(jobs == 1 ? "" : "s")") { round in
          // Set aside, not deleted: some file systems are slow just after that.
          let output = workspace.folder.appendingPathComponent("Output").path
          if FileManager.default.fileExists(atPath: output) {
            try FileManager.default.moveItem(atPath: output, toPath: output + "-\(round)-\(jobs)")
          }
          return try run(
            program, ["build", "--quiet", "--jobs", String(jobs)], in: workspace.folder)
        }
      }
      + [1, 2].map { processes in
        Contestant(name: "script, \(processes) process\(processes == 1 ? "" : "es")") { round in
          let folder = workspace.folder.appendingPathComponent("peer-\(round)-\(processes)").path
          return try run([python, script, String(pages), folder, String(processes)])
        }
      }
    var costs = [[Cost]](repeating: [], count: contestants.count)
    for round in 0..<rounds {
      for (number, contestant) in contestants.enumerated() {
        costs[number].append(try contestant.run(round))
      }
    }
    print("\(pages) pages of the softmax example's shape, the middle of \(rounds) rounds in turn")
    print("  (Gradus derives, checks and typesets; the script does not)")
    let wall = costs.map { median($0.map(\.seconds)) }
    let cpu = costs.map { median($0.map(\.cpuSeconds)) }
    for (number, contestant) in contestants.enumerated() {
      row(
        contestant.name, String(format: "%.2f s", wall[number]),
        String(format: "CPU %.2f s", cpu[number]))
    }
    for (ours, theirs) in [(0, 2), (1, 2), (1, 3)] {
      row(
        "\(contestants[ours].name) : \(contestants[theirs].name)",
        String(format: "%.2f", wall[ours] / wall[theirs]),
        String(format: "CPU %.2f", cpu[ours] / cpu[theirs]))
    }
  }
}
