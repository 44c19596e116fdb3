/// The Greek letters: how they are called, how they look, and what TeX calls them.
struct Greek {
  /// As an author types it: `theta`, `Theta`.
  let name: String
  /// As mathematics shows it; `epsilon` and `phi` in the forms that TeX gives them.
  let letter: String
  /// The command with a space behind it, or the Latin letter that it looks like.
  let tex: StaticString

  init(_ name: String, _ letter: String, _ tex: StaticString) {
    self.name = name
    self.letter = letter
    self.tex = tex
  }

  static let named = Dictionary(uniqueKeysWithValues: letters.map { ($0.name, $0) })
  static let byLetter = Dictionary(
    uniqueKeysWithValues: (letters + variants).map { ($0.letter, $0) })

  private static let letters: [Greek] = [
    Greek("alpha", "α", "\\alpha "), Greek("beta", "β", "\\beta "),
    Greek("gamma", "γ", "\\gamma "), Greek("delta", "δ", "\\delta "),
    Greek("epsilon", "ϵ", "\\epsilon "), Greek("zeta", "ζ", "\\zeta "),
    Greek("eta", "η", "\\eta "), Greek("theta", "θ", "\\theta "),
    Greek("iota", "ι", "\\iota "), Greek("kappa", "κ", "\\kappa "),
    Greek("lambda", "λ", "\\lambda "), Greek("mu", "μ", "\\mu "),
    Greek("nu", "ν", "\\nu "), Greek("xi", "ξ", "\\xi "),
    Greek("omicron", "ο", "o"), Greek("pi", "π", "\\pi "),
    Greek("rho", "ρ", "\\rho "), Greek("sigma", "σ", "\\sigma "),
    Greek("tau", "τ", "\\tau "), Greek("upsilon", "υ", "\\upsilon "),
    Greek("phi", "ϕ", "\\phi "), Greek("chi", "χ", "\\chi "),
    Greek("psi", "ψ", "\\psi "), Greek("omega", "ω", "\\omega "),
    Greek("Alpha", "Α", "\\mathrm{A}"), Greek("Beta", "Β", "\\mathrm{B}"),
    Greek("Gamma", "Γ", "\\Gamma "), Greek("Delta", "Δ", "\\Delta "),
    Greek("Epsilon", "Ε", "\\mathrm{E}"), Greek("Zeta", "Ζ", "\\mathrm{Z}"),
    Greek("Eta", "Η", "\\mathrm{H}"), Greek("Theta", "Θ", "\\Theta "),
    Greek("Iota", "Ι", "\\mathrm{I}"), Greek("Kappa", "Κ", "\\mathrm{K}"),
    Greek("Lambda", "Λ", "\\Lambda "), Greek("Mu", "Μ", "\\mathrm{M}"),
    Greek("Nu", "Ν", "\\mathrm{N}"), Greek("Xi", "Ξ", "\\Xi "),
    Greek("Omicron", "Ο", "\\mathrm{O}"), Greek("Pi", "Π", "\\Pi "),
    Greek("Rho", "Ρ", "\\mathrm{P}"), Greek("Sigma", "Σ", "\\Sigma "),
    Greek("Tau", "Τ", "\\mathrm{T}"), Greek("Upsilon", "Υ", "\\Upsilon "),
    Greek("Phi", "Φ", "\\Phi "), Greek("Chi", "Χ", "\\mathrm{X}"),
    Greek("Psi", "Ψ", "\\Psi "), Greek("Omega", "Ω", "\\Omega "),
  ]

  /// What someone with a Greek keyboard types.
  private static let variants: [Greek] = [
    Greek("epsilon", "ε", "\\varepsilon "), Greek("phi", "φ", "\\varphi "),
    Greek("theta", "ϑ", "\\vartheta "), Greek("sigma", "ς", "\\varsigma "),
    Greek("rho", "ϱ", "\\varrho "), Greek("mu", "µ", "\\mu "),
  ]
}
