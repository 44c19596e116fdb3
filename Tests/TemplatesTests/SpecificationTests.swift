import Reports
import Testing

/// The points of Mustache's specification (https://github.com/mustache/spec), each in a case of our
/// own; the cases of a module stand in the order of the specification's.
@Suite struct SpecificationTests {
  /// One point of the specification.
  struct Case: Sendable, CustomTestStringConvertible {
    let point: String
    let template: String
    let data: Value
    let partials: [String: String]
    let result: Result
    /// What a strict engine does otherwise than the specification, and why.
    let differs: String?
    var testDescription: String { point }

    enum Result: Sendable {
      case text(String)
      case problem(String)
    }

    init(
      _ point: String, _ template: String, _ data: Value = [:], partials: [String: String] = [:],
      gives text: String, differs: String? = nil
    ) {
      (self.point, self.template, self.data, self.partials) = (point, template, data, partials)
      (result, self.differs) = (.text(text), differs)
    }

    init(
      _ point: String, _ template: String, _ data: Value = [:], partials: [String: String] = [:],
      refused problem: String, differs: String
    ) {
      (self.point, self.template, self.data, self.partials) = (point, template, data, partials)
      (result, self.differs) = (.problem(problem), differs)
    }
  }

  @Test(arguments: comments + delimiters + interpolation + inverted + partials + sections)
  func holds(_ point: Case) throws {
    switch point.result {
    case .text(let text):
      #expect(try written(point.template, point.data, partials: point.partials) == text)
    case .problem(let problem):
      #expect(problems(point.template, point.data, partials: point.partials) == [problem])
    }
  }

  /// As many as the specification has, version 1.4.3.
  @Test func everyPointHasItsCase() {
    #expect(Self.comments.count == 12)
    #expect(Self.delimiters.count == 14)
    #expect(Self.interpolation.count == 42)
    #expect(Self.inverted.count == 22)
    #expect(Self.partials.count == 12)
    #expect(Self.sections.count == 34)
  }
}
