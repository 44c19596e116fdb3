"""What each function of the catalogue means in Python, and how to draw a call of it.

A function that `gradus list functions` prints and that has a line here is drawn. The conventions at
kinks are the ones that Gradus documents: relu'(0) = abs'(0) = 0, and where maximum's arguments are
equal, the derivative goes to the second; of a number and a tensor the number is that.
"""

import autograd.numpy as np

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
    kink(a - b)
    return where_positive(b - a, a + 0 * b, b + 0 * a)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def cross_entropy(y, S):
    logarithms = np.log(np.where((y == 0) & (S <= 0), 1.0, S))
    return -np.mean(np.sum(y * logarithms, axis=-1))


# Entry by entry: what it is, and which arguments it takes ("any", "positive", "small").
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
    "arctan": (np.arctan, "any"),
    "sinh": (np.sinh, "small"),
    "cosh": (np.cosh, "small"),
    "log1p": (np.log1p, "positive"),
    "expm1": (np.expm1, "small"),
    "square": (lambda x: x * x, "any"),
}

# Two arguments, entry by entry with broadcasting.
BINARY = {"maximum": maximum, "minimum": minimum}

# Over all entries or along one axis.
REDUCTIONS = {"sum": np.sum, "mean": np.mean}

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

# Any shape to a number.
TO_NUMBER = {"norm": lambda x: np.sqrt(np.sum(x * x))}

# A distribution and classes to a number.
LOSSES = {"cross_entropy": cross_entropy}

# Inner calls of these get a name of their own; those in index notation are u.
RESULT_LETTERS = {"softmax": "S", "sigmoid": "s"}

OPERATORS = {"+", "-", "*", "/", "**", "@", ".T", "negate"}

PYTHON = {
    **{name: call for name, (call, _) in ELEMENTWISE.items()},
    **BINARY, **REDUCTIONS, **ROWWISE, **SQUARE, **SQUARE_TO_NUMBER, **TO_NUMBER, **LOSSES,
}
