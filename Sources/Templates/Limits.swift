/// How much a template may ask for; beyond, it is refused with one error.
enum Limits {
  /// How deep sections and partials stand in one another; a thread with a stack of 512 KiB fills them.
  static let depth = 100
  /// How many pieces of templates are filled for one page.
  static let steps = 1_000_000
  /// How many bytes a filled template may have.
  static let size = 32_000_000
  /// How many problems are reported before the rest is left for later.
  static let problems = 100
}
