import Foundation
import Testing

/// The invariants of the house that the compiler does not keep: see CONTRIBUTING.md.
@Suite struct HouseTests {
  /// The files in which something occurs.
  func files(_ occurs: (SwiftSource) -> Bool) -> Set<String> {
    Set(SwiftSource.all.filter(occurs).map(\.path))
  }

  @Test func theReaderOfSwiftSeesWhatStandsWhere() {
    let source = SwiftSource(
      path: "A/B.swift",
      text: ##"""
        import A  // "no string"
        let a = "x \(f("y")) \\z", b = #"\w \#(1)"#
        let c = """
          <p>
          """
        """##)
    #expect(source.strings == ["y", "x   \\z", "\\w  ", "\n  <p>\n  "])
    #expect(source.words == ["import", "A", "let", "a", "b", "c", "f", "1"])
    #expect(source.target == "A")
    #expect(SwiftSource.all.count > 100)
  }

  /// A backslash command or a tag stands in the writers and in what reads an author's markup.
  @Test func markupIsWrittenInWritersOnly() {
    #expect(SwiftSource(path: "", text: #"let a = "\\frac""#).writesMarkup)
    #expect(SwiftSource(path: "", text: #"let a = "</mi>""#).writesMarkup)
    #expect(!SwiftSource(path: "", text: #"let a = "\n 1 < 2 \(b)""#).writesMarkup)
    #expect(
      files(\.writesMarkup) == [
        // Formulas, one writer a format, and the letters that TeX has names for.
        "Formulas/TeX.swift", "Formulas/TeX+Tables.swift", "Formulas/TeX+Text.swift",
        "Formulas/MathML.swift", "Formulas/MathML+Tables.swift", "Formulas/MathML+Numbers.swift",
        "Formulas/Greek.swift",
        // Values and prose.
        "Documents/Writers/HTMLWriter.swift", "Documents/Writers/LaTeXWriter.swift",
        "Documents/Writers/LaTeXText.swift", "Documents/Skeletons/LaTeXRendering.swift",
        "Documents/Markdown/MarkdownRenderer.swift", "Documents/Markdown/Equation.swift",
        "Documents/Mathematics/MathTypesetter.swift", "Documents/Mathematics/AuthorFormula.swift",
        "Reports/JSON.swift",
        // Readers of an author's markup, and what speaks to KaTeX and LaTeX.
        "Documents/Skeletons/HTMLScanner.swift", "Documents/Skeletons/LaTeXScanner.swift",
        "Documents/Skeletons/DocumentSkeleton.swift", "Documents/Mathematics/MathEngine.swift",
        "Site/PDF.swift",
      ])
  }

  /// What only an escape function writes stands in one file a format.
  @Test func oneEscapeFunctionAFormat() {
    let declaring = files { source in
      source.lines.contains { $0.contains("func ") && $0.lowercased().contains("escape") }
    }
    #expect(
      declaring == [
        "Documents/Writers/LaTeXText.swift", "Reports/JSON.swift", "Site/Annotation.swift",
        "Formulas/HTMLText.swift",
      ])
    for (mark, file) in [
      "&amp;": "Formulas/HTMLText.swift", "&quot;": "Formulas/HTMLText.swift",
      "\\textbackslash{}": "Documents/Writers/LaTeXText.swift",
      "%0A": "Site/Annotation.swift",
    ] {
      // KaTeX's MathML is read back there: the way from an entity to its character.
      let found = files { $0.strings.contains { $0.contains(mark) } }
        .subtracting(["Documents/Mathematics/MathMLReader.swift"])
      #expect(found == [file], "'\(mark)'")
    }
    #expect(files { $0.strings.contains("\\u") } == ["Reports/JSON.swift"])
  }

  @Test func onlySiteAndTheCommandLineTouchTheDisk() {
    let disk: Set<String> = [
      "FileManager", "FileHandle", "URL", "URLSession", "Process", "ProcessInfo", "InputStream",
      "OutputStream", "fopen", "fread", "fwrite", "mmap", "unlink", "rename", "posix_spawn",
      "getenv", "O_RDONLY",
    ]
    let touching = files { source in
      !source.words.isDisjoint(with: disk) || source.contains(code: "Data(contentsOf")
        || source.contains(code: "String(contentsOf")
    }
    #expect(touching.filter { !$0.hasPrefix("Site/") && !$0.hasPrefix("gradus/") } == [])
    #expect(touching.contains("Site/Project.swift"))
  }

  @Test func foreignLibrariesStandBehindOneFile() {
    func importing(_ names: Set<String>) -> Set<String> {
      files { !$0.imports.isDisjoint(with: names) }
    }
    #expect(importing(["CMarkGFM"]) == ["Documents/Markdown/CommonMark.swift"])
    #expect(
      importing(["CJavaScriptCore", "JavaScriptCore"])
        == ["Documents/Mathematics/MathEngine.swift"])
    #expect(importing(["CMatrixProduct"]) == ["Tensors/MatrixKernel.swift"])
    #expect(importing(["Yams"]).allSatisfy { $0.hasPrefix("WorkedExamples/Reading/") })
    #expect(importing(["ArgumentParser"]).allSatisfy { $0.hasPrefix("gradus/") })
  }

  /// What the engine has to know about a function is a facet that the function states.
  @Test func noFunctionIsComparedByName() {
    // Its name is the first string of a function's file.
    let homes = SwiftSource.all.filter {
      $0.path.hasPrefix("Calculus/Functions/") && $0.contains(code: "let name")
    }
    let names = homes.compactMap { home in home.strings.first.map { ($0, home.path) } }
      .filter { $0.0.count > 1 && $0.0.allSatisfy { $0.isLetter || $0 == "_" } }
    #expect(names.count > 12)
    var found: Set<String> = []
    for (name, home) in names {
      // Compositions are written in the model language, as closed forms are that become part of one.
      let others = files {
        $0.path != home && $0.strings.contains(name)
          && !$0.path.hasPrefix("Calculus/Compositions/")
          && $0.path != "ModelLanguage/Syntax+Form.swift"
      }
      for path in others {
        found.insert("\(path): \(name)")
      }
    }
    // These words mean something else there than a function of the catalogue.
    #expect(
      found == [
        // TeX's own names for operators, and those that an author's TeX may use.
        "Formulas/TeX.swift: log", "Formulas/TeX.swift: exp", "Formulas/TeX.swift: sin",
        "Formulas/TeX.swift: cos", "Formulas/TeX.swift: tan", "Formulas/TeX.swift: arcsin",
        "Formulas/TeX.swift: arccos", "Formulas/TeX.swift: arctan", "Formulas/TeX.swift: sinh",
        "Formulas/TeX.swift: cosh", "Formulas/TeX.swift: tanh",
        "Documents/Mathematics/FormulaReader.swift: sqrt",
        "Documents/Mathematics/FormulaReader.swift: dot",
        // What a vector beside a matrix is written as.
        "Formulas/MatrixLayout+Entrywise.swift: diag",
        // A sum over indices, and over a matrix: part of both notations.
        "ModelLanguage/IndexNotationReader.swift: sum",
        "Formulas/MatrixLayout+Factors.swift: sum",
        "Formulas/MatrixLayout+Factors.swift: mean",
        // The sign of the syntax, which stands for this function.
        "ModelLanguage/ExpressionBuilder.swift: negate",
        // Words of TeX and of the page.
        "Formulas/TeX.swift: max", "Formulas/TeX.swift: min",
        "Calculus/Functions/Maximum.swift: max", "Calculus/Functions/Minimum.swift: min",
        "Formulas/MatrixLayout+Factors.swift: pad", "Formulas/Speech.swift: zeros",
        "Formulas/Speech.swift: where",
        // The values of an option.
        "Calculus/Functions/GELU.swift: tanh", "Calculus/Composition.swift: sum",
        "Calculus/Composition.swift: mean",
        // A form of a given.
        "WorkedExamples/Reading/GivenReader.swift: zeros",
        // A Jacobian's rows, put together in the model language.
        "ModelLanguage/ExpressionBuilder+Derivatives.swift: reshape",
        // Members of the report.
        "Reports/Sections/TensorParts.swift: sum", "Reports/Sections/TensorParts.swift: max",
        "Reports/Sections/TensorParts.swift: min", "Reports/Sections/TensorParts.swift: norm",
        "Reports/Sections/TensorParts.swift: argmax", "Reports/Sections/TensorParts.swift: mean",
        "Reports/Sections/TensorParts.swift: norm",
        "Reports/Sections/BackwardReport.swift: sum", "Reports/Sections/GradientReport.swift: sum",
      ])
  }

  /// Digits come from one place.
  @Test func numbersBecomeTextInOnePlace() {
    #expect(files { $0.contains(code: "String(format:") } == ["Formulas/NumberFormat.swift"])
  }

  /// Swift 6 refuses shared mutable state, and all but these ways around it.
  @Test func noWayAroundTheCompiler() {
    #expect(files { $0.contains(code: "nonisolated(unsafe)") } == [])
    #expect(
      files { $0.contains(code: "@unchecked Sendable") }
        == ["Documents/Mathematics/MathEngine.swift"])
    #expect(files { $0.words.contains("fatalError") } == [])
    #expect(files { $0.contains(code: "try!") || $0.contains(code: " as! ") } == [])
  }
}

extension SwiftSource {
  fileprivate var writesMarkup: Bool {
    strings.contains { text in
      let characters = Array(text.utf8)
      return characters.indices.dropLast().contains { place in
        var next = characters[place + 1]
        switch characters[place] {
        case UInt8(ascii: "\\"):
          return "{}$".utf8.contains(next) || (0x61...0x7A).contains(next | 0x20)
        case UInt8(ascii: "<"):
          if next == UInt8(ascii: "/"), place + 2 < characters.count {
            next = characters[place + 2]
          }
          return (0x61...0x7A).contains(next)
        default: return false
        }
      }
    }
  }
}
