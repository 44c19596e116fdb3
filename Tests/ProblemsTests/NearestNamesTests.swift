import Problems
import Testing

@Suite struct NearestNamesTests {
  @Test(arguments: [
    ("softmx", ["softmax", "sum"], "did you mean 'softmax'?"),
    ("sotfmax", ["softmax", "sum"], "did you mean 'softmax'?"),
    ("SOFTMAX", ["softmax"], "did you mean 'softmax'?"),
    ("grad", ["gradient", "grid"], "did you mean 'grid' or 'gradient'?"),
    ("a", ["b", "c", "d", "e"], "did you mean 'b', 'c' or 'd'?"),
    ("title", ["digits", "model"], nil), ("x", [], nil),
  ])
  func suggests(name: String, names: [String], suggestion: String?) {
    #expect(NearestNames.suggestion(for: name, among: names) == suggestion)
  }

  @Test func listsWhatThereIs() {
    func suggestion(_ names: [String]) -> String? {
      NearestNames.suggestion(for: "entirely", among: names, otherwise: "there are")
    }
    #expect(suggestion(["b", "a"]) == "there are a, b")
    #expect(suggestion(["entirety"]) == "did you mean 'entirety'?")
    #expect(suggestion((0..<31).map { "\($0)" }) == nil)
    #expect(suggestion([]) == nil)
  }
}
