import Documents
import Foundation
import WorkedExamples

/// All templates of a project, compiled when first needed and shared by all examples.
struct TemplateSet: Sendable {
  let shell: Template
  let index: Template
  /// The style sheet's text.
  let style: String
  private let filled: [String: Template]
  /// The digest of every template file, by path.
  let digests: [String: String]

  static let folder = Project.templates

  /// Reads and compiles what these examples need.
  ///
  /// An example called NAME is filled into `Templates/NAME.md` where there is one, else into
  /// `Templates/tutorial.md`; `.tex` likewise.
  init(_ project: Project, examples: [String]) throws(Problems) {
    var files: [String: TemplateFile] = [:]
    var digests: [String: String] = [:]
    var problems: [Problem] = []
    for path in Self.paths(project) {
      do throws(Problem) {
        let text = try project.text("\(Self.folder)/\(path)")
        digests["\(Self.folder)/\(path)"] = Digest.of(text)
        files[path] = TemplateFile(
          path: "\(Self.folder)/\(path)", text: text, markup: Markup(fileName: path) ?? .html)
      } catch {
        problems.append(error)
      }
    }
    func compiled(_ name: String) -> Template? {
      guard let file = files[name] else {
        problems.append(
          Problem(
            file: "\(Self.folder)/\(name)", message: "the template is missing",
            suggestion: "'gradus new' writes the templates that are missing"))
        return nil
      }
      do throws(Problems) {
        return try Template(file, partials: Self.partials(files, file.markup))
      } catch {
        problems += error.all
        return nil
      }
    }
    let shell = compiled("page.html")
    let index = compiled("index.html")
    var filled: [String: Template] = [:]
    for ending in ["md", "tex"] {
      let own = examples.filter { files["\($0).\(ending)"] != nil }
      for name in own + (own.count < examples.count ? ["tutorial"] : []) {
        filled["\(name).\(ending)"] = compiled("\(name).\(ending)")
      }
    }
    if files["style.css"] == nil { _ = compiled("style.css") }
    guard problems.isEmpty, let shell, let index else { throw Problems(problems) }
    self.shell = shell
    self.index = index
    style = files["style.css"]?.text ?? ""
    self.filled = filled
    self.digests = digests
  }

  /// The template an example is filled into.
  func template(of example: String, _ ending: String) -> Template {
    guard let template = filled["\(example).\(ending)"] ?? filled["tutorial.\(ending)"] else {
      preconditionFailure("no .\(ending) template was compiled for \(example)")
    }
    return template
  }

  /// The digest of the names of all templates there are.
  static func namesDigest(_ project: Project) -> String {
    Digest.of(paths(project).joined(separator: "\n"))
  }

  /// Files of the templates' folder and its folders, sorted.
  private static func paths(_ project: Project) -> [String] {
    let all = FileManager.default.enumerator(atPath: project.path(folder))?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { path in
      !path.hasPrefix(".") && (Markup(fileName: path) != nil || path == "style.css")
    }.sorted()
  }

  /// Every template can be a partial, under its path without the ending.
  private static func partials(
    _ files: [String: TemplateFile], _ markup: Markup
  ) -> [String: TemplateFile] {
    var partials: [String: TemplateFile] = [:]
    for (path, file) in files where file.markup == markup && path.contains(".") {
      partials[String(path[..<(path.lastIndex(of: ".") ?? path.endIndex)])] = file
    }
    return partials
  }
}
