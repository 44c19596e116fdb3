import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// Matrix notation as a NumPy expression: a program, not a layout.
///
/// Names that are not NumPy's: `d_z` is the gradient with respect to z, `e(k, n)` the unit vector
/// whose entry k, counted from 1, is 1; those of the catalogue that NumPy lacks (`softmax`, `sigmoid`);
/// and those of scipy.special (`logsumexp`, `erf`, `ndtr`, `polygamma`). Where an example has a
/// quantity of such a name, a gradient is `grad_z` (else `grad_z_`), a unit vector a row of `np.eye(n)`,
/// and a part that is named within the expression gets another letter. A quantity that Python, NumPy's
/// own name or a function beside it leaves no room for has an underscore behind it: `lambda_`, `np_`.
public enum NumPyText {
  /// `np.outer(x, S - y)`
  ///
  /// - Parameter shape: the shape of a quantity, where it is known; how many axes a transpose has is
  ///   known from that, and which names are taken.
  public static func text(
    _ form: MatrixForm, shape: @escaping (String) -> Shape? = { _ in nil }
  ) -> String {
    var writer = Writer(shapes: FormShapes(shape), calls: plainCalls(in: form))
    return writer.text(form, .comparison)
  }

  /// The functions that are called by their names alone, `sigmoid(z)`.
  private static func plainCalls(in form: MatrixForm) -> Set<String> {
    var names = form.children.reduce(into: Set<String>()) { $0.formUnion(plainCalls(in: $1)) }
    if case .call(let name, let arguments) = form,
      catalogueFunction(named: name)?.numPy(arguments.map { _ in "" }).hasPrefix(name + "(") ?? true
    {
      names.insert(name)
    }
    return names
  }

  /// How tightly text holds together, weakest first.
  fileprivate enum Binding: Comparable { case comparison, sum, product, sign, power, atom }
}

private struct Writer {
  typealias Binding = NumPyText.Binding

  var shapes: FormShapes
  /// Functions whose names no quantity can have beside them.
  private let calls: Set<String>
  /// What the parts that have names are called, and what each stands for until it was written.
  private var parts: [String: String] = [:]
  private var open: [String: MatrixForm] = [:]
  /// Parts that are truth values.
  private var masks: Set<String> = []

  init(shapes: FormShapes, calls: Set<String>) { (self.shapes, self.calls) = (shapes, calls) }

  /// The text of a number or array of numbers.
  mutating func text(_ form: MatrixForm, _ needed: Binding) -> String {
    // NumPy's truth values are no numbers: they are not negated, `+` is "or", and so is their `@`.
    if isMask(form) { return bracketed(number(ofMask: form), .product, needed) }
    let (text, binding) = write(form)
    return bracketed(text, binding, needed)
  }

  /// The text where truth values do as well as numbers.
  private mutating func anyText(_ form: MatrixForm, _ needed: Binding) -> String {
    let (text, binding) = write(form)
    return bracketed(text, binding, needed)
  }

  private func bracketed(_ text: String, _ binding: Binding, _ needed: Binding) -> String {
    binding < needed ? "(\(text))" : text
  }

  private mutating func number(ofMask form: MatrixForm) -> String {
    "1 * \(anyText(form, .product))"
  }

  /// Whether NumPy gives truth values for it.
  private func isMask(_ form: MatrixForm) -> Bool {
    switch form {
    case .greater: true
    case .product(let factors): factors.allSatisfy(isMask)
    case .named(let name): masks.contains(name)
    case .naming(_, _, in: let whole): isMask(whole)
    default: false
    }
  }

