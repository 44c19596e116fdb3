import Problems
import Tensors
import Testing

@testable import WorkedExamples

/// Givens out of files with comma-separated values: what is read, and the exact message where it
/// cannot be.
@Suite struct FileGivenTests {
  static let data = """
    person,age,dose
    Ann,31,0.5
    Bob,42,1.25
    "Cy, jr.",29,-2e-3

    """

  static func read(_ given: String, _ csv: String = data) throws -> Example.Given {
    let text = ProblemTests.example(given: "x: \(given)")
    let source = ExampleSource(name: "e", path: "Examples/e.yaml", text: text)
    let example = try readExample(source) { path throws(Problem) in
      path == "Examples/data.csv" ? csv : try noFile(path)
    }
    return example.givens[0]
  }

  @Test func columnsInTheirOrder() throws {
    let given = try Self.read("{ csv: data.csv, columns: [dose, age] }")
    #expect(given.value == Tensor(rows: [[0.5, 31], [1.25, 42], [-0.002, 29]]))
    #expect(given.names == AxisNames(columns: ["dose", "age"]))
    #expect(given.isTyped)
  }

  @Test func aColumnIsAVector() throws {
    let given = try Self.read("{ csv: data.csv, column: age, row_names: person, skip: 1, rows: 2 }")
    #expect(given.value == Tensor(vector: [42, 29]))
    #expect(given.names == AxisNames(rows: ["Bob", "Cy, jr."]))
  }

  @Test func allColumnsButTheNames() throws {
    let given = try Self.read("{ csv: ./../Examples/data.csv, row_names: person, rows: 1 }")
    #expect(given.value == Tensor(rows: [[31, 0.5]]))
    #expect(given.names == AxisNames(rows: ["Ann"], columns: ["age", "dose"]))
  }

