import Mustache
import Problems
import WorkedExamples

/// A template with its partials, ready to be filled any number of times.
///
/// swift-mustache renders a name that nobody knows as nothing. So each name is stamped with the
/// number of its tag before it is compiled (`{{S.3}}` becomes `{{12*S.3}}`): whoever is asked for a
/// value then knows which tag asks, and what is missing is reported with file, line and column.
public struct Template: Sendable {
  public let main: TemplateFile
  /// The template and the partials it uses, directly or not; a partial under its name.
  let files: [(name: String, file: TemplateFile)]
  let library: MustacheLibrary
  /// Every tag of all files; a stamp is a place in this array.
  let tags: [(file: TemplateFile, tag: Tag)]

  static let mainName = "*main"

  /// Compiles a template and the partials it uses.
  /// - Parameter partials: all partials of the project by name.
  public init(_ main: TemplateFile, partials: [String: TemplateFile] = [:]) throws(Problems) {
    self.main = main
    files = try PartialGraph.files(from: main, partials: partials)
    var library = MustacheLibrary()
    var tags: [(file: TemplateFile, tag: Tag)] = []
    var problems: [Problem] = []
    for (name, file) in files {
      do throws(Problem) {
        let stamped = try StampedSource(file, firstStamp: tags.count, marksLines: false)
        tags += stamped.tags.map { (file, $0) }
        library.register(try stamped.compiled(), named: name)
      } catch {
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw Problems(problems) }
    self.library = library
    self.tags = tags
  }

  /// The paths of all files that what is filled depends on.
  public var paths: [String] { files.map(\.file.path) }
}
