/// An operator whose result is 0 or 1, entry by entry.
protocol Comparison: BroadcastOperator {}

extension Comparison {
  var multiplicationsPerEntry: Int { 0 }
  var source: String { "https://numpy.org/doc/stable/reference/routines.logic.html" }

  func givesTruthValues(of arguments: [Bool]) -> Bool { true }

  func quotesPullback(numbers: [Bool]) -> Bool { false }
}
