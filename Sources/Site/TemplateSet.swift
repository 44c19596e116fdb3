import Documents
import Foundation
import Problems
import Templates

/// All templates of a project, parsed once and shared by all examples.
struct TemplateSet: Sendable {
  let index: Template
  /// The style sheet's text.
  let style: String
  private let shells: (html: Template, latex: Template)
  /// By file name.
  private let filled: [String: Template]
  /// The digest of every template file, by path.
  let digests: [String: String]

  static let folder = Project.templates

  /// Reads and parses what these examples need.
  ///
  /// An example called NAME is filled into `Templates/NAME.md` where there is one, else into
  /// `Templates/tutorial.md`. Its LaTeX is made of the same prose, but for one with a
  /// `Templates/NAME.tex` of its own.
  init(_ project: Project, examples: [String]) throws(Problems) {
    var files: [String: TemplateFile] = [:]
    var digests: [String: String] = [:]
    var problems: [Problem] = []
    for path in Self.paths(project) {
      do throws(Problem) {
        let text = try project.text("\(Self.folder)/\(path)")
        digests["\(Self.folder)/\(path)"] = Digest.of(text)
        files[path] = TemplateFile(path: "\(Self.folder)/\(path)", text: text)
      } catch {
        problems.append(error)
      }
    }
    func parsed(_ name: String) -> Template? {
      guard let file = files[name] else {
        problems.append(
          Problem(
            file: "\(Self.folder)/\(name)", message: "the template is missing",
            suggestion: "'gradus new' writes the templates that are missing"))
        return nil
      }
      do throws(Problems) {
        return try Template(file, partials: Self.partials(files, Self.ending(name)))
      } catch {
        problems += error.all
        return nil
      }
    }
    let (html, latex, index) = (parsed("page.html"), parsed("page.tex"), parsed("index.html"))
    var filled: [String: Template] = [:]
    let own = examples.filter { files["\($0).md"] != nil }
    for name in own.map({ "\($0).md" }) + (own.count < examples.count ? ["tutorial.md"] : [])
      + examples.map({ "\($0).tex" }).filter({ files[$0] != nil })
    {
      filled[name] = parsed(name)
    }
    if files["style.css"] == nil { _ = parsed("style.css") }
    guard problems.isEmpty, let html, let latex, let index else { throw Problems(problems) }
    shells = (html, latex)
    self.index = index
    style = files["style.css"]?.text ?? ""
    self.filled = filled
    self.digests = digests
  }

  /// The templates an example is filled into.
  func templates(of example: String) -> PageTemplates {
    guard let prose = filled["\(example).md"] ?? filled["tutorial.md"] else {
      preconditionFailure("no template was parsed for \(example)")
    }
    return PageTemplates(
      prose: prose, htmlShell: shells.html, latexShell: shells.latex,
      latex: filled["\(example).tex"])
  }

  /// The digest of the names of all templates there are.
  static func namesDigest(_ project: Project) -> String {
    Digest.of(paths(project).joined(separator: "\n"))
  }

  /// Files of the templates' folder and its folders, sorted.
  private static func paths(_ project: Project) -> [String] {
    let all = FileManager.default.enumerator(atPath: project.path(folder))?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { path in
      !path.hasPrefix(".") && (endings.contains(ending(path)) || path == "style.css")
    }.sorted()
  }

  private static let endings: Set<Substring> = ["md", "tex", "html"]

  private static func ending(_ path: String) -> Substring {
    path.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
  }

  /// Every template can be a partial of those with the same ending, under its path without it.
  private static func partials(
    _ files: [String: TemplateFile], _ ending: Substring
  ) -> [String: TemplateFile] {
    var partials: [String: TemplateFile] = [:]
    for (path, file) in files where self.ending(path) == ending && path.contains(".") {
      partials[String(path.dropLast(ending.count + 1))] = file
    }
    return partials
  }
}
