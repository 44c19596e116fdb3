/// Rules that use what is known about a quantity.
enum Facts {
  static let rules: [Rule] = [sumsToOne]

  static let sumsToOne = Rule(
    "use that the entries sum to 1",
    because: "The entries of a distribution, a one-hot vector too, add up to 1.",
    example: "Σ_t y_t = 1"
  ) { node, context in
    guard case .sum(let index, let body) = node, case .element(let element) = body,
      context.sumsToOne(element, over: index)
    else { return nil }
    return .one
  }
}
