/// The templates that `gradus new` writes into a folder without: those of this repository, put into
/// the program when it is built. A test compares the list with the folder.
enum DefaultTemplates {
  static let all: [(path: String, bytes: [UInt8])] = [
    ("page.html", PackageResources.page_html),
    ("index.html", PackageResources.index_html),
    ("style.css", PackageResources.style_css),
    ("tutorial.md", PackageResources.tutorial_md),
    ("tutorial.tex", PackageResources.tutorial_tex),
    ("partials/checks.md", PackageResources.checks_md),
    ("partials/checks.tex", PackageResources.checks_tex),
    ("partials/closed-form.md", PackageResources.closed_form_md),
    ("partials/closed-form.tex", PackageResources.closed_form_tex),
    ("partials/derivation.md", PackageResources.derivation_md),
    ("partials/derivation.tex", PackageResources.derivation_tex),
    ("partials/descents.md", PackageResources.descents_md),
    ("partials/descents.tex", PackageResources.descents_tex),
    ("partials/givens.md", PackageResources.givens_md),
    ("partials/givens.tex", PackageResources.givens_tex),
    ("partials/gradients.md", PackageResources.gradients_md),
    ("partials/gradients.tex", PackageResources.gradients_tex),
    ("partials/jacobians.md", PackageResources.jacobians_md),
    ("partials/jacobians.tex", PackageResources.jacobians_tex),
    ("partials/published.md", PackageResources.published_md),
    ("partials/published.tex", PackageResources.published_tex),
    ("partials/steps.md", PackageResources.steps_md),
    ("partials/steps.tex", PackageResources.steps_tex),
    ("partials/worked-entry.md", PackageResources.worked_entry_md),
    ("partials/worked-entry.tex", PackageResources.worked_entry_tex),
  ]
}
