import Formulas
import IndexNotation
import ModelLanguage
import Tensors
import WorkedExamples
struct Lemma: Sendable { let derivation: Derivation; let serves: [(of: String, withRespectTo: String)] }
extension WorkedExample { var lemmas: [Lemma] { [] } }
extension Quantity { var isTyped: Bool { true } }
extension ClosedForm { var values: Tensor { Tensor(scalar: 0) } }
