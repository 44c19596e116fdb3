extension ProblemTests {
  private static let given =
    "x: [1, 2, 3, 4, 5, 6]\nw: [1, 2, 3]\nX: [[1, 2], [3, 4], [5, 6]]\nn: 2"

  private static func on(_ model: String) -> String { example(given: given, model: model) }

  /// Places in index notation, and calls within it.
  static let places: [Case] = [
    Case(
      "beyond the axis", on("L = sum(i, x[i+4] * w[i])"),
      "e.yaml:8:16: x[i + 4] reaches place 6 of an axis of 6 (counted from 0) where i is 2 | places run from 0 to 5 there"
    ),
    Case(
      "before the axis", on("L = sum(i, x[i-1] * w[i])"),
      "e.yaml:8:16: x[i - 1] reaches place -1 of an axis of 6 (counted from 0) where i is 0 | indices begin at 0: add 1 to every place"
    ),
    Case(
      "before the axis from the end", on("L = sum(i, x[1-i] * w[i])"),
      "e.yaml:8:16: x[1 - i] reaches place -1 of an axis of 6 (counted from 0) where i is 2 | count from the last place, as in 'x[5 - i]'"
    ),
    Case(
      "a kernel longer than the signal", on("y[i] = sum(k, w[i+k] * x[k])\nL = sum(y)"),
      "e.yaml:8:19: w[i + k] reaches place 5 of an axis of 3 (counted from 0) where i is 0 and k is 5 | places run from 0 to 2 there"
    ),
    Case(
      "product of indices", on("L = sum(i, j, x[i*j] * w[i] * w[j])"),
      "e.yaml:8:20: 'i * j' multiplies two indices | a place adds up whole multiples of indices, as in 'x[2*i + k]'"
    ),
    Case(
      "quotient", on("L = sum(i, x[i/2] * w[i])"),
      "e.yaml:8:17: '/' has no meaning in a place | a place adds up whole multiples of indices, as in 'x[2*i + k]'"
    ),
    Case(
      "quantity in a place", on("L = sum(i, x[i+n] * w[i])"),
      "e.yaml:8:18: 'n' is a quantity; a place is made of indices and whole numbers | write the number itself"
    ),
    Case(
      "fraction in a place", on("L = sum(i, x[i+0.5] * w[i])"),
      "e.yaml:8:18: found '0.5', expected an index or a whole number"),
    Case(
      "entry in a place", on("L = sum(i, x[x[i]] * w[i])"),
      "e.yaml:8:16: found 'x[i]', expected an index or a whole number, as in 'x[i + 1]'"),
    Case(
      "large number in a place", on("L = sum(i, w[i] * x[1000*i*1000])"),
      "e.yaml:8:29: a number in this place is 1000000 or more"),
    Case(
      "nothing says how far", on("L = sum(i, j, x[i+j])"),
      "e.yaml:8:11: nothing says how far the index 'i' runs: in 'x[i + j]' that depends on how far 'j' does | let one of them stand alone in an entry, as in 'w[j]'"
    ),
    Case(
      "fixed place beyond the axis", on("L = sum(i, w[i] * X[i, 2])"),
      "e.yaml:8:26: place 2 on an axis of 2; places are counted from 0, as in NumPy"),
    Case(
      "fixed place before the axis", on("L = sum(i, w[i] * x[-7])"),
      "e.yaml:8:23: place -7 on an axis of 6; places are counted from 0, as in NumPy"),
    Case(
      "too few places", on("L = sum(i, w[i] * X[i])"),
      "e.yaml:8:21: 'X' has shape (3, 2) and takes 2 indices, not 1"),
    Case(
      "free index in a sum", on("L = sum(i, w[i] * x[2*i+k])"),
      "e.yaml:8:27: the index 'k' is free: the left side lacks it | write it on the left too, or sum over it: 'sum(k, ...)'"
    ),
    Case(
      "parameter as index", on("f[i](i) = i[i]\nL = sum(f(x))"),
      "e.yaml:8:5: 'i' is a parameter and cannot be an index too | choose another letter for the index"
    ),
    Case(
      "parameter as summed index", on("f(z) = sum(z, z[z])\nL = sum(x)"),
      "e.yaml:8:14: 'z' is a parameter and cannot be an index too | choose another letter for the index"
    ),
    Case(
      "recurrence", on("h[i] = h[i-1] + x[i]\nL = sum(h)"),
      "e.yaml:8:10: the definition of 'h' mentions itself | a quantity is computed from those above it"
    ),
    Case(
      "too few arguments", on("f[i](z, v) = z[i] * v[0]\nL = sum(i, f(x)[i] * x[i])"),
      "e.yaml:9:14: f(z, v) takes 2 arguments, not 1"),
    Case(
      "entry where a tensor is expected", on("f[i](z) = z[i]**2\nL = sum(i, f(x[i]))"),
      "e.yaml:9:14: f works on whole tensors, not on single entries | hand it whole tensors and pick the entry behind it, as in 'f(z)[i]'"
    ),
    Case(
      "tensor where an entry is expected", on("f[i](z) = z[i]**2\nL = sum(i, x[i] * f(x))"),
      "e.yaml:9:21: 'f(x)' has shape (6,); in index notation it takes 1 index | write 'f(x)[i]'"),
    Case(
      "index in a call on whole tensors", on("L = sum(i, softmax(X[i])[0])"),
      "e.yaml:8:14: the index 'i' stands in a call of softmax, which is on whole tensors | pick the entry behind the call, as in 'softmax(...)[i]'"
    ),
    Case(
      "entry handed on", on("f(a, v) = sum(k, softmax(v * a)[k])\nL = sum(i, f(x[i], w))"),
      "e.yaml:8:32: 'a' is an entry where this function is called, not a quantity | only quantities can be handed on to functions of whole tensors"
    ),
    Case(
      "two ranges through a call", on("f[i](z) = z[i]**2\nL = sum(i, w[i] * f(x)[i])"),
      "e.yaml:9:26: the index 'i' runs over 3 places in w (axis 1 of (3,)), but over 6 in f(x) (axis 1 of (6,)) | use two indices"
    ),
    Case(
      "parameter that is missing within", on("f(a) = a + b\nL = sum(i, f(x[i]))"),
      "e.yaml:8:14: there is no quantity 'b' | did you mean 'a'?"),
    Case(
      "written out too often",
      on(
        "a1(z) = z + z**2\n"
          + (2...14).map { "a\($0)(z) = a\($0 - 1)(z) * z + a\($0 - 1)(z**2 + z)" }
          .joined(separator: "\n") + "\nL = sum(i, a14(x[i]))"),
      "e.yaml:15:11: written out, this call has more than 4000 parts | compute it on a line of its own"
    ),
  ]
}
