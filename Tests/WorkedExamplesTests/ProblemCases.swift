extension ProblemTests {
  static let yaml: [Case] = [
    Case(
      "broken YAML", "title: [1, 2\nmodel: x",
      "e.yaml:2:6: broken YAML: did not find expected ',' or ']' (while parsing a flow sequence, which begins on line 1)"
    ),
    Case(
      "a tab", "title: a\n\tmodel: x",
      "e.yaml:2:1: broken YAML: found a tab character that violates indentation (while scanning a plain scalar, which begins on line 1)"
    ),
    Case(
      "empty", "",
      "e.yaml:1:1: the file is empty | 'gradus new NAME' writes a first example"),
    Case(
      "no mapping", "- 1\n- 2",
      "e.yaml:1:1: found no keys, expected 'title:', 'given:', 'model:', ..."),
    Case(
      "unknown key", example(rest: "digit: 3"),
      "e.yaml:7:1: unknown key 'digit' | did you mean 'digits'?"),
    Case(
      "missing keys", "title: t",
      "e.yaml: the key 'given' is missing",
      "e.yaml: the key 'model' is missing",
      "e.yaml: the key 'differentiate' is missing"),
    Case(
      "duplicate key", example(rest: "digits: 3\ndigits: 4"),
      "e.yaml:7:1: the key 'digits' stands here and once more | remove one of them"),
    Case(
      "wrong type", example(rest: "digits: many"),
      "e.yaml:7:9: 'many' in 'digits' is not a number"),
    Case(
      "out of range", example(rest: "digits: 40"),
      "e.yaml:7:9: 'digits' is 40, expected an integer from 0 to 15"),
    Case(
      "wrong flag", example(rest: "derive: perhaps"),
      "e.yaml:7:9: 'derive' is perhaps, expected matrix, index, both or false"),
    Case(
      "closed form says nothing", example(rest: "closed_form: {}"),
      "e.yaml:7:14: 'closed_form' says nothing, expected '{ in: [S, y] }'"),
    Case(
      "unknown key of closed form", example(rest: "closed_form: { vector: rows }"),
      "e.yaml:7:16: unknown key 'vector' in 'closed_form' | did you mean 'vectors'?"),
    Case(
      "which way vectors lie", example(rest: "closed_form: { vectors: row }"),
      "e.yaml:7:25: 'vectors' is row, expected columns or rows"),
    Case(
      "alias bomb",
      "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
        + (0..<12).map {
          "\"b\($0)\": &\(Array("bcdefghijklmno")[$0]) ["
            + Array(repeating: "*\(Array("abcdefghijklmno")[$0])", count: 10).joined(separator: ",")
            + "]\n"
        }.joined(),
      "e.yaml:1:8: the file comes to more than 2000000 values once its aliases are followed"),
    Case(
      "nesting bomb", "given: " + String(repeating: "[", count: 100_000),
      "e.yaml:1:48: lists are nested more than 40 deep"),
    Case(
      "dash bomb", String(repeating: "- ", count: 100_000),
      "e.yaml:1:161: lists are nested more than 40 deep"),
    Case(
      "too large", "title: t\n" + String(repeating: "# comment\n", count: 10_000_000),
      "e.yaml: the file has 100000009 bytes; an example may have 16000000 | large givens can be made with 'random' or 'zeros'"
    ),
    Case(
      "language", example(rest: "language: e&n"),
      "e.yaml:7:11: 'e&n' is no language tag | as in 'en' or 'pt-BR'"),
  ]

  static let givens: [Case] = [
    Case(
      "ragged", example(given: "x: [[1, 2], [3]]"),
      "e.yaml:3:15: 'x' is ragged: this row has 1 entry, the first one has 2"),
    Case(
      "empty list", example(given: "x: []"),
      "e.yaml:3:6: 'x' has an empty list"),
    Case(
      "mixed depth", example(given: "x: [[1, 2], 3]"),
      "e.yaml:3:15: 'x' has the number 3 where a list is expected"),
    Case(
      "not a number", example(given: "x: [1, two]"),
      "e.yaml:3:10: 'two' in 'x' is not a number"),
    Case(
      "nan", example(given: "x: [1, .nan]"),
      "e.yaml:3:10: '.nan' in 'x' is not a number"),
    Case(
      "inf", example(given: "x: [.inf]"),
      "e.yaml:3:7: '.inf' in 'x' is not a number"),
    Case(
      "overflow", example(given: "x: [1e999]"),
      "e.yaml:3:7: '1e999' in 'x' is too large for a number"),
    Case(
      "decimal comma", example(given: "x: ['1,5']"),
      "e.yaml:3:7: '1,5' in 'x' is not a number | decimals are written with a point"),
    Case(
      "no value", example(given: "x:"),
      "e.yaml:3:5: 'x' has no value"),
    Case(
      "class out of range", example(given: "x: [1, 2]\ny: { one_hot: 6, of: 5 }"),
      "e.yaml:4:17: class 6 of 'y' is out of range | classes are counted from 1 to 5"),
    Case(
      "class zero", example(given: "x: [1, 2]\ny: { one_hot: [1, 0], of: 5 }"),
      "e.yaml:4:21: class 0 of 'y' is out of range | classes are counted from 1 to 5"),
    Case(
      "no number of classes", example(given: "x: [1, 2]\ny: { one_hot: 3 }"),
      "e.yaml:4:6: 'y' lacks the number of classes | write '{ one_hot: 3, of: 5 }'"),
    Case(
      "no distribution", example(given: "x: { distribution: [0.5, 0.4] }"),
      "e.yaml:3:22: 'x' is no distribution: it sums to 0.9, not 1"),
    Case(
      "negative distribution", example(given: "x: { distribution: [1.5, -0.5] }"),
      "e.yaml:3:22: 'x' is no distribution: -0.5 is negative"),
    Case(
      "unknown form", example(given: "x: { onehot: 3, of: 5 }"),
      "e.yaml:3:8: 'onehot' is no form of a given | did you mean 'one_hot'?"),
    Case(
      "unknown field", example(given: "x: { random: [2], sed: 5 }"),
      "e.yaml:3:21: unknown key 'sed' in 'x' | did you mean 'seed'?"),
    Case(
      "bad name", example(given: "x: [1, 2]\n2y: 3"),
      "e.yaml:4:3: '2y' cannot name a quantity: a name has up to 40 letters a-z or A-Z, digits and '_', and begins with no digit | choose another name"
    ),
  ]

  static let models: [Case] = [
    Case(
      "unknown function", example(model: "L = sum(sofmax(x))"),
      "e.yaml:5:11: there is no function 'sofmax' | did you mean 'softmax'?"),
    Case(
      "unknown quantity", example(given: "x: [1, 2]\nweights: [1, 2]", model: "L = x @ weigths"),
      "e.yaml:6:11: there is no quantity 'weigths' | did you mean 'weights'?"),
    Case(
      "used before it is defined", example(model: "L = sum(z)\nz = 2 * x"),
      "e.yaml:5:11: 'z' is used before line 2 of the model defines it | move its definition up"),
    Case(
      "defined twice", example(model: "z = 2 * x\nz = 3 * x\nL = sum(x)"),
      "e.yaml:6:3: 'z' is defined twice, first on line 1 of the model | choose another name"),
    Case(
      "given defined again", example(model: "x = 2 * x\nL = sum(x)"),
      "e.yaml:5:3: 'x' is defined twice, first as a given | choose another name"),
    Case(
      "wrong number of arguments", example(model: "L = sum(softmax(x, x))"),
      "e.yaml:5:11: softmax(z) takes 1 argument, not 2"),
    Case(
      "shapes do not fit", example(given: "x: [1, 2]\nW: [1, 2, 3]", model: "L = x @ W"),
      "e.yaml:6:9: shapes (2,) and (3,) do not fit for '@': the last axis of the left has to be as long as the second to last of the right"
    ),
    Case(
      "shapes do not broadcast", example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = sum(x + b)"),
      "e.yaml:6:13: shapes (2,) and (3,) do not fit for '+': extents have to be equal or 1, counted from the right"
    ),
    Case(
      "cross entropy shapes",
      example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = cross_entropy(b, softmax(x))"),
      "e.yaml:6:7: cross_entropy(y, S) takes two tensors of the same shape, one row of classes each, not (3,) and (2,)"
    ),
    Case(
      "softmax of a scalar", example(model: "L = sum(softmax(sum(x)))"),
      "e.yaml:5:11: softmax takes a vector or rows of them, not a scalar"),
    Case(
      "unknown option", example(model: "L = sum(x, axes=0)"),
      "e.yaml:5:14: sum has no option 'axes'; it has 'axis' and 'keepdims'"),
    Case(
      "axis out of range", example(model: "L = sum(sum(x, axis=2))"),
      "e.yaml:5:11: axis 2 of shape (2,): axes are counted from 0 to 0"),
    Case(
      "caret", example(model: "L = sum(x ^ 2)"),
      "e.yaml:5:13: '^' means nothing in the model language | a power is written '**'"),
    Case(
      "unclosed bracket", example(model: "L = sum(x"),
      "e.yaml:5:12: found the end of the line, expected ',' or ')'"),
    Case(
      "nothing on the right", example(model: "L ="),
      "e.yaml:5:6: found the end of the line, expected a quantity, a number, a function or '('"),
    Case(
      "two expressions", example(model: "L = sum(x) x"),
      "e.yaml:5:14: found 'x', expected an operator or the end of the line"),
    Case(
      "no equals sign", example(model: "L sum(x)"),
      "e.yaml:5:5: found 'sum', expected '='"),
    Case(
      "number alone", example(model: "L = 3"),
      "e.yaml:6:21: 'L' does not depend on 'x' | it depends on nothing"),
    Case(
      "division by zero", example(model: "L = sum(x) * (1 / 0)"),
      "e.yaml:5:19: '/' of these two numbers is no exact fraction | put the result under 'given'"),
    Case(
      "too many digits", example(model: "L = sum(x) * 0.12345678901234567890"),
      "e.yaml:5:16: '0.12345678901234567890' is no decimal number of up to 15 digits | put it under 'given'"
    ),
    Case(
      "deep nesting", example(model: "L = " + String(repeating: "(", count: 5_000) + "x"),
      "e.yaml:5:67: brackets and signs are nested more than 60 deep | name parts of it on lines of their own"
    ),
    Case(
      "many terms", example(model: "L = sum(x)" + String(repeating: " + sum(x)", count: 5_000)),
      "e.yaml:5:3614: a line may have 400 operators | name parts of it on lines of their own"),
    Case(
      "many signs", example(model: "L = " + String(repeating: "-", count: 5_000) + "sum(x)"),
      "e.yaml:5:67: brackets and signs are nested more than 60 deep | name parts of it on lines of their own"
    ),
    Case(
      "place out of range", example(model: "L = x[2]"),
      "e.yaml:5:7: place 2 on an axis of 2; places are counted from 0, as in NumPy"),
    Case(
      "function not called", example(model: "L = sum(x) + exp"),
      "e.yaml:5:16: 'exp' is a function, and is not called here | write 'exp(...)'"),
    Case(
      "strange character", example(model: "L = sum(x) § 2"),
      "e.yaml:5:14: '§' means nothing in the model language"),
    Case(
      "name with a Greek letter", example(model: "θ = 2 * x\nL = sum(x)"),
      "e.yaml:5:3: 'θ' cannot name a quantity: a name has up to 40 letters a-z or A-Z, digits and '_', and begins with no digit | choose another name"
    ),
    Case(
      "empty model", example(model: " "),
      "e.yaml:4:8: 'model' is empty or no text, expected lines such as 'z = x @ W'"),
    Case(
      "function bomb",
      example(
        model: "f1(a) = a + a\n"
          + (2...14).map { "f\($0)(a) = f\($0 - 1)(f\($0 - 1)(a))\n" }.joined() + "L = sum(f14(x))"),
      "e.yaml:5:13: the model has more than 2000 operations"),
  ]

  /// Refused before anything is computed.
  static let limits: [Case] = [
    Case(
      "an outer product",
      example(
        given: "x: { random: [40000, 1] }\nz: { random: [1, 40000] }",
        model: "y = x @ z\nL = sum(y)"),
      "e.yaml:6:9: a result of shape (40000, 40000) would take 12800 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
    Case(
      "an outer product of batches",
      example(
        given: "x: { random: [300000, 1, 1, 1] }\nz: { random: [300000, 1, 1] }",
        model: "L = sum(x @ z)"),
      "e.yaml:6:13: a result of shape (300000, 300000, 1, 1) would take 720000 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
    Case(
      "a broadcast",
      example(
        given: "x: { random: [40000, 1] }\nz: { random: [40000] }",
        model: "y = 2 * (x + z)\nL = sum(y)"),
      "e.yaml:6:14: a result of shape (40000, 40000) would take 12800 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
    Case(
      "index notation",
      example(
        given: "x: { random: [3000] }", model: "y[i, j, k] = x[i] * x[j] * x[k]\nL = sum(y)"),
      "e.yaml:5:3: a result of shape (3000, 3000, 3000) would take 216000 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
    Case(
      "more than an integer holds",
      example(
        given: "x: { random: [4000000] }", model: "y[i, j, k] = x[i] * x[j] * x[k]\nL = sum(y)"),
      "e.yaml:5:3: a result of shape (4000000, 4000000, 4000000) would take 512000000000000 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
    Case(
      "many that are not too large on their own",
      example(
        given: "x: { zeros: [4000, 1] }\nz: { zeros: [4000] }",
        model: "a = x + z\nb = a + z\nc = b + z\nd = c + z\nL = sum(d)"),
      "e.yaml:9:9: a result of shape (4000, 4000) would take 128 MB; all quantities of a model together may take 400 MB | make the givens smaller, or add up before there are so many entries"
    ),
  ]

  static let requests: [Case] = [
    Case(
      "nothing to differentiate", example(differentiate: "{}"),
      "e.yaml:6:16: 'differentiate' says nothing, expected '{ L: W }'"),
    Case(
      "gradient of a vector", example(model: "z = 2 * x\nL = sum(z)\ng = grad(z, x)"),
      "e.yaml:7:12: grad is of one number, and 'z' has shape (2,) | say 'jacobian', or take a sum or a mean of it"
    ),
    Case(
      "independent", example(given: "x: [1, 2]\ny: [3]", differentiate: "{ L: y }"),
      "e.yaml:7:21: 'L' does not depend on 'y' | it depends on x"),
    Case(
      "unknown target", example(differentiate: "{ L: X }"),
      "e.yaml:6:21: there is no quantity 'X' | did you mean 'x' or 'L'?"),
    Case(
      "target twice", example(differentiate: "{ L: [x, x] }"),
      "e.yaml:6:25: 'x' stands twice"),
    Case(
      "published shape", example(rest: "published: { x: [1, 2, 3] }"),
      "e.yaml:7:17: the published numbers for 'x' have shape (3,), but 'x' has shape (2,)"),
    Case(
      "published unknown", example(rest: "published: { dL/dy: [1, 2, 3] }"),
      "e.yaml:7:14: there is no quantity or gradient 'dL/dy' | did you mean 'dL/dx'?"),
    Case(
      "published must be right",
      example(rest: "published: { x: [1.5, 2] }\npublished_must_be_right: true"),
      "e.yaml: the published numbers for 'x' are not right: 1 wrong | 'published_must_be_right' asks for that"
    ),
    Case(
      "descend unknown key", example(rest: "descend: { rat: 1 }"),
      "e.yaml:7:12: unknown key 'rat' in 'descend' | did you mean 'rate'?"),
    Case(
      "descend steps", example(rest: "descend: { steps: 0 }"),
      "e.yaml:7:19: 'steps' is 0, expected an integer from 1 to 10000"),
    Case(
      "nothing to move",
      example(
        model: "z = 2 * x\nL = sum(z)", rest: "descend: { steps: 2 }", differentiate: "{ L: z }"),
      "e.yaml:8:10: nothing can be moved: no given is differentiated by"),
    Case(
      "cannot be moved", example(given: "x: [1, 2]\ny: [3]", rest: "descend: { move: y }"),
      "e.yaml:8:18: 'y' cannot be moved: it is no given that is differentiated by | these can: x"),
  ]

  static let indexNotation: [Case] = [
    Case(
      "two ranges", example(given: "x: [1, 2]\ny: [1, 2, 3]", model: "L = sum(i, x[i] * y[i])"),
      "e.yaml:6:23: the index 'i' runs over 2 places in x (axis 1 of (2,)), but over 3 in y (axis 1 of (3,)) | use two indices"
    ),
    Case(
      "free index", example(model: "L = sum(i, x[i]) + x[k]"),
      "e.yaml:5:24: the index 'k' is free: the left side lacks it | write it on the left too, or sum over it: 'sum(k, ...)'"
    ),
    Case(
      "free on the right", example(model: "z[i] = x[i] + x[k]\nL = sum(z)"),
      "e.yaml:5:19: the index 'k' is free: the left side lacks it | write it on the left too, or sum over it: 'sum(k, ...)'"
    ),
    Case(
      "index without range", example(model: "z[i] = 2\nL = sum(x)"),
      "e.yaml:5:5: nothing says how far the index 'i' runs | use it in an entry, as in 'z[i]'"),
    Case(
      "unknown name", example(model: "z[i] = xx[i]\nL = sum(x)"),
      "e.yaml:5:10: there is no quantity 'xx' | did you mean 'x'?"),
    Case(
      "recursion", example(model: "f[i](z) = f(z)\nL = sum(x)"),
      "e.yaml:5:13: the definition of 'f' calls itself | a function is defined by functions that stand above it"
    ),
    Case(
      "used before definition", example(model: "f[i](z) = z[i] * g(z[i])\ng(z) = z\nL = sum(x)"),
      "e.yaml:5:20: 'g' is used before line 2 of the model defines it | move its definition up"),
    Case(
      "wrong rank", example(model: "L = sum(i, j, x[i, j])"),
      "e.yaml:5:17: 'x' has shape (2,) and takes 1 index, not 2"),
    Case(
      "no brackets", example(model: "z[i] = x * x[i]\nL = sum(z)"),
      "e.yaml:5:10: 'x' has shape (2,); in index notation it takes 1 index | write 'x[i]'"),
    Case(
      "index as number", example(model: "z[i] = x[i] * i\nL = sum(z)"),
      "e.yaml:5:17: the index 'i' stands where a number is expected | indices stand in brackets: 'z[i]'"
    ),
    Case(
      "matrix product", example(model: "z[i] = x[i] @ x[i]\nL = sum(z)"),
      "e.yaml:5:15: '@' has no meaning in index notation | write the sum out: 'sum(k, a[i, k] * b[k, j])'"
    ),
    Case(
      "whole tensor function", example(model: "z[i] = softmax(x[i])\nL = sum(z)"),
      "e.yaml:5:10: softmax works on whole tensors, not on single entries | compute it on a line of its own, without indices"
    ),
    Case(
      "bound twice", example(model: "L = sum(i, sum(i, x[i]))"),
      "e.yaml:5:18: the index 'i' is already in use here | choose another letter"),
    Case(
      "quantity as index", example(model: "L = sum(x, x[x])"),
      "e.yaml:5:11: 'x' is a quantity and cannot be an index too | choose another letter for the index"
    ),
    Case(
      "twice on the left", example(model: "z[i, i] = x[i]\nL = sum(z)"),
      "e.yaml:5:8: the index 'i' stands twice on the left"),
    Case(
      "parameter twice", example(model: "f(a, a) = a\nL = sum(x)"),
      "e.yaml:5:8: the parameter 'a' stands twice"),
    Case(
      "outside the parameters",
      example(given: "x: [1, 2]\nb: [1, 2]", model: "f[i](z) = z[i] + b[i]\nL = sum(f(x))"),
      "e.yaml:6:20: 'b' is no parameter of this function | hand it over as an argument"),
    Case(
      "delta",
      example(given: "x: [1, 2]\nb: [1, 2, 3]", model: "L = sum(i, j, delta(i, j) * x[i] * b[j])"),
      "e.yaml:6:17: delta of 'i', which runs over 2 places, and 'j', which runs over 3"),
  ]

  static let values: [Case] = [
    Case(
      "a singular matrix",
      example(
        given: "X: [[0.1, 0.2], [0.3, 0.6]]", model: "R = inv(X)\nL = sum(R)",
        differentiate: "{ L: X }"),
      "e.yaml:5:3: R[1,1] is not a number: the matrix is singular to working precision | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "singular equations",
      example(
        given: "X: [[1, 2], [2, 4]]", model: "L = sum(solve(X, X))", differentiate: "{ L: X }"),
      "e.yaml:5:3: in L, entry [1,1] of a part is not a number: the matrix is singular to working precision | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "no volume",
      example(given: "X: [[1, 2], [2, 4]]", model: "L = logdet(X)", differentiate: "{ L: X }"),
      "e.yaml:5:3: L is infinite: logdet of a singular matrix is the logarithm of 0 | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "a norm without a slope", example(given: "x: [0, 0]", model: "L = norm(x)"),
      "e.yaml: dL/dx[1] is not a number: the model has no slope at these values | choose other values, or if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "log of zero", example(given: "x: [1, 0]", model: "z = log(x)\nL = sum(z)"),
      "e.yaml:5:3: z[2] is infinite: the logarithm of 0 | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "log of a negative number", example(given: "x: [1, -2]", model: "L = sum(log(x))"),
      "e.yaml:5:3: in L, entry [2] of a part is not a number: the logarithm of -2 | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "division", example(given: "x: [1, 0]", model: "L = sum(1 / x)"),
      "e.yaml:5:3: in L, entry [2] of a part is infinite: a division by 0 | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "overflow in exp", example(given: "x: [1, 1000]", model: "L = sum(exp(x))"),
      "e.yaml:5:3: in L, entry [2] of a part is infinite: exp of 1000 overflows or is not defined | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "cross entropy of 0",
      example(given: "x: [0, 1]\ny: { one_hot: 1, of: 2 }", model: "L = cross_entropy(y, x)"),
      "e.yaml:6:3: L is infinite: cross_entropy takes the logarithm of 0 | if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "a slope that is none", example(given: "x: [0, 0]", model: "L = sqrt(sum(x * x))"),
      "e.yaml: dL/dx[1] is not a number: the model has no slope at these values | choose other values, or if that is meant, say 'allow_not_finite: true'"
    ),
    Case(
      "descent diverges",
      example(model: "L = sum(x ** 4)", rest: "descend: { rate: 1000, steps: 50 }"),
      "e.yaml: the loss is no longer finite after 4 steps of rate 1000.0 | choose a smaller rate"),
  ]
}
