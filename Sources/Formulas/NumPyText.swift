import Calculus
import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// Matrix notation as a NumPy expression: a program, not a layout.
///
/// Names that are not NumPy's: `d_z` is the gradient with respect to z, `e(k, n)` the unit vector,
/// `rowsum(m)` the sum of each row, kept as a column; and those of the catalogue.
public enum NumPyText {
  /// `outer(x, S - y)`
  public static func text(_ form: MatrixForm) -> String { Writer().text(form, .sum) }

  /// How tightly text holds together, weakest first.
  private enum Binding: Comparable { case comparison, sum, product, sign, power, atom }

  private struct Writer {
    func text(_ form: MatrixForm, _ needed: Binding) -> String {
      let (text, binding) = write(form)
      return binding < needed ? "(\(text))" : text
    }

    private func write(_ form: MatrixForm) -> (String, Binding) {
      switch form {
      case .quantity(let name), .named(let name): return (name, .atom)
      case .delta(let name): return ("d_\(name)", .atom)
      case .constant(let name): return ("np.\(name)", .atom)
      case .number(let value, _): return (number(value), .atom)
      case .zeros(let shape): return ("np.zeros(\(tuple(shape)))", .atom)
      case .ones(let shape): return ("np.ones(\(tuple(shape)))", .atom)
      case .identity(let count): return ("np.eye(\(count))", .atom)
      case .unit(let place, of: let count): return ("e(\(place + 1), \(count))", .atom)
      case .sum(let terms): return (sum(terms), .sum)
      case .negative(let inner):
        return ("-\(isMask(inner) ? "1 * " : "")\(text(inner, .product))", .sign)
      case .product(let factors): return product(factors)
      case .quotient(let a, let b):
        // A product in the numerator needs no brackets: it is worked out first.
        return ("\(text(a, .product)) / \(text(b, .power))", .product)
      case .chain(let factors):
        return (factors.map { text($0, .power) }.joined(separator: " @ "), .product)
      case .outer(let a, let b):
        return ("np.outer(\(text(a, .sum)), \(text(b, .sum)))", .atom)
      case .transpose(let inner): return ("\(text(inner, .atom)).T", .atom)
      case .inverse(let inner): return ("np.linalg.inv(\(text(inner, .sum)))", .atom)
      case .power(let base, let exponent):
        return ("\(text(base, .atom))**\(text(exponent, .atom))", .power)
      case .root(let inner): return ("np.sqrt(\(text(inner, .sum)))", .atom)
      case .norm(let inner): return ("np.linalg.norm(\(text(inner, .sum)))", .atom)
      case .total(let inner, nil, _): return ("np.sum(\(text(inner, .comparison)))", .atom)
      case .total(let inner, let axes?, let keeps):
        return ("np.sum(\(text(inner, .comparison)), \(options(axes, keeps)))", .atom)
      case .mean(let inner, nil, _): return ("np.mean(\(text(inner, .comparison)))", .atom)
      case .mean(let inner, let axes?, let keeps):
        return ("np.mean(\(text(inner, .comparison)), \(options(axes, keeps)))", .atom)
      case .indexed(let inner, let places):
        return ("\(text(inner, .atom))[\(places.map(place).joined(separator: ", "))]", .atom)
      case .padded(let inner, let paddings):
        let widths = paddings.map { "(\($0.before), \($0.after))" }
        let tuple = "(\(widths.joined(separator: ", "))\(widths.count == 1 ? "," : ""))"
        return ("np.pad(\(text(inner, .sum)), \(tuple))", .atom)
      case .greater(let a, let b, let orEqual):
        return ("\(text(a, .sum)) \(orEqual ? ">=" : ">") \(text(b, .sum))", .comparison)
      case .either(let mask, let a, let b):
        return (
          "np.where(\(text(mask, .comparison)), \(text(a, .sum)), \(text(b, .sum)))", .atom
        )
      case .call(let name, let arguments):
        let texts = arguments.map { text($0, .sum) }
        let call = catalogueFunction(named: name)?.numPy(texts)
        return (call ?? "\(name)(\(texts.joined(separator: ", ")))", .atom)
      case .naming(let name, let part, in: let whole):
        // The name is given where it stands first.
        let inner = text(whole, .sum)
        let named = "(\(name) := \(text(part, .sum)))"
        return (Self.replacingFirst(name, in: inner, with: named), .sum)
      }
    }

    private func sum(_ terms: [MatrixForm.Term]) -> String {
      var text = ""
      for (place, term) in terms.enumerated() {
        if place > 0 {
          text += term.isNegative ? " - " : " + "
        } else if term.isNegative {
          text += "-"
        }
        // NumPy neither adds nor subtracts masks.
        text += (isMask(term.form) ? "1 * " : "") + self.text(term.form, .product)
      }
      return text
    }

    /// Whether NumPy gives truth values for it.
    private func isMask(_ form: MatrixForm) -> Bool {
      switch form {
      case .greater: true
      case .product(let factors): factors.allSatisfy(isMask)
      default: false
      }
    }

    private func product(_ factors: [MatrixForm]) -> (String, Binding) {
      var texts: [String] = []
      var hasChain = false
      for factor in factors {
        if case .chain = factor, !hasChain {
          // Only scalars stand before it: they multiply its first factor.
          hasChain = true
          texts.append(text(factor, .product))
        } else {
          texts.append(text(factor, .power))
        }
      }
      return (texts.joined(separator: " * "), .product)
    }

    private func number(_ value: Rational) -> String {
      value.isInteger ? "\(value.numerator)" : "\(value.double)"
    }

    private func tuple(_ shape: Shape) -> String {
      shape.rank == 1
        ? "\(shape[0])" : "(" + shape.dimensions.map(String.init).joined(separator: ", ") + ")"
    }

    private func options(_ axes: [Int], _ keeps: Bool) -> String {
      let shown =
        axes.count == 1 ? "\(axes[0])" : "(" + axes.map(String.init).joined(separator: ", ") + ")"
      return "axis=\(shown)" + (keeps ? ", keepdims=True" : "")
    }

    private func place(_ place: MatrixForm.Place) -> String {
      switch place {
      case .at(let place): "\(place)"
      case .range(let start, let end): "\(start):\(end)"
      case .all: ":"
      case .new: "None"
      }
    }

    private static func replacingFirst(
      _ name: String, in text: String, with replacement: String
    ) -> String {
      func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
      }
      var start = text.startIndex
      while let range = text.range(of: name, range: start..<text.endIndex) {
        let isWord =
          (range.lowerBound == text.startIndex
            || !isPart(text[text.index(before: range.lowerBound)]))
          && (range.upperBound == text.endIndex || !isPart(text[range.upperBound]))
        if isWord { return text.replacingCharacters(in: range, with: replacement) }
        start = range.upperBound
      }
      return text
    }
  }
}
