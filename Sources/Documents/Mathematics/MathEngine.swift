import CJavaScriptCore

// The only file that knows the JavaScript engine.

/// KaTeX, loaded into a JavaScript engine of its own.
///
/// It may move from thread to thread but works for one at a time: `MathTypesetter` sees to that,
/// which is what makes it safe to send.
final class MathEngine: @unchecked Sendable {
  private let context: JSGlobalContextRef
  private let typeset: JSObjectRef

  /// Gives `+` and the MathML within `<semantics>`, or `-` and KaTeX's message. What KaTeX would only print in red (commands that need trust) is refused.
  private static let glue = """
    (function (tex, isDisplay) {
      try {
        var html = katex.renderToString(tex, {
          output: "mathml", displayMode: isDisplay, throwOnError: true, strict: "ignore",
          trust: function (context) { throw new Error(context.command + " is not allowed"); },
        });
        return "+" + html.slice(
          html.indexOf("<semantics>") + 11, html.lastIndexOf("<annotation"));
      } catch (error) {
        return "-" + error.message;
      }
    })
    """

  /// - Throws: `KaTeXUnavailable.broken` where the script is not KaTeX.
  init(script: String) throws {
    guard let context = JSGlobalContextCreate(nil) else {
      throw KaTeXUnavailable.broken(reason: "no JavaScript engine could be made")
    }
    do {
      _ = try Self.evaluate(script, context)
      _ = try Self.evaluate("katex.renderToString('x')", context)
      let function = try Self.evaluate(Self.glue, context)
      guard let object = JSValueToObject(context, function, nil) else {
        throw KaTeXUnavailable.broken(reason: "no function came out of it")
      }
      JSValueProtect(context, object)
      typeset = object
      self.context = context
    } catch {
      JSGlobalContextRelease(context)
      throw error
    }
  }

  deinit {
    JSValueUnprotect(context, typeset)
    JSGlobalContextRelease(context)
  }

  /// A formula as MathML, without `<math>` and `<semantics>` around it.
  ///
  /// - Throws: `FormulaError` where KaTeX refuses it.
  func mathML(tex: String, isDisplay: Bool) throws -> String {
    let source = Array(tex.utf16).withUnsafeBufferPointer {
      JSStringCreateWithCharacters($0.baseAddress, $0.count)
    }
    defer { JSStringRelease(source) }
    let arguments = [JSValueMakeString(context, source), JSValueMakeBoolean(context, isDisplay)]
    var thrown: JSValueRef?
    let value = JSObjectCallAsFunction(context, typeset, nil, arguments.count, arguments, &thrown)
    var answer = Substring(Self.string(thrown ?? value, context))
    if thrown == nil, answer.popFirst() == "+" { return String(answer) }
    let prefix = "KaTeX parse error: "
    if answer.hasPrefix(prefix) { answer = answer.dropFirst(prefix.count) }
    throw FormulaError(message: String(answer))
  }

  private static func evaluate(_ script: String, _ context: JSContextRef) throws -> JSValueRef {
    let source = JSStringCreateWithUTF8CString(script)
    defer { JSStringRelease(source) }
    var thrown: JSValueRef?
    guard let value = JSEvaluateScript(context, source, nil, nil, 1, &thrown), thrown == nil else {
      throw KaTeXUnavailable.broken(reason: string(thrown, context))
    }
    return value
  }

  private static func string(_ value: JSValueRef?, _ context: JSContextRef) -> String {
    guard let value, let text = JSValueToStringCopy(context, value, nil) else { return "" }
    defer { JSStringRelease(text) }
    let capacity = JSStringGetMaximumUTF8CStringSize(text)
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        // Counts the 0 at the end.
        max(0, JSStringGetUTF8CString(text, $0.baseAddress, capacity) - 1)
      }
    }
  }
}
