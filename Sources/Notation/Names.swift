/// The name of a quantity in LaTeX.
///
/// A letter is itself, the name of a Greek letter that letter, several letters stand upright, and
/// digits at the end become an upper index in parentheses: `W1` is `W^{(1)}`.
public func latexName(_ name: String) -> String {
  let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
  var stem = String(name.dropLast(digits))
  if stem.hasSuffix("_"), stem.count > 1, digits > 0 { stem.removeLast() }
  guard !stem.isEmpty else { return "\\mathrm{\(escapedUnderscores(name))}" }
  let base =
    stem.count == 1 && stem != "_"
    ? stem
    : greekLetters.contains(stem) ? "\\\(stem)" : "\\mathrm{\(escapedUnderscores(stem))}"
  return digits == 0 ? base : "\(base)^{(\(name.suffix(digits)))}"
}

private func escapedUnderscores(_ name: String) -> String {
  name.utf8.contains(UInt8(ascii: "_")) ? name.replacing("_", with: "\\_") : name
}

/// The Greek letters that LaTeX has commands for; the capitals that look like Latin ones have none.
private let greekLetters: Set<String> = [
  "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
  "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
  "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
]
