/// How the name of a quantity is typeset.
enum SymbolName {
  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
    "Omega",
  ]

  /// Single letters as they are, Greek ones by name, words upright, trailing digits raised in
  /// parentheses: `W1` is `W^{(1)}`.
  static func latex(_ name: String) -> String {
    let digits = String(name.reversed().prefix { $0.isNumber }.reversed())
    let stem = String(name.dropLast(digits.count))
    if stem.isEmpty || digits.isEmpty { return letters(name) }
    return letters(stem.hasSuffix("_") ? String(stem.dropLast()) : stem) + "^{(\(digits))}"
  }

  private static func letters(_ name: String) -> String {
    if name.count == 1 { return name }
    if greek.contains(name) { return "\\\(name)" }
    return "\\mathrm{\(name.replacing("_", with: "\\_"))}"
  }
}
