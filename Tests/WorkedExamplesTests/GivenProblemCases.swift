extension ProblemTests {
  static let numbers: [Case] = [
    Case(
      "no operand", example(given: "x: [1, 1/]"),
      "e.yaml:3:12: '1/' in 'x' is not a number: found the end of the line, expected a quantity, a number, a function or '('"
    ),
    Case(
      "not available", example(given: "x: [1, n/a]"),
      "e.yaml:3:10: 'n/a' in 'x' is not a number: found 'n', expected a number, 'pi' or 'e'"),
    Case(
      "quoted, and no function", example(given: "x: [1, 'sqr(2)']"),
      "e.yaml:3:11: 'sqr(2)' in 'x' is not a number: there is no function 'sqr' | did you mean 'sqrt'?"
    ),
    Case(
      "a matrix product", example(given: "x: [1, 2 @ 3 + 1]"),
      "e.yaml:3:12: '2 @ 3 + 1' in 'x' is not a number: found '@', expected '+', '-', '*', '/' or '**'"
    ),
    Case(
      "a list", example(given: "x: [1, '(1, 2) * 3']"),
      "e.yaml:3:11: '(1, 2) * 3' in 'x' is not a number: a list, a text or a place is no part of a number"
    ),
    Case(
      "by zero", example(given: "x: [1, 1/0]"),
      "e.yaml:3:10: '1/0' in 'x' is not a number: it is infinite"),
    Case(
      "zero by zero", example(given: "x: [1, 0/0]"),
      "e.yaml:3:10: '0/0' in 'x' is not a number: it has no value"),
    Case(
      "a root of what is negative", example(given: "x: [1, sqrt(-1)]"),
      "e.yaml:3:10: 'sqrt(-1)' in 'x' is not a number: it has no value"),
    Case(
      "a date", example(given: "x: [1, 2024-01-02]"),
      "e.yaml:3:10: '2024-01-02' in 'x' is not a number but a date"),
    Case(
      "too many digits to be exact", example(given: "x: [1, 0.12345678901234567890/3]"),
      "e.yaml:3:10: '0.12345678901234567890/3' in 'x' is not a number: '0.12345678901234567890' is no decimal number of up to 15 digits"
    ),
    Case(
      "too long", example(given: "x: [1, 1\(String(repeating: "+1", count: 100))]"),
      "e.yaml:3:10: the number in 'x' has 201 characters; it may have 200"),
    Case(
      "no expression for a count", example(given: "x: { random: [4/2] }"),
      "e.yaml:3:17: '4/2' in 'x' is not a number"),
    Case(
      "no expression elsewhere", example(rest: "digits: 2*3"),
      "e.yaml:7:9: '2*3' in 'digits' is not a number"),
  ]

  static let names: [Case] = [
    Case(
      "too few names", example(given: "x: { value: [1, 2], columns: [a] }"),
      "e.yaml:3:32: 'x' has 2 entries, but 'columns' has 1 name"),
    Case(
      "too many names", example(given: "x: { value: [[1, 2]], rows: [a, b] }"),
      "e.yaml:3:31: 'x' has 1 row, but 'rows' has 2 names"),
    Case(
      "both for a vector", example(given: "x: { value: [1, 2], rows: [a, b], columns: [a, b] }"),
      "e.yaml:3:46: 'x' is a vector: its entries have names by 'rows' or by 'columns'"),
    Case(
      "of a number", example(given: "x: { value: 1, rows: [a] }"),
      "e.yaml:3:24: 'x' is one number, it has no rows and columns"),
    Case(
      "of three axes", example(given: "x: { value: [[[1]]], rows: [a] }"),
      "e.yaml:3:30: 'x' has 3 axes; names are for the rows and columns of a matrix"),
    Case(
      "no list", example(given: "x: { value: [1], rows: a }"),
      "e.yaml:3:26: 'rows' of 'x' is no list of names"),
    Case(
      "a list for a name", example(given: "x: { value: [1], rows: [[a]] }"),
      "e.yaml:3:27: 'rows' of 'x' has a list where a name is expected"),
    Case(
      "near the key", example(given: "x: { value: [1], row: [a] }"),
      "e.yaml:3:20: unknown key 'row' in 'x' | did you mean 'rows'?"),
  ]

  static let facts: [Case] = [
    Case(
      "not symmetric", example(given: "x: { value: [[1, 2], [3, 1]], symmetric: true }"),
      "e.yaml:3:44: 'x' is said to be symmetric, but its entry [1,2] is 2 and [2,1] is 3"),
    Case(
      "not square", example(given: "x: { value: [[1, 2]], symmetric: true }"),
      "e.yaml:3:36: 'x' is said to be symmetric, and is no square matrix"),
    Case(
      "not positive", example(given: "x: { value: [1, -2/3], positive: true }"),
      "e.yaml:3:36: 'x' is said to be positive, but has the entry -2/3"),
    Case(
      "not orthogonal",
      example(given: "x: { value: [[1, 0, 0.2], [0, 1, 0], [0, 0, 1]], orthogonal: true }"),
      "e.yaml:3:64: 'x' is said to be orthogonal, but its columns 1 and 3 have the product 0.2"),
    Case(
      "too long a column", example(given: "x: { value: [[1, 0], [0, 2]], orthogonal: true }"),
      "e.yaml:3:45: 'x' is said to be orthogonal, but the product of its column 2 with itself is 4, not 1"
    ),
    Case(
      "too wide", example(given: "x: { value: [[1, 0]], orthogonal: true }"),
      "e.yaml:3:37: 'x' is said to be orthogonal, and has more columns than rows"),
    Case(
      "a vector", example(given: "x: { value: [1, 0], orthogonal: true }"),
      "e.yaml:3:35: 'x' is said to be orthogonal, and is no matrix"),
    Case(
      "no distribution in a row",
      example(given: "x: { value: [[0.5, 0.5], [0.5, 0.4]], distribution: true }"),
      "e.yaml:3:55: 'x' is said to be a distribution, but its row 2 sums to 0.9"),
    Case(
      "a negative distribution", example(given: "x: { value: [1.5, -1/2], distribution: true }"),
      "e.yaml:3:42: 'x' is said to be a distribution, but has the entry -1/2"),
    Case(
      "a number is no distribution", example(given: "x: { value: 1, distribution: true }"),
      "e.yaml:3:32: 'x' is said to be a distribution, and is one number"),
    Case(
      "indefinite", example(given: "x: { value: [[1, 2], [2, 1]], positive_definite: true }"),
      "e.yaml:3:52: 'x' is said to be positive definite, but its determinant is -3"),
    Case(
      "singular", example(given: "x: { value: [[1, 1], [1, 1]], positive_definite: true }"),
      "e.yaml:3:52: 'x' is said to be positive definite, but its determinant is 0"),
    Case(
      "indefinite in a corner",
      example(
        given: "x: { value: [[1, 2, 0], [2, 1, 0], [0, 0, 1]], positive_definite: true }"),
      "e.yaml:3:69: 'x' is said to be positive definite, but the determinant of its first 2 rows and columns is -3"
    ),
    Case(
      "negative in the corner",
      example(given: "x: { value: [[-1, 0], [0, 1]], positive_definite: true }"),
      "e.yaml:3:53: 'x' is said to be positive definite, but its entry [1,1] is -1"),
    Case(
      "not symmetric, so not definite",
      example(given: "x: { value: [[2, 1], [0, 2]], positive_definite: true }"),
      "e.yaml:3:52: 'x' is said to be positive definite, but its entry [1,2] is 1 and [2,1] is 0"),
    Case(
      "neither 0 nor 1", example(given: "x: { value: [0, 1, 0.5], zero_or_one: true }"),
      "e.yaml:3:41: 'x' is said to be zero or one, but has the entry 0.5"),
    Case(
      "no flag", example(given: "x: { value: [0, 1], zero_or_one: yes }"),
      "e.yaml:3:36: 'zero_or_one' is yes, expected true or false"),
    Case(
      "unknown fact", example(given: "x: { value: [0, 1], orthogonl: true }"),
      "e.yaml:3:23: unknown key 'orthogonl' in 'x' | did you mean 'orthogonal'?"),
  ]
}
