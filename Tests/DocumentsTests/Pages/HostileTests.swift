import Testing

@testable import Documents

/// Nothing in an example becomes markup: a text reads the same as it was typed, and the page has the
/// elements that it has with a plain text.
@Suite struct HostileTests {
  /// Places of all kinds for two texts.
  static let prose = """
    # {{title}}

    {{summary}}

    ## On {{title}} and more

    A *{{title}}* in **{{summary}}**, [{{title}}](page.html?{{title}}#{{summary}}) and `{{title}}`.

    - {{title}}
    - a {{summary}}

      {{title}}

    1. {{title}}

    > {{title}}
    > b {{summary}}

    | {{title}} | b |
    |---|---|
    | {{summary}} | a {{title}} b |

    ![{{title}}](picture.png "{{title}}")

    ```text
    {{title}}
    ```

    $\\text{so {{title}} and } x$ and $x + {{summary}}$, ${{title}}$

    <p title="{{title}}">{{summary}}</p>

    A note[^1].

    [^1]: {{title}}
    """

  static let shell = """
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta name="description" content="{{summary}}">
    <title>{{title}}</title>
    </head>
    <body>
    <a href="{{name}}.html?{{title}}" title="{{title}}">{{title}}</a>
    {{#contents}}
    <a href="#{{id}}">{{heading}}</a>
    {{/contents}}
    <main>
    {{content}}
    </main>
    </body>
    </html>

    """

  static func documents(_ text: String) throws -> Documents {
    try Documents(prose, of: sample(title: text, summary: text), shell: shell)
  }

  /// As the page shows it: on one line.
  static func shown(_ text: String) -> String { text.replacing("\n", with: " ") }

  @Test(arguments: Hostile.texts) func inHTML(text: String) throws {
    let page = try Markup(Self.documents(text).html).root
    let plain = try Markup(Self.documents("plain").html).root
    #expect(page.structure == plain.structure)
    for name in ["title", "h1", "em", "strong", "pre", "li"] {
      let (found, expected) = (page.all(name), plain.all(name))
      for (element, pattern) in zip(found, expected) {
        #expect(element.text == pattern.text.replacing("plain", with: text), "<\(name)>")
      }
    }
    for (element, pattern) in zip(page.all, plain.all) {
      for key in ["title", "content", "alt"] where pattern.attributes[key] != nil {
        #expect(
          element.attributes[key] == pattern.attributes[key]?.replacing("plain", with: text),
          "\(key)")
      }
      for key in ["href", "src", "id"] {
        guard let value = element.attributes[key] else { continue }
        let isPlain = value.unicodeScalars.allSatisfy {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
            || "-_.~%?#/".unicodeScalars.contains($0)
        }
        #expect(isPlain, "\(key) is \(value)")
      }
    }
    #expect(!page.all.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
  }

  /// The LaTeX of a text alone, read back, is the text.
  @Test(arguments: Hostile.texts) func inLaTeX(text: String) throws {
    let prose = "a {{title}} b\n\n**{{title}}**\n\n`{{title}}`\n"
    let latex = try Documents(prose, of: sample(title: text)).latexBody
    let paragraphs = latex.split(separator: "\n\n").map(String.init)
    let known = LaTeXText.escaped(text)
    #expect(
      paragraphs == ["a \(known) b", "\\textbf{\(known)}", "\\texttt{\(known)}"])
    let readable = text.unicodeScalars.allSatisfy { $0.value < 0x250 }
    if readable { #expect(try LaTeXReader.text(known) == text) }
  }

  /// The commands of a whole document are those that it has with a plain text, but for those that
  /// stand for a character.
  @Test(arguments: Hostile.texts) func inWholeLaTeX(text: String) throws {
    let characters: Set<Substring> = [
      "\\textbackslash", "\\textasciitilde", "\\textasciicircum", "\\textless", "\\textgreater",
      "\\textbar", "\\textquotedbl", "\\textasciigrave",
      // Words of a formula stand in several pieces.
      "\\text", "\\lt", "\\gt", "\\backslash", "\\ast", "\\sim", "\\prime", "\\vert", "\\wedge",
      "\\lbrace", "\\rbrace",
    ]
    func commands(_ text: String) throws -> [Substring] {
      let body = try Self.documents(text).latex.replacing("\\\\", with: "")
      return body.matches(of: /\\[a-zA-Z]+/).map(\.output).filter { !characters.contains($0) }
    }
    let (found, plain) = (try commands(text), try commands("plain"))
    #expect(found == plain)
  }

  /// The Markdown, read by cmark-gfm, has the elements and the texts of the page. An address of
  /// e-mail becomes a link, whatever stands before its sign: nothing can be done about that.
  @Test(arguments: Hostile.texts.filter { $0 != "a@example.org" && $0 != "mailto:a@b.c" })
  func inMarkdown(text: String) throws {
    // In TeX between dollars a code host reads no Markdown: it is not for cmark-gfm to judge.
    let prose = Self.prose.replacing(/(?m)^\$.*$/, with: "")
    func page(_ text: String) throws -> Markup.Element {
      let markdown = try Documents(prose, of: sample(title: text, summary: text)).markdown
      return try Markup(renderCommonMark(markdown)).root
    }
    let (found, plain) = (try page(text), try page("plain"))
    #expect(found.structure == plain.structure)
    // In the author's own code a backquote would end it.
    let inCode = text.replacing("`", with: "'")
    for (element, pattern) in zip(found.all, plain.all)
    where !["code", "pre"].contains(pattern.name) {
      if pattern.all("code").isEmpty {
        #expect(element.text == pattern.text.replacing("plain", with: text), "<\(pattern.name)>")
      }
    }
    for (element, pattern) in zip(found.all("code"), plain.all("code")) {
      #expect(element.text == pattern.text.replacing("plain", with: inCode))
    }
  }
}
