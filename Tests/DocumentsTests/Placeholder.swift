import Testing

@testable import Documents

@Test func tryout() throws {
  let t = """
    # A $\\frac{a}{b}$ b

    text $x_1*y*$ *em $a_*$* `$c$` \\$5 $5 and $6 <b>

    $$
    a
    - b
    = c
    # x
    $$
    after $$ y $$ that

    - item
      $$ a
      b $$
    - next

    > $$
    q
    $$

    | a | b |
    |---|---|
    | $x$ | 2 |
    $$z \\notag$$

    ```math
    \\frac12 \\tag{A}
    ```
    """
  let r = try renderMarkdown(t) { "[\($0.tex)|\($0.isDisplay)|\($0.line):\($0.column)]" }
  print(r.html)
  print(r.headings)
}
