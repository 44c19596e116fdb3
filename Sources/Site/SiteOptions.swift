import Reports

/// What a run of `build` or `check` was asked for.
public struct SiteOptions: Sendable {
  /// Examples by name; none means all.
  public var examples: [String] = []
  /// How many examples are worked at the same time.
  public var jobs: Int
  /// How values are shown on every page.
  public var report = ReportOptions()
  /// Where the math font is; `nil` where it is looked for.
  public var mathFont: String?
  /// The folder of the user's caches; `nil` where nothing is to be kept there.
  public var caches = FileDigests.caches()
  /// Where KaTeX's script is; `nil` where it is looked for.
  public var katex: String?
  /// Work everything, also what has not changed.
  public var isForced = false
  /// Make `NAME.pdf` too, with the LaTeX of this machine.
  public var makesPDF = false
  /// How long LaTeX may take for one run.
  public var pdfLimit: Duration = .seconds(60)
  /// Told about each example that is done: how many of how many.
  public var progress: (@Sendable (_ done: Int, _ of: Int) -> Void)?

  /// All examples, nothing looked for elsewhere, no PDF.
  public init(jobs: Int) { self.jobs = jobs }

  /// What the pages depend on besides their inputs.
  var text: String {
    "gradus \(SiteOptions.version), limit \(report.limit.longest)"
  }

  /// Pages made by another version are made anew.
  public static let version = "0.1.0"
}
