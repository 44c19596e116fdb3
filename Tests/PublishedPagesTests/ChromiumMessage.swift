/// What of Chromium's answers and events the tests read.
struct Message: Decodable {
  var id: Int?
  var error: Problem?
  var method: String?
  var params: Parameters?

  struct Problem: Decodable { var message: String }

  struct Parameters: Decodable {
    /// `Network.requestWillBeSent`
    var request: Request?
    /// `Log.entryAdded`
    var entry: Entry?
    /// `Runtime.consoleAPICalled`
    var type: String?
    var args: [RemoteObject]?
    /// `Runtime.exceptionThrown`
    var exceptionDetails: ExceptionDetails?

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      // Other events have keys of these names that mean something else.
      request = try? values.decode(Request.self, forKey: .request)
      entry = try? values.decode(Entry.self, forKey: .entry)
      type = try? values.decode(String.self, forKey: .type)
      args = try? values.decode([RemoteObject].self, forKey: .args)
      exceptionDetails = try? values.decode(ExceptionDetails.self, forKey: .exceptionDetails)
    }

    private enum CodingKeys: CodingKey { case request, entry, type, args, exceptionDetails }
  }

  struct Request: Decodable { var url: String }
  struct Entry: Decodable { var level: String, text: String, url: String? }

  /// What the page's author would see in the console's red and yellow lines, if this is one.
  var complaint: String? {
    switch method {
    case "Log.entryAdded":
      params?.entry.flatMap {
        ["error", "warning"].contains($0.level) ? "\($0.text) (\($0.url ?? "the page"))" : nil
      }
    case "Runtime.consoleAPICalled":
      ["error", "warning", "assert"].contains(params?.type)
        ? params?.args?.map(\.text).joined(separator: " ") : nil
    case "Runtime.exceptionThrown": params?.exceptionDetails?.description
    default: nil
    }
  }
}

/// A value of JavaScript's, as far as it is text.
struct RemoteObject: Decodable {
  var value: String?
  var description: String?
  var text: String { value ?? description ?? "a value" }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    value = try? values.decode(String.self, forKey: .value)
    description = try? values.decode(String.self, forKey: .description)
  }

  private enum CodingKeys: CodingKey { case value, description }
}

struct ExceptionDetails: Decodable, CustomStringConvertible {
  var text: String
  var exception: RemoteObject?
  var description: String { "\(text) \(exception?.text ?? "")" }
}

/// The answer to `Runtime.evaluate`.
struct Evaluation: Decodable {
  var result: RemoteObject
  var exceptionDetails: ExceptionDetails?
}
