import Testing

@testable import Documents

@Suite struct EquationTests {
  @Test(arguments: [
    ("a", "a", Equation.Label.number),
    (#"a \notag"#, "a", .none),
    (#"\nonumber a"#, "a", .none),
    (#"\notagged a"#, #"\notagged a"#, .number),
    (#"a \\notag"#, #"a \\notag"#, .number),
    (#"a \tag{1}"#, "a", .tag("(1)")),
    (#"a \tag* {B c} + d"#, "a  + d", .tag("B c")),
    (#"a \tag{$x$}"#, #"a \tag{$x$}"#, .none),
    (#"a \tag{b"#, #"a \tag{b"#, .none),
    (#"a \tag"#, #"a \tag"#, .none),
    (#"a \"#, #"a \"#, .number),
    ("", "", .number),
  ])
  func readsTheLabel(source: String, tex: String, label: Equation.Label) {
    let equation = Equation(tex: source)
    #expect(equation.tex == tex)
    #expect(equation.label == label)
  }
}
