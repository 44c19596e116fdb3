import Foundation

/// How the time of a page grows with the model: its layers, and how wide they are.
struct Growth {
  let program: String
  let workspace: Workspace

  func tables() throws {
    try table(
      "Square layers of 8 rows", "layers", [5, 10, 20, 40], derivedUpTo: 5
    ) { Workspace.layers($0, width: 8, derives: $1) }
    try table(
      "One layer of this width", "wide", [64, 128, 256, 512], derivedUpTo: 256
    ) { Workspace.layers(1, width: $0, derives: $1) }
  }

  /// - Parameter derivedUpTo: derivations of more take too long for a table.
  private func table(
    _ title: String, _ unit: String, _ sizes: [Int], derivedUpTo largest: Int,
    _ example: (_ size: Int, _ derives: Bool) -> String
  ) throws {
    for derives in [false, true] {
      print("\n\(title), \(derives ? "with" : "without") derivations")
      var last: (size: Int, seconds: Double)?
      for size in sizes where !derives || size <= largest {
        try workspace.fill([("growth", example(size, derives))], program: program)
        let runs = try (0..<3).map { _ in
          try run(program, ["build", "--force", "--quiet"], in: workspace.folder)
        }
        let seconds = median(runs.map(\.cpuSeconds))
        let growth = last.map {
          String(
            format: ", %.1f times for %.0f times the size", seconds / $0.seconds,
            Double(size) / Double($0.size))
        }
        row(
          "\(size) \(unit)", String(format: "%.0f ms", seconds * 1e3),
          "CPU, peak \(Int(median(runs.map(\.peakMegabytes)))) MB" + (growth ?? ""))
        last = (size, seconds)
      }
    }
  }

  /// A network for handwritten digits: 784 pixels, 128 hidden units, 10 classes, 64 images.
  func digits() throws {
    print("\nA network 784-128-10 on a batch of 64, all weights and biases")
    for activation in ["tanh", "relu"] {
      try workspace.fill([("digits", Workspace.digits(activation))], program: program)
      let runs = try (0..<3).map { _ in
        try run(program, ["build", "--force", "--quiet"], in: workspace.folder)
      }
      row(
        activation, String(format: "%.2f s", median(runs.map(\.seconds))),
        String(
          format: "CPU %.2f s, peak %.0f MB", median(runs.map(\.cpuSeconds)),
          median(runs.map(\.peakMegabytes))))
    }
  }
}
