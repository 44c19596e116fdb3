import Mustache
import Problems
import WorkedExamples

extension Template {
  /// The template with every name replaced by its value.
  func fill(
    _ root: any TemplateRecord, options: TemplateOptions = TemplateOptions()
  ) throws(Problems) -> String {
    let rendering = Rendering(self, options: options)
    let text = library.render(Place(root: root, rendering), withTemplate: Template.mainName)
    if !rendering.problems.isEmpty { throw Problems(rendering.problems) }
    return text ?? ""
  }

  /// The template filled with a worked example.
  public func fill(
    _ example: WorkedExample, options: TemplateOptions = TemplateOptions()
  ) throws(Problems) -> String {
    try fill(ExampleRecord(example), options: options)
  }
}
