import Problems
import Reports

/// A template with its partials, parsed once, to be filled any number of times.
///
/// It is Mustache as https://github.com/mustache/spec has it (without lambdas, inheritance and
/// dynamic names), but strict: every name must be known, and nothing is written raw, since a value
/// is written for where it stands. Two tags are added: `{{(1 - S[3])}}`, an expression, and
/// `{{?(argmax(z) == 4)}}`, a claim.
public struct Template: Sendable {
  /// The template and the partials that it uses, directly or not; the template is the first.
  let files: [TemplateFile]
  /// The nodes of each file.
  let nodes: [[Node]]
  /// Which file a partial is, by its name.
  let numbers: [String: Int]

  /// Parses a template and the partials it uses.
  /// - Parameter partials: all partials there are, by their paths without ending:
  ///   `partials/steps`. Those that are not used are not parsed.
  /// - Throws: everything wrong with the template and those partials, file by file.
  public init(_ file: TemplateFile, partials: [String: TemplateFile] = [:]) throws(Problems) {
    var files = [file]
    var nodes: [[Node]] = []
    var numbers: [String: Int] = [:]
    var problems: [Problem] = []
    while nodes.count < files.count, problems.count < Limits.problems {
      let parser = Parser(files[nodes.count], number: nodes.count)
      problems += parser.problems
      for inclusion in parser.inclusions where numbers[inclusion.name] == nil {
        if let partial = partials[inclusion.name] {
          numbers[inclusion.name] = files.count
          files.append(partial)
        } else {
          problems.append(
            files[nodes.count].problem(
              at: inclusion.source.offset, "there is no partial '\(inclusion.name)'",
              suggestion: NearestNames.suggestion(
                for: inclusion.name, among: Array(partials.keys), otherwise: "there are")))
        }
      }
      nodes.append(parser.nodes)
    }
    if !problems.isEmpty { throw Problems(problems) }
    self.files = files
    self.nodes = nodes
    self.numbers = numbers
  }

  /// The paths of all files that what is filled depends on.
  public var paths: [String] { files.map(\.path) }
}

extension Template {
  /// The template with a token for every value that it shows.
  ///
  /// False in a section are `false`, an empty list, an empty text and what is missing; any other
  /// value is true, and a list is filled once for each of its items. Items know their `number`, from
  /// 1, and whether it `is_first` or `is_last`, where they have no such parts of their own.
  /// - Parameter root: whose parts the names are outside sections.
  /// - Throws: a problem for every tag that asks for what there is not, each once; or that the page
  ///   would be too large or have no end.
  public func fill(
    _ root: any Record, evaluator: any ExpressionEvaluator
  ) throws(Problems) -> Filled {
    var filling = Filling(self, root, evaluator)
    do throws(Filling.Refusal) {
      try filling.fill(nodes[0], indentation: [])
    } catch {
      filling.report(error.source, error.message)
    }
    if !filling.problems.isEmpty { throw Problems(filling.problems) }
    return filling.filled
  }
}
