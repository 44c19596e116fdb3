"""What each function of the catalogue means in Python, and how to draw a call of it.

A function that `gradus list functions` prints and that has a line here is drawn. The conventions at
kinks are the ones that Gradus documents: relu'(0) = abs'(0) = 0, and where the arguments of
maximum or minimum are equal, the derivative goes to the second; of a number and a tensor the number is
that. Of clip it is that of what is clipped.
"""

import autograd.numpy as np
import autograd.scipy.special as special
import numpy

# How near the arguments of relu, abs and maximum came to a kink in the last evaluation.
nearest_kink = [np.inf]


def kink(distance):
    try:
        nearest_kink[0] = min(nearest_kink[0], float(np.min(np.abs(distance))))
    except TypeError:
        pass  # A box of autograd: the values were seen in the plain evaluation.


def where_positive(x, yes, no):
    return np.where(x > 0, yes, no)


def relu(x):
    kink(x)
    return where_positive(x, x, 0.0)


def absolute(x):
    kink(x)
    return where_positive(x, x, where_positive(-x, -x, 0.0))


def sign(x):
    kink(x)
    return where_positive(x, 1.0 + 0 * x, where_positive(-x, -1.0 + 0 * x, 0 * x))


def maximum(a, b):
    # Of a number and a tensor the number stands last.
    if isinstance(a, (int, float)):
        a, b = b, a
    kink(a - b)
    return where_positive(a - b, a + 0 * b, b + 0 * a)


def minimum(a, b):
    if isinstance(a, (int, float)):
        a, b = b, a
    kink(a - b)
    return where_positive(b - a, a + 0 * b, b + 0 * a)


def between(x, least, most):
    """x from the least to the most; at a bound it does not depend on x."""
    kink(x - least)
    kink(x - most)
    return where_positive(x - least, where_positive(most - x, x, most + 0 * x), least + 0 * x)


def leaky_relu(x):
    kink(x)
    return where_positive(x, x, 0.01 * x)


def elu(x):
    return where_positive(x, x, np.expm1(where_positive(x, 0 * x, x)))


def norm_pdf(x):
    return np.exp(-x * x / 2) / numpy.sqrt(2 * numpy.pi)


def ndtr(x):
    return special.erfc(-x / numpy.sqrt(2)) / 2


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(numpy.sqrt(2 / numpy.pi) * (x + 0.044715 * x**3)))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def logsumexp(z, axis=None):
    m = np.max(z)
    return m + np.log(np.sum(np.exp(z - m), axis=axis))


def diag(x):
    n = len(x)
    return x[:, None] * np.eye(n) if x.ndim == 1 else np.sum(x * np.eye(n), axis=1)


def cross_entropy(y, S):
    logarithms = np.log(np.where((y == 0) & (S <= 0), 1.0, S))
    return -np.mean(np.sum(y * logarithms, axis=-1))


class Compared:
    """An operand of a comparison: how near the two sides are is noted, and the result is a number."""

    def __init__(self, value):
        self.value = value

    def compare(self, other, sign):
        other = other.value if isinstance(other, Compared) else other
        difference = self.value - other
        kink(difference)
        plain = getattr(difference, "_value", difference)
        while hasattr(plain, "_value"):
            plain = plain._value
        return np.where({"<": plain < 0, ">": plain > 0, "<=": plain <= 0, ">=": plain >= 0}[sign], 1.0, 0.0)

    def __lt__(self, other):
        return self.compare(other, "<")

    def __gt__(self, other):
        return self.compare(other, ">")

    def __le__(self, other):
        return self.compare(other, "<=")

    def __ge__(self, other):
        return self.compare(other, ">=")


def python(template, values):
    """A text that is Python's as well as ours, with values at its places."""
    names = {f"_{place}": np.array(value) if np.isscalar(value) else value
             for place, value in enumerate(values)}
    if "{0} " in template:
        names["_0"], names["_1"] = Compared(values[0]), Compared(values[1])
    scope = {name: getattr(np, name) for name in ("where", "stack", "concatenate", "mean", "sum")}
    return eval(template.format(*(f"_{n}" for n in range(len(values)))), scope, names)


