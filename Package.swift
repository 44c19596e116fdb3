// swift-tools-version: 6.2

import PackageDescription

// Imports go downwards only: each target may use the targets above it, never one below.

let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "gradus",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gradus", targets: ["gradus"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // MARK: Mistakes of an author: where, what, and what to do
    .target(name: "Problems", swiftSettings: settings),

    // MARK: Mathematics: no text formats, no files
    .target(name: "CMatrixProduct", path: "Sources/CMatrixProduct"),
    .target(name: "Tensors", dependencies: ["CMatrixProduct"], swiftSettings: settings),
    .target(name: "IndexNotation", dependencies: ["Tensors"], swiftSettings: settings),
    .target(
      name: "MatrixNotation", dependencies: ["Tensors", "IndexNotation"], swiftSettings: settings),
    .target(
      name: "Calculus", dependencies: ["Tensors", "IndexNotation", "MatrixNotation"],
      swiftSettings: settings),

    // MARK: From the author's file to a worked example
    .target(
      name: "ModelLanguage",
      dependencies: ["Problems", "Tensors", "IndexNotation", "MatrixNotation", "Calculus"],
      swiftSettings: settings),
    .target(
      name: "WorkedExamples",
      dependencies: [
        "Problems", "Tensors", "IndexNotation", "MatrixNotation", "Calculus", "ModelLanguage",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),

    // MARK: From a worked example to documents
    .target(
      name: "Formulas",
      dependencies: [
        "Problems", "Tensors", "IndexNotation", "MatrixNotation", "Calculus", "ModelLanguage",
        "WorkedExamples",
      ],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "Problems", "Tensors", "IndexNotation", "MatrixNotation", "Calculus", "ModelLanguage",
        "WorkedExamples",
        "Formulas",
      ],
      swiftSettings: settings),
    .target(
      name: "Templates", dependencies: ["Problems", "Formulas", "Reports"],
      swiftSettings: settings),
    .target(
      name: "Documents",
      dependencies: [
        "Problems", "Formulas", "Reports", "Templates", "CMarkGFM", "CJavaScriptCore",
      ],
      swiftSettings: settings,
      linkerSettings: [.linkedFramework("JavaScriptCore", .when(platforms: [.macOS]))]),
    .target(
      name: "Site",
      dependencies: [
        "Problems", "WorkedExamples", "Formulas", "Reports", "Templates", "Documents",
      ],
      // What `gradus new` writes into an empty folder.
      resources: [.embedInCode("Templates")],
      swiftSettings: settings),
    .executableTarget(
      name: "gradus",
      dependencies: [
        "Problems", "Calculus", "WorkedExamples", "Formulas", "Reports", "Templates", "Documents",
        "Site",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // MARK: Speed: make bench
    .executableTarget(
      name: "gradus-benchmarks",
      dependencies: [
        "Problems", "Calculus", "WorkedExamples", "Formulas", "Reports", "Templates",
        "Documents", "CAllocations",
      ],
      path: "Benchmarks",
      exclude: ["CAllocations", "peers"],
      swiftSettings: settings),
    .target(name: "CAllocations", path: "Benchmarks/CAllocations"),

    // MARK: System libraries
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    .systemLibrary(
      name: "CJavaScriptCore", pkgConfig: "javascriptcoregtk-4.1",
      providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]),

    // MARK: Tests, mirroring Sources
    .testTarget(name: "ProblemsTests", dependencies: ["Problems"], swiftSettings: settings),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "IndexNotationTests",
      dependencies: ["IndexNotation", "Tensors", "Formulas", "TestSupport"],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "MatrixNotationTests",
      dependencies: [
        "MatrixNotation", "Calculus", "ModelLanguage", "Formulas", "IndexNotation", "Tensors",
        "TestSupport",
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "CalculusTests", dependencies: ["Calculus", "IndexNotation", "Tensors", "Formulas"],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "ModelLanguageTests", dependencies: ["ModelLanguage", "Tensors"],
      swiftSettings: settings),
    .testTarget(
      name: "WorkedExamplesTests",
      dependencies: ["Problems", "WorkedExamples", "Formulas", "Calculus", "Tensors"],
      exclude: ["Cases"], swiftSettings: settings),
    .testTarget(
      name: "TemplatesTests",
      dependencies: ["Templates", "Reports", "Formulas", "Problems", "Tensors", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FormulasTests",
      dependencies: [
        "Formulas", "Documents", "ModelLanguage", "Calculus", "MatrixNotation", "IndexNotation",
        "Tensors",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Templates", "Formulas", "Problems", "WorkedExamples", "Calculus",
        "IndexNotation", "Tensors",
      ], swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests",
      dependencies: [
        "Documents", "Templates", "Reports", "Formulas", "Problems", "WorkedExamples", "Tensors",
        "TestSupport",
      ],
      exclude: ["Markdown/math-spec.txt"], swiftSettings: settings),
    .testTarget(
      name: "SiteTests",
      dependencies: ["Site", "Problems", "Reports", "Documents", "WorkedExamples"],
      swiftSettings: settings),
    .testTarget(name: "gradusTests", dependencies: ["gradus", "Site"], swiftSettings: settings),
    // What was published, before other programs: a browser, tidy, pdflatex, NumPy.
    .testTarget(
      name: "PublishedPagesTests", dependencies: ["gradus"],
      exclude: ["Examples", "inspect.js", "planted.py", "referee-known.txt", "referee.py"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