  @Test func aFactIsCheckedOnTheNumbers() throws {
    #expect(
      try Self.read("{ csv: data.csv, columns: [a, b], symmetric: true }", "a,b\n1,2\n2,5")
        .facts == [.symmetric])
  }

  /// A byte order mark, carriage returns, quotes, no line's end at the end.
  @Test func whatTheFormatAllows() throws {
    let csv = "\u{FEFF}\"a \"\"b\"\"\",\"c\r\nd\"\r\n 1 ,\"2\"\r\n3,4"
    let given = try Self.read("{ csv: data.csv }", csv)
    #expect(given.value == Tensor(rows: [[1, 2], [3, 4]]))
    #expect(given.names.columns == ["a \"b\"", "c d"])
  }

  /// The given, the file's text, the message.
  static let wrong: [(given: String, csv: String, message: String)] = [
    (
      "{ csv: data.csv }", "age,dose\n1,2\n3,n/a\n",
      "Examples/data.csv:3:3: found 'n/a', expected a number"
    ),
    (
      "{ csv: data.csv }", "age,dose\n1,\n",
      "Examples/data.csv:2:3: found nothing, expected a number"
    ),
    (
      "{ csv: data.csv }", "age,dose\n1,\"2,5\"\n",
      "Examples/data.csv:2:3: found '2,5', expected a number | decimals are written with a point"
    ),
    (
      "{ csv: data.csv }", "a\n1e999\n",
      "Examples/data.csv:2:1: found '1e999', which is too large for a number"
    ),
    (
      "{ csv: data.csv }", "a\n1/3\n", "Examples/data.csv:2:1: found '1/3', expected a number"
    ),
    (
      "{ csv: data.csv }", "age;dose\n1;2\n",
      "Examples/data.csv:1:4: the fields are separated by ';', expected ',' | save the file with commas between fields and points in decimals"
    ),
    (
      "{ csv: data.csv }", "age\tdose\n1\t2\n",
      "Examples/data.csv:1:4: the fields are separated by tabs, expected ',' | save the file with commas between fields and points in decimals"
    ),
    (
      "{ csv: data.csv }", "a,b\n1,2\n\n3\n",
      "Examples/data.csv:3:1: this record has 1 field, the header has 2"
    ),
    (
      "{ csv: data.csv }", "a,b\n1,2,3\n",
      "Examples/data.csv:2:1: this record has 3 fields, the header has 2"
    ),
    (
      "{ csv: data.csv }", "a,b\n1,\"2\n3,4\n",
      "Examples/data.csv:2:3: the quoted field that begins here has no end | close it with '\"'"
    ),
    (
      "{ csv: data.csv }", "a,b\n1,\"2\"x\n",
      "Examples/data.csv:2:6: found 'x' behind a quoted field, expected ',' or the end of the line"
    ),
    (
      "{ csv: data.csv }", "a,b\n1,2\"\n",
      "Examples/data.csv:2:4: found '\"' within a field that does not begin with it | put the whole field between quotes, and write '\"\"' for each within it"
    ),
    (
      "{ csv: data.csv }", "\n\n",
      "Examples/data.csv:1:1: the file is empty, expected a line with the names of the columns"
    ),
    (
      "{ csv: data.csv }", "a,b\n", "Examples/data.csv:1:1: there are no records below the header"
    ),
    (
      "{ csv: data.csv, column: a }", "a,b,a\n1,2,3\n",
      "Examples/data.csv:1:5: the column 'a' stands twice | rename one of them"
    ),
    (
      "{ csv: data.csv, columns: [age, doze] }", data,
      "Examples/e.yaml:3:38: 'Examples/data.csv' has no column 'doze' | did you mean 'dose'?"
    ),
    (
      "{ csv: data.csv, columns: weight }", data,
      "Examples/e.yaml:3:32: 'Examples/data.csv' has no column 'weight' | it has age, dose, person"
    ),
    (
      "{ csv: data.csv, columns: [] }", data, "Examples/e.yaml:3:32: 'columns' is an empty list"
    ),
    (
      "{ csv: data.csv, column: [age] }", data,
      "Examples/e.yaml:3:31: 'column' has a list where the name of a column is expected"
    ),
    (
      "{ csv: data.csv, column: age, columns: [age] }", data,
      "Examples/e.yaml:3:45: found 'columns' beside 'column' | 'column' makes a vector, 'columns' a matrix"
    ),
    (
      "{ csv: data.csv, column: age, rows: 4 }", data,
      "Examples/e.yaml:3:42: 'rows' is 4, expected an integer from 1 to 3"
    ),
    (
      "{ csv: data.csv, column: age, skip: 3 }", data,
      "Examples/e.yaml:3:42: 'skip' is 3, expected an integer from 0 to 2"
    ),
    (
      "{ csv: data.csv, colums: [age] }", data,
      "Examples/e.yaml:3:23: unknown key 'colums' in 'x' | did you mean 'column' or 'columns'?"
    ),
    (
      "{ csv: data.csv, columns: [age, dose], orthogonal: true }", data,
      "Examples/e.yaml:3:57: 'x' is said to be orthogonal, but the product of its column 1 with itself is 3566, not 1"
    ),
    (
      "{ csv: date.csv }", data,
      "Examples/e.yaml:3:13: 'Examples/date.csv' cannot be read: there is no such file"
    ),
    (
      "{ csv: /etc/passwd }", data,
      "Examples/e.yaml:3:13: '/etc/passwd' is not within the project | a path begins at the example's folder"
    ),
    (
      "{ csv: ../a/../../data.csv }", data,
      "Examples/e.yaml:3:13: '../a/../../data.csv' leaves the project"
    ),
    (
      "{ csv: 'a\\b.csv' }", data,
      "Examples/e.yaml:3:13: 'a\\b.csv' is no path | folders are separated by '/'"
    ),
    (
      "{ csv: [a.csv] }", data,
      "Examples/e.yaml:3:13: 'csv' names no file, expected a path as in 'data.csv'"
    ),
  ]

  @Test(arguments: wrong) func says(given: String, csv: String, message: String) {
    let found = ProblemTests.messages(
      ProblemTests.example(given: "x: \(given)"), path: "Examples/e.yaml",
      files: ["Examples/data.csv": csv])
    #expect(found == [message])
  }

  /// A million rows of nothing, one field without end: in time.
  @Test(arguments: [
    "a\n" + String(repeating: "1\n", count: 200_000), "\"" + String(repeating: "a", count: 500_000),
    String(repeating: ",", count: 300_000), "a\n" + String(repeating: "\"", count: 400_001),
    "a\n1,\u{301}\n",
  ]) func readsWhateverStandsThere(csv: String) {
    let start = ContinuousClock.now
    _ = try? Self.read("{ csv: data.csv, column: a, rows: 1 }", csv)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func numbersThatAreExpressions() throws {
    func value(_ typed: String) throws -> [Double] { try Self.read(typed).value.values }
    #expect(
      try value("[1/3, -2/7, pi, e, pi/2, 2*pi, sqrt(2), 1e-300]")
        == [1.0 / 3, -2.0 / 7, .pi, 2.718281828459045, .pi / 2, 2 * .pi, 2.0.squareRoot(), 1e-300])
    // Exact until computed with: no rounding of 0.1 and 0.2 on the way.
    #expect(try value("['0.1 + 0.2', \"2**-1\", (1 + 1/2)*2]") == [0.3, 0.5, 3])
    #expect(try value("2*3") == [6])
    #expect(try value("{ distribution: [1/3, 2/3] }") == [1.0 / 3, 2.0 / 3])
    #expect(try Self.read("[1/4, 0.1]").isTyped)
    #expect(try !Self.read("[1/3, 0.1]").isTyped)
  }
}
