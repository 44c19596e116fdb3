/// The templates that `gradus new` writes into a folder without: those of this repository, put into
/// the program when it is built. A test compares the list with the folder.
enum DefaultTemplates {
  static let all: [(path: String, bytes: [UInt8])] = [
    ("page.html", PackageResources.page_html),
    ("page.tex", PackageResources.page_tex),
    ("index.html", PackageResources.index_html),
    ("style.css", PackageResources.style_css),
    ("tutorial.md", PackageResources.tutorial_md),
    ("partials/backward.md", PackageResources.backward_md),
    ("partials/checks.md", PackageResources.checks_md),
    ("partials/derivation.md", PackageResources.derivation_md),
    ("partials/descents.md", PackageResources.descents_md),
    ("partials/forward.md", PackageResources.forward_md),
    ("partials/givens.md", PackageResources.givens_md),
    ("partials/gradients.md", PackageResources.gradients_md),
    ("partials/lemmas.md", PackageResources.lemmas_md),
    ("partials/published.md", PackageResources.published_md),
  ]
}