# Entry by entry: what it is, and which arguments it takes: "any", "positive", "small", "inner"
# (between -1 and 1), "outer" (above 1).
ELEMENTWISE = {
    "exp": (np.exp, "small"),
    "log": (np.log, "positive"),
    "sqrt": (np.sqrt, "positive"),
    "abs": (absolute, "any"),
    "sign": (sign, "any"),
    "sin": (np.sin, "any"),
    "cos": (np.cos, "any"),
    "tanh": (np.tanh, "any"),
    "sigmoid": (sigmoid, "any"),
    "relu": (relu, "any"),
    "softplus": (lambda x: np.logaddexp(x, 0.0), "any"),
    "logsigmoid": (lambda x: -np.logaddexp(-x, 0.0), "any"),
    "tan": (np.tan, "inner"),
    "arcsin": (np.arcsin, "inner"),
    "arccos": (np.arccos, "inner"),
    "arctan": (np.arctan, "any"),
    "sinh": (np.sinh, "small"),
    "cosh": (np.cosh, "small"),
    "arcsinh": (np.arcsinh, "any"),
    "arccosh": (np.arccosh, "outer"),
    "arctanh": (np.arctanh, "inner"),
    "log1p": (np.log1p, "positive"),
    "log2": (np.log2, "positive"),
    "log10": (np.log10, "positive"),
    "expm1": (np.expm1, "small"),
    "square": (lambda x: x * x, "any"),
    "reciprocal": (lambda x: 1 / x, "positive"),
    "relu6": (lambda x: between(x, 0.0, 6.0), "any"),
    "hardtanh": (lambda x: between(x, -1.0, 1.0), "any"),
    "leaky_relu": (leaky_relu, "any"),
    "elu": (elu, "any"),
    "silu": (lambda x: x * sigmoid(x), "any"),
    "gelu": (lambda x: x * ndtr(x), "any"),
    "gelu_tanh": (gelu_tanh, "any"),
    "erf": (special.erf, "any"),
    "erfc": (special.erfc, "any"),
    "ndtr": (ndtr, "any"),
    "norm_pdf": (norm_pdf, "any"),
    "gammaln": (special.gammaln, "positive"),
    "digamma": (special.digamma, "positive"),
    "trigamma": (lambda x: special.polygamma(1, x), "positive"),
}

# Two arguments, entry by entry with broadcasting.
BINARY = {"maximum": maximum, "minimum": minimum}

# An entry and two bounds. At a bound the derivative is that of the entry.
def clip(x, least, most):
    kink(x - least)
    kink(x - most)
    raised = where_positive(least - x, least + 0 * x, x + 0 * least)
    return where_positive(raised - most, most + 0 * raised, raised + 0 * most)


BETWEEN = {"clip": clip}

# Over all entries or along one axis.
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "logsumexp": logsumexp}

# Rows to rows.
ROWWISE = {
    "softmax": softmax,
    "log_softmax": lambda z: np.log(softmax(z)),
}

# Square matrices to square matrices, and to numbers.
SQUARE = {"inv": np.linalg.inv}
SQUARE_TO_NUMBER = {
    "det": np.linalg.det,
    "trace": np.trace,
    "logdet": lambda A: np.linalg.slogdet(A)[1],
}

# A square matrix and a right side to the solution.
EQUATIONS = {"solve": np.linalg.solve}

# Two vectors to a matrix, and to a number.
TO_MATRIX = {"outer": np.outer}
TO_PRODUCT = {"dot": np.dot}

# A vector to a square matrix, and back.
DIAGONALS = {"diag": diag}

# Any shape to a number.
TO_NUMBER = {"norm": lambda x: np.sqrt(np.sum(x * x))}

# A distribution and classes to a number.
LOSSES = {"cross_entropy": cross_entropy}

# Inner calls of these get a name of their own; those in index notation are u.
RESULT_LETTERS = {"softmax": "S", "sigmoid": "s", "clip": "v", "hardtanh": "v", "relu6": "v"}

OPERATORS = {"+", "-", "*", "/", "**", "@", ".T", "negate"}

PYTHON = {
    **{name: call for name, (call, _) in ELEMENTWISE.items()},
    **BINARY, **BETWEEN, **REDUCTIONS, **ROWWISE, **SQUARE, **SQUARE_TO_NUMBER, **TO_NUMBER, **LOSSES,
    **EQUATIONS, **TO_MATRIX, **TO_PRODUCT, **DIAGONALS,
}
