import WorkedExamples
extension Quantity { var isTyped: Bool { true } }