  private mutating func write(_ form: MatrixForm) -> (String, Binding) {
    switch form {
    case .quantity(let name): return (quantity(name), .atom)
    case .delta(let name): return (delta(name), .atom)
    case .number(let value, _):
      return (value.isInteger ? "\(value.numerator)" : "\(value.double)", .atom)
    case .constant(.pi): return ("np.pi", .atom)
    case .zeros(let shape): return ("np.zeros(\(tuple(shape)))", .atom)
    case .ones(let shape): return ("np.ones(\(tuple(shape)))", .atom)
    case .identity(let count): return ("np.eye(\(count))", .atom)
    case .unit(let place, of: let count):
      return isTaken("e")
        ? ("np.eye(\(count))[\(place)]", .atom) : ("e(\(place + 1), \(count))", .atom)
    case .sum(let terms): return (sum(terms), .sum)
    case .negative(let inner): return ("-\(negated(inner))", .sign)
    case .product(let factors): return (product(factors), .product)
    case .quotient(let a, let b):
      // A product in the numerator needs no brackets: it is worked out first.
      // A truth value is divided as a number.
      return ("\(anyText(a, .product)) / \(anyText(b, .power))", .product)
    case .chain(let factors):
      var texts: [String] = []
      for factor in factors { texts.append(text(factor, .power)) }
      return (texts.joined(separator: " @ "), .product)
    case .outer(let a, let b): return ("np.outer(\(list([a, b])))", .atom)
    case .transpose(let inner):
      // `.T` would reverse all axes.
      let isBatch = shapes.shape(of: inner).map { $0.rank > 2 } ?? false
      return ("\(text(inner, .atom))\(isBatch ? ".mT" : ".T")", .atom)
    case .inverse(let inner): return ("np.linalg.inv(\(text(inner, .sum)))", .atom)
    case .power(let base, let exponent):
      return ("\(text(base, .atom))**\(text(exponent, .atom))", .power)
    case .root(let inner): return ("np.sqrt(\(text(inner, .sum)))", .atom)
    case .norm(let inner): return ("np.linalg.norm(\(text(inner, .sum)))", .atom)
    case .total(let inner, let axes, let keeps): return reduction("np.sum", inner, axes, keeps)
    case .mean(let inner, let axes, let keeps): return reduction("np.mean", inner, axes, keeps)
    case .indexed(let inner, let places):
      return ("\(text(inner, .atom))[\(places.map(place).joined(separator: ", "))]", .atom)
    case .padded(let inner, let paddings):
      let widths = paddings.map { "(\($0.before), \($0.after))" }
      let tuple = "(\(widths.joined(separator: ", "))\(widths.count == 1 ? "," : ""))"
      return ("np.pad(\(text(inner, .sum)), \(tuple))", .atom)
    case .greater(let a, let b, let orEqual):
      return ("\(text(a, .sum)) \(orEqual ? ">=" : ">") \(text(b, .sum))", .comparison)
    case .either(let mask, let a, let b):
      return ("np.where(\(anyText(mask, .comparison)), \(list([a, b])))", .atom)
    case .call(let name, let arguments):
      let texts = arguments.map { text($0, .sum) }
      let call = catalogueFunction(named: name)?.numPy(texts)
      return (call ?? "\(name)(\(texts.joined(separator: ", ")))", .atom)
    case .naming(let name, let part, in: let whole):
      let outer = (shapes, parts[name], masks)
      let taken = Set(parts.values)
      parts[name] = MatrixForm.partName(name) { taken.contains($0) || isTaken($0) }
      shapes = shapes.naming(name, part)
      if isMask(part) { masks.insert(name) }
      open[name] = part
      let result = write(whole)
      open[name] = nil
      (shapes, parts[name], masks) = outer
      return result
    case .named(let name):
      let shown = parts[name] ?? name
      // The name is given where it stands first: NumPy works from the left.
      guard let part = open.removeValue(forKey: name) else { return (shown, .atom) }
      return ("(\(shown) := \(anyText(part, .comparison)))", .atom)
    }
  }

  // MARK: Names

  private func isTaken(_ name: String) -> Bool { shapes.quantity(name) != nil }

  private func quantity(_ name: String) -> String {
    var shown = name
    if Self.reserved.contains(name) || calls.contains(name) {
      repeat { shown += "_" } while isTaken(shown)
    }
    return shown
  }

  private func delta(_ name: String) -> String {
    var shown = "d_\(name)"
    if isTaken(shown) { shown = "grad_\(name)" }
    while isTaken(shown) { shown += "_" }
    return shown
  }

  /// Words of Python, and what the expression calls NumPy.
  private static let reserved: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield", "np",
  ]

  // MARK: Parts

  /// What stands behind a minus, which would take a truth value that it finds first.
  private mutating func negated(_ form: MatrixForm) -> String {
    text(form, startsWithMask(form) ? .atom : .product)
  }

  private func startsWithMask(_ form: MatrixForm) -> Bool {
    switch form {
    case .product(let factors):
      !isMask(form) && (factors.first.map { isMask($0) || startsWithMask($0) } ?? false)
    case .quotient(let a, _): isMask(a) || startsWithMask(a)
    default: false
    }
  }

  private mutating func list(_ forms: [MatrixForm]) -> String {
    var texts: [String] = []
    for form in forms { texts.append(text(form, .sum)) }
    return texts.joined(separator: ", ")
  }

  private mutating func sum(_ terms: [MatrixForm.Term]) -> String {
    var text = ""
    for (place, term) in terms.enumerated() {
      if place > 0 {
        text += term.isNegative ? " - " : " + "
      } else if term.isNegative {
        text += "-\(negated(term.form))"
        continue
      }
      text += self.text(term.form, place == 0 ? .sum : .product)
    }
    return text
  }

  private mutating func product(_ factors: [MatrixForm]) -> String {
    var texts: [String] = []
    var areScalars = true
    for factor in factors {
      // A matrix product needs no brackets behind scalars: they multiply its first factor.
      if case .chain = factor, areScalars {
        texts.append(text(factor, .product))
      } else {
        texts.append(anyText(factor, .power))
      }
      areScalars = areScalars && shapes.shape(of: factor)?.rank == 0
    }
    return texts.joined(separator: " * ")
  }

  private mutating func reduction(
    _ function: String, _ inner: MatrixForm, _ axes: [Int]?, _ keeps: Bool
  ) -> (String, Binding) {
    // Truth values are counted.
    var text = anyText(inner, .comparison)
    if let axes {
      let shown =
        axes.count == 1
        ? "\(axes[0])" : "(" + axes.map(String.init).joined(separator: ", ") + ")"
      text += ", axis=\(shown)"
    }
    return ("\(function)(\(text)\(keeps ? ", keepdims=True" : ""))", .atom)
  }

  private func tuple(_ shape: Shape) -> String {
    shape.rank == 1
      ? "\(shape[0])" : "(" + shape.dimensions.map(String.init).joined(separator: ", ") + ")"
  }

  private func place(_ place: MatrixForm.Place) -> String {
    switch place {
    case .at(let place): "\(place)"
    case .range(let start, let end, by: 1): "\(start):\(end)"
    // Before the first place there is none to name.
    case .range(let start, let end, let step): "\(start):\(end < 0 ? "" : "\(end)"):\(step)"
    case .all: ":"
    case .new: "None"
    }
  }
}
