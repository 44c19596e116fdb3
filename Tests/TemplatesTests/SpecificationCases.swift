extension SpecificationTests {
  /// How lines end is settled when a file is read.
  private static let folded = "every line of a template ends in a line feed"
  private static let neverRaw = "nothing is raw: a value is written for where it stands"
  private static let strict = "a name that nothing has is a mistake, never blank"
  private static let reasoned = "what is missing is a mistake where it should be shown"

  static let comments: [Case] = [
    Case("a comment is not written", "one{{! not this }}two", gives: "onetwo"),
    Case(
      "it may go over lines", "sum{{!\n  of all\n  entries\n}}mand\n", gives: "summand\n"),
    Case(
      "a line that holds only a comment goes", "first\n{{! why }}\nlast\n", gives: "first\nlast\n"),
    Case("with its indentation", "first\n\t {{! why }}\nlast\n", gives: "first\nlast\n"),
    Case(
      "with its end, whatever that is", "*\r\n{{! why }}\r\n*", gives: "*\n*", differs: folded),
    Case("at the beginning of the text", " \t{{! why }}\nz", gives: "z"),
    Case("at its end", "z\n \t{{! why }}", gives: "z\n"),
    Case("over lines", "first\n{{!\nwhy\n}}\nlast\n", gives: "first\nlast\n"),
    Case("over indented lines", "first\n  {{!\n    why\n  }}\nlast\n", gives: "first\nlast\n"),
    Case("beside text it leaves the blanks", "   z {{! why }}\n", gives: "   z \n"),
    Case("on both sides", "x {{! why }} y", gives: "x  y"),
    Case(
      "a name in it is none", "[{{! title }}]", ["title": "Softmax", "! title": 1],
      gives: "[]"),
  ]

  static let delimiters: [Case] = [
    Case("they are set between equals signs", "{{=[[ ]]=}}<[[S]]>", ["S": "sum"], gives: "<sum>"),
    Case("to any signs", "<{{=( )=}}(S)>", ["S": "sum"], gives: "<sum>"),
    Case(
      "in and after a section",
      "{{#on}}\n {{S}} @S@\n{{/on}}\n{{=@ @=}}\n@#on@\n {{S}} @S@\n@/on@\n",
      ["on": true, "S": "sum"], gives: " sum @S@\n {{S}} sum\n"),
    Case(
      "in and after an inverted one",
      "{{^on}}\n {{S}} !S!\n{{/on}}\n{{=~ ~=}}\n~^on~\n {{S}} ~S~\n~/on~\n",
      ["on": false, "S": "sum"], gives: " sum !S!\n {{S}} sum\n"),
    Case(
      "a partial begins with the usual ones", "{{>p}}\n{{=% %=}}\n-%>p%-", ["S": "sum"],
      partials: ["p": "<{{S}}>"], gives: "<sum>-<sum>-"),
    Case(
      "those a partial sets end with it", "{{>p}}\n[{{S}} %S%]", ["S": "sum"],
      partials: ["p": "{{S}} {{=% %=}} %S%."], gives: "sum  sum.[sum %S%]"),
    Case("blanks beside the tag stay", "a {{=% %=}} b", gives: "a  b"),
    Case("at the end of a line", "\ta {{=% %=}}\n", gives: "\ta \n"),
    Case("a line of its own goes", "a\n{{=% %=}}\nb\n", gives: "a\nb\n"),
    Case("with its indentation", "a\n\t{{=% %=}}\nb\n", gives: "a\nb\n"),
    Case("with its end, whatever that is", "*\r\n{{=% %=}}\r\n*", gives: "*\n*", differs: folded),
    Case("at the beginning of the text", "   {{=% %=}}\n*", gives: "*"),
    Case("at its end", "*\n   {{=% %=}}", gives: "*\n"),
    Case("blanks in the tag say nothing", "<{{=   %    %  =}}>", gives: "<>"),
  ]

  static let interpolation: [Case] = [
    Case("text without tags stays", "a {b} } {c\n", gives: "a {b} } {c\n"),
    Case("a name becomes its value", "The {{what}}.\n", ["what": "loss"], gives: "The loss.\n"),
    Case(
      "a value is no template", "{{a}} and {{b}}", ["a": "{{b}}", "b": "c"],
      gives: "{{b}} and c"),
    Case(
      "a value is escaped", "{{a}}", ["a": "<p class=\"x\">&"],
      gives: "&lt;p class=&quot;x&quot;&gt;&amp;"),
    Case(
      "three braces", "{{{a}}}", ["a": "<i>&\""], gives: "&lt;i&gt;&amp;&quot;", differs: neverRaw),
    Case(
      "an ampersand", "{{&a}}", ["a": "<i>&\""], gives: "&lt;i&gt;&amp;&quot;", differs: neverRaw),
    Case("a count", "{{n}} classes", ["n": 5], gives: "5 classes"),
    Case("a count in three braces", "{{{n}}} classes", ["n": 5], gives: "5 classes"),
    Case("a count with an ampersand", "{{&n}} classes", ["n": 5], gives: "5 classes"),
    Case("a number", "L = {{L}}", ["L": 1.52790], gives: "L = 1.5279"),
    Case("a number in three braces", "L = {{{L}}}", ["L": 1.52790], gives: "L = 1.5279"),
    Case("a number with an ampersand", "L = {{&L}}", ["L": 1.52790], gives: "L = 1.5279"),
    Case(
      "nothing", "<{{a}}>", ["a": nil], refused: "t.md:1:2: there is no 'a': it was left out",
      differs: reasoned),
    Case(
      "nothing in three braces", "<{{{a}}}>", ["a": nil],
      refused: "t.md:1:2: there is no 'a': it was left out", differs: reasoned),
    Case(
      "nothing with an ampersand", "<{{&a}}>", ["a": nil],
      refused: "t.md:1:2: there is no 'a': it was left out", differs: reasoned),
    Case("an unknown name", "<{{a}}>", refused: "t.md:1:2: there is no 'a'", differs: strict),
    Case(
      "an unknown name in three braces", "<{{{a}}}>", refused: "t.md:1:2: there is no 'a'",
      differs: strict),
    Case(
      "an unknown name with an ampersand", "<{{&a}}>", refused: "t.md:1:2: there is no 'a'",
      differs: strict),
    Case(
      "points lead to parts", "{{W.shape}}={{#W}}{{shape}}{{/W}}", ["W": ["shape": "3x5"]],
      gives: "3x5=3x5"),
    Case(
      "in three braces", "{{{W.shape}}}={{#W}}{{{shape}}}{{/W}}", ["W": ["shape": "3x5"]],
      gives: "3x5=3x5"),
    Case(
      "with an ampersand", "{{&W.shape}}={{#W}}{{&shape}}{{/W}}", ["W": ["shape": "3x5"]],
      gives: "3x5=3x5"),
    Case(
      "as deep as there are parts", "{{p.q.r.s.t.name}}",
      ["p": ["q": ["r": ["s": ["t": ["name": "Emmy"]]]]]], gives: "Emmy"),
    Case(
      "a part that is not there", "<{{W.a.b}}>", ["W": ["shape": "3x5"]],
      refused: "t.md:1:2: 'W' has no 'a' | it has shape", differs: strict),
    Case(
      "parts are those of the first name only", "<{{W.a.shape}}>",
      ["W": ["a": ["c": 1]], "x": ["shape": 3]],
      refused: "t.md:1:2: 'W.a' has no 'shape' | it has c", differs: strict),
    Case(
      "the first name is looked for from the inside",
      "{{#p}}{{q.r.name}}{{/p}}",
      ["p": ["q": ["r": ["name": "inner"]]], "q": ["r": ["name": "outer"]]], gives: "inner"),
    Case(
      "where it is found decides", "{{#W}}{{x.shape}}{{/W}}",
      ["W": ["x": ["c": 1]], "x": ["shape": 3]],
      refused: "t.md:1:7: 'x' has no 'shape' | it has c", differs: strict),
    Case(
      "a name with a point is not one name", "{{W.T}}", ["W.T": "transposed"],
      refused: "t.md:1:1: there is no 'W' | there are W.T", differs: strict),
    Case(
      "nor does it hide the part", "{{W.T}}", ["W.T": "transposed", "W": ["T": "part"]],
      gives: "part"),
    Case("a point alone is the value itself", "It is {{.}}.", "softmax", gives: "It is softmax."),
    Case("escaped", "{{.}}", "<&\">", gives: "&lt;&amp;&quot;&gt;"),
    Case("in three braces", "{{{.}}}", "<&\">", gives: "&lt;&amp;&quot;&gt;", differs: neverRaw),
    Case("with an ampersand", "{{&.}}", "<&\">", gives: "&lt;&amp;&quot;&gt;", differs: neverRaw),
    Case("as a count", "{{.}} steps", 4, gives: "4 steps"),
    Case("blanks around it stay", "a {{b}} c", ["b": "="], gives: "a = c"),
    Case("around three braces", "a {{{b}}} c", ["b": "="], gives: "a = c"),
    Case("around an ampersand's", "a {{&b}} c", ["b": "="], gives: "a = c"),
    Case("on a line of its own", "\t{{b}} \n", ["b": "="], gives: "\t= \n"),
    Case("three braces on one", "\t{{{b}}} \n", ["b": "="], gives: "\t= \n"),
    Case("an ampersand on one", "\t{{&b}} \n", ["b": "="], gives: "\t= \n"),
    Case("blanks in the tag say nothing", "<{{\t b\n}}>", ["b": "="], gives: "<=>"),
    Case("in three braces", "<{{{ b  }}}>", ["b": "="], gives: "<=>"),
    Case("after an ampersand", "<{{&  b }}>", ["b": "="], gives: "<=>"),
  ]

  static let inverted: [Case] = [
    Case("written for false", "<{{^on}}off{{/on}}>", ["on": false], gives: "<off>"),
    Case("left out for true", "<{{^on}}off{{/on}}>", ["on": true], gives: "<>"),
    Case("written for nothing", "<{{^on}}off{{/on}}>", ["on": nil], gives: "<off>"),
    Case(
      "left out for a record", "<{{^W}}no {{shape}}{{/W}}>", ["W": ["shape": 3]], gives: "<>"),
    Case(
      "left out for a list", "<{{^all}}no {{n}}{{/all}}>", ["all": [["n": 1], ["n": 2]]],
      gives: "<>"),
    Case("written for an empty list", "<{{^all}}none{{/all}}>", ["all": []], gives: "<none>"),
    Case(
      "several of one name", "{{^on}}\n1. a\n{{/on}}\n2. {{b}}\n{{^on}}\n3. c\n{{/on}}\n",
      ["on": false, "b": "B"], gives: "1. a\n2. B\n3. c\n"),
    Case(
      "one in another, written", "a{{^on}} b{{^on}} c{{/on}} d{{/on}} e", ["on": false],
      gives: "a b c d e"),
    Case(
      "one in another, left out", "a{{^on}} b{{^on}} c{{/on}} d{{/on}} e", ["on": true],
      gives: "a e"),
    Case(
      "an unknown name", "<{{^on}}off{{/on}}>", refused: "t.md:1:2: there is no 'on'",
      differs: strict),
    Case(
      "points, true", "<{{^p.q.r}}off{{/p.q.r}}>", ["p": ["q": ["r": true]]], gives: "<>"),
    Case(
      "points, false", "<{{^p.q.r}}off{{/p.q.r}}>", ["p": ["q": ["r": false]]], gives: "<off>"),
    Case(
      "points to nowhere", "<{{^p.q.r}}off{{/p.q.r}}>", ["p": ["s": 1]],
      refused: "t.md:1:2: 'p' has no 'q' | did you mean 's'?", differs: strict),
    Case(
      "blanks around it stay", "\t. {{^on}} .\t{{/on}}\t.\n", ["on": false],
      gives: "\t.  .\t\t.\n"),
    Case(
      "blanks in it stay", ". {{^on}} {{! why }}\n\t{{/on}} .\n", ["on": false],
      gives: ".  \n\t .\n"),
    Case(
      "two on a line are not alone", "  {{^on}}a{{/on}}\n {{^on}}b{{/on}}\n", ["on": false],
      gives: "  a\n b\n"),
    Case(
      "a line of its own goes", "a\n{{^on}}\n\nb\n{{/on}}\nc\n", ["on": false],
      gives: "a\n\nb\nc\n"),
    Case(
      "with its indentation", "a\n\t{{^on}}\nb\n  {{/on}}\nc\n", ["on": false],
      gives: "a\nb\nc\n"),
    Case(
      "with its end, whatever that is", "*\r\n{{^on}}\r\n{{/on}}\r\n*", ["on": false],
      gives: "*\n*", differs: folded),
    Case(
      "at the beginning of the text", "   {{^on}}\na{{/on}}\nb", ["on": false], gives: "a\nb"),
    Case("at its end", "a{{^on}}\nb\n   {{/on}}", ["on": false], gives: "a\nb\n"),
    Case(
      "blanks in the tag say nothing", "<{{^\ton }}off{{/  on}}>", ["on": false], gives: "<off>"),
  ]

  static let partials: [Case] = [
    Case(
      "a partial stands where its name does", "<{{>p}}>", partials: ["p": "part"], gives: "<part>"),
    Case(
      "one that is not there", "<{{>p}}>", refused: "t.md:1:2: there is no partial 'p'",
      differs: strict),
    Case(
      "it knows what the tag knows", "{{#W}}{{>p}}{{/W}}", ["W": ["shape": "3x5"], "a": "b"],
      partials: ["p": "{{shape}} {{a}}"], gives: "3x5 b"),
    Case(
      "it may include itself", "{{>tree}}",
      ["name": "L", "built_on": [["name": "S", "built_on": [["name": "z", "built_on": []]]]]],
      partials: ["tree": "{{name}}({{#built_on}}{{>tree}}{{/built_on}})"], gives: "L(S(z()))"),
    Case(
      "it may include others", "{{>p}}", ["a": "x", "b": "y"],
      partials: ["p": "{{a}}[{{>q}}]", "q": "{{b}}"], gives: "x[y]"),
    Case("blanks around it stay", "a {{>p}} b", partials: ["p": "\tc\t"], gives: "a \tc\t b"),
    Case(
      "within a line it is not indented", " {{a}} {{>p}}\n", ["a": "x"], partials: ["p": "y\nz"],
      gives: " x y\nz\n"),
    Case(
      "a line of its own goes, with its end", "a\r\n{{>p}}\r\nb", partials: ["p": "-"],
      gives: "a\n-b", differs: folded),
    Case(
      "at the beginning of the text", "\t{{>p}}\nb", partials: ["p": "x\ny"],
      gives: "\tx\n\tyb"),
    Case("at its end", "a\n\t{{>p}}", partials: ["p": "x\ny"], gives: "a\n\tx\n\ty"),
    Case(
      "its lines are indented, those of its values are not", "(\n  {{>p}}\n)\n",
      ["a": "<\n>"], partials: ["p": "x\n{{{a}}}\ny\n"],
      gives: "(\n  x\n  &lt;\n&gt;\n  y\n)\n", differs: neverRaw),
    Case("blanks in the tag say nothing", "<{{> \tp }}>", partials: ["p": "-"], gives: "<->"),
  ]

  static let sections: [Case] = [
    Case("written for true", "<{{#on}}yes{{/on}}>", ["on": true], gives: "<yes>"),
    Case("left out for false", "<{{#on}}yes{{/on}}>", ["on": false], gives: "<>"),
    Case("left out for nothing", "<{{#on}}yes{{/on}}>", ["on": nil], gives: "<>"),
    Case(
      "a record's parts are known in it", "{{#W}}{{shape}}{{/W}}", ["W": ["shape": 3]], gives: "3"),
    Case(
      "and those around it", "{{#in}}{{a}} {{b}} {{c.d}}{{/in}}",
      ["a": 1, "b": 2, "in": ["b": 3], "c": ["d": 4]], gives: "1 3 4"),
    Case(
      "a value is known as a point", "{{#title}}{{.}}, {{title}}{{/title}}",
      ["title": "Softmax"], gives: "Softmax, Softmax"),
    Case(
      "all levels of lists are known",
      "{{#rows}}{{#cells}}{{#parts}}{{row.name}}{{cell}}{{part}} {{/parts}}{{/cells}}{{/rows}}",
      [
        "rows": [
          ["row": ["name": "r"], "cells": [["cell": "c", "parts": [["part": 1], ["part": 2]]]]]
        ]
      ], gives: "rc1 rc2 "),
    Case(
      "all levels of records are known",
      """
      {{#p}}
      {{one}}
      {{#q}}
      {{one}}{{two}}
      {{#r}}
      {{one}}{{two}}{{three}}
      {{#s}}
      {{one}}{{two}}{{three}}{{four}}
      {{#four}}
      {{one}}{{two}}{{three}}{{.}}{{four}}
      {{/four}}
      {{three}}{{four}}
      {{/s}}
      {{two}}{{three}}
      {{/r}}
      {{two}}
      {{/q}}
      {{one}}
      {{/p}}

      """,
      ["p": ["one": 1], "q": ["two": 2], "r": ["three": 3, "s": ["four": 4]]],
      gives: "1\n12\n123\n1234\n12344\n34\n23\n2\n1\n"),
    Case(
      "a list is written item by item", "{{#all}}{{n}};{{/all}}",
      ["all": [["n": 1], ["n": 2], ["n": 3]]], gives: "1;2;3;"),
    Case("an empty list is left out", "<{{#all}}some{{/all}}>", ["all": []], gives: "<>"),
    Case(
      "several of one name", "{{#on}}\n1. a\n{{/on}}\n2. {{b}}\n{{#on}}\n3. c\n{{/on}}\n",
      ["on": true, "b": "B"], gives: "1. a\n2. B\n3. c\n"),
    Case(
      "one in another, written", "a{{#on}} b{{#on}} c{{/on}} d{{/on}} e", ["on": true],
      gives: "a b c d e"),
    Case(
      "one in another, left out", "a{{#on}} b{{#on}} c{{/on}} d{{/on}} e", ["on": false],
      gives: "a e"),
    Case(
      "an unknown name", "<{{#on}}yes{{/on}}>", refused: "t.md:1:2: there is no 'on'",
      differs: strict),
    Case("items that are texts", "{{#all}}<{{.}}>{{/all}}", ["all": ["x", "W"]], gives: "<x><W>"),
    Case("that are counts", "{{#all}}<{{.}}>{{/all}}", ["all": [3, 5]], gives: "<3><5>"),
    Case(
      "that are numbers", "{{#all}}<{{.}}>{{/all}}", ["all": [0.10, 2.50]], gives: "<0.1><2.5>"),
    Case(
      "that are lists", "{{#all}}<{{#.}}{{.}}{{/.}}>{{/all}}", ["all": [[1, 2], ["x"]]],
      gives: "<12><x>"),
    Case(
      "items are escaped", "{{#all}}{{.}}{{/all}}", ["all": ["<", "&", "\"", ">"]],
      gives: "&lt;&amp;&quot;&gt;"),
    Case(
      "in three braces", "{{#all}}{{{.}}}{{/all}}", ["all": ["<", "&", "\"", ">"]],
      gives: "&lt;&amp;&quot;&gt;", differs: neverRaw),
    Case(
      "with an ampersand", "{{#all}}{{&.}}{{/all}}", ["all": ["<", "&", "\"", ">"]],
      gives: "&lt;&amp;&quot;&gt;", differs: neverRaw),
    Case(
      "all there is may be a list", "{{#.}}{{n}};{{/.}}", [["n": 1], ["n": 2]],
      refused: "t.md:1:7: there is no 'n'", differs: "all there is is always a record"),
    Case("points, true", "<{{#p.q.r}}yes{{/p.q.r}}>", ["p": ["q": ["r": true]]], gives: "<yes>"),
    Case("points, false", "<{{#p.q.r}}yes{{/p.q.r}}>", ["p": ["q": ["r": false]]], gives: "<>"),
    Case(
      "points to nowhere", "<{{#p.q.r}}yes{{/p.q.r}}>", ["p": ["s": 1]],
      refused: "t.md:1:2: 'p' has no 'q' | did you mean 's'?", differs: strict),
    Case(
      "blanks around it stay", "\t. {{#on}} .\t{{/on}}\t.\n", ["on": true],
      gives: "\t.  .\t\t.\n"),
    Case(
      "blanks in it stay", ". {{#on}} {{! why }}\n\t{{/on}} .\n", ["on": true],
      gives: ".  \n\t .\n"),
    Case(
      "two on a line are not alone", "  {{#on}}a{{/on}}\n {{#on}}b{{/on}}\n", ["on": true],
      gives: "  a\n b\n"),
    Case(
      "a line of its own goes", "a\n{{#on}}\n\nb\n{{/on}}\nc\n", ["on": true],
      gives: "a\n\nb\nc\n"),
    Case(
      "with its indentation", "a\n\t{{#on}}\nb\n  {{/on}}\nc\n", ["on": true], gives: "a\nb\nc\n"),
    Case(
      "with its end, whatever that is", "*\r\n{{#on}}\r\n{{/on}}\r\n*", ["on": true],
      gives: "*\n*", differs: folded),
    Case("at the beginning of the text", "   {{#on}}\na{{/on}}\nb", ["on": true], gives: "a\nb"),
    Case("at its end", "a{{#on}}\nb\n   {{/on}}", ["on": true], gives: "a\nb\n"),
    Case("blanks in the tag say nothing", "<{{#\ton }}yes{{/  on}}>", ["on": true], gives: "<yes>"),
  ]
}
