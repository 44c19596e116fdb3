import Foundation
import Testing

/// Every example's data against the published contract, `Documentation/report.schema.json`, by
/// another program: Python's jsonschema.
@Suite struct SchemaTests {
  @Test func everyPageKeepsTheContract() throws {
    let site = try PublishedSite.shared.get()
    for example in site.examples {
      let data = try String(
        contentsOf: site.output.appending(path: "\(example).json"), encoding: .utf8)
      #expect(data.hasPrefix("{\n  \"gradus\": 2,\n  \"name\": \"\(example)\",\n"))
      #expect(try Self.complaints(about: data) == [], "\(example)")
      // What is printed is what is published.
      #expect(try site.gradus(["work", example, "--format", "json"]) == data, "\(example)")
    }
  }

  @Test(arguments: [
    ("\"gradus\": 2", "\"gradus\": 1", "2 was expected"),
    ("\"digits\": 8,", "", "'digits' is a required property"),
    ("\"digits\": 8,", "\"digits\": \"8\",", "'8' is not of type 'integer'"),
    ("\"digits\": 8,", "\"digits\": 8, \"more\": 1,", "'more' was unexpected"),
    ("\"role\": \"given\"", "\"role\": \"taken\"", "'taken' is not one of"),
    ("\"values\": [0.1, ", "\"values\": [\"0.1\", ", "'0.1' is not valid"),
    ("\"row_names\": []", "\"row_names\": [1]", "1 is not of type 'string'"),
    ("\"column_names\": [],", "", "'column_names' is a required property"),
    ("\"column_names\": []", "\"column_names\": \"x\"", "'x' is not of type 'array'"),
    ("\"facts\": []", "\"facts\": [\"small\"]", "'small' is not one of"),
    ("\"comment\": \"\"", "\"comment\": null", "None is not of type 'string'"),
    ("\"kind\": \"local\"", "\"kind\": \"direct\"", "'direct' is not one of"),
    ("\"name\": \"x\"", "\"name\": \"1x\"", "'1x' does not match"),
    ("\"numpy\": \"np.outer(x, d_z)\"", "\"numpy\": 1", "1 is not valid"),
    ("\"notation\": \"matrix\"", "\"notation\": \"words\"", "'words' is not one of"),
    ("\"deltas\": [", "\"delta\": [", "'deltas' is a required property"),
    ("\"verdict\": \"right\"", "\"verdict\": \"fine\"", "'fine' is not one of"),
  ]) func everyPlantedFaultIsCaught(place: String, fault: String, caught: String) throws {
    let site = try PublishedSite.shared.get()
    let data = try site.gradus(["work", "softmax-cross-entropy", "--format", "json"])
    let range = try #require(data.firstRange(of: place), "\(place) is not there")
    let found = try Self.complaints(about: data.replacingCharacters(in: range, with: fault))
    #expect(found.contains { $0.contains(caught) }, "\(found)")
  }

  private static let script = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
        best = jsonschema.exceptions.best_match([error])
        print(error.json_path, "|", error.message[:200], "|", best.message[:200])
    print("done")
    """

  private static func complaints(about data: String) throws -> [String] {
    let schema = PublishedSite.root.appending(path: "Documentation/report.schema.json").path
    let (code, output) = try Tool.python.run(
      ["-c", script, schema], in: FileManager.default.temporaryDirectory, input: data)
    let lines = output.split(separator: "\n").map(String.init)
    guard code == 0, lines.last == "done" else {
      throw Failure("the data cannot be validated (python3-jsonschema is needed):\n\(output)")
    }
    return lines.dropLast()
  }
}
