/// "1 entry", "2 entries": a number with its noun, for messages.
package func counted(_ number: Int, _ noun: String) -> String {
  let plural =
    noun == "index"
    ? "indices"
    : noun == "axis" ? "axes" : noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
  return number == 1 ? "1 \(noun)" : "\(number) \(plural)"
}
