"""Draws examples at random: textbook models are too kind, so zeros, ties, masks that are all true,
powers that fold, quantities used several times and names that mean something elsewhere are likely.

Example `i` of a seed is the same whatever else is drawn.
"""

import random

import numpy as np

import functions
from reference import IllFormed, author_function, evaluate, flattened, value
from syntax import Example, Given, Statement, names, walk

NAMES = (
    "x y z w W W1 W2 b b1 h h1 h2 S p q r t s u v a A B C c d e E i j k n m N X Y Z K Q V M theta "
    "alpha beta gamma sigma mu x_1 x1 y_hat d_x d_h dx eps logits H0 g o I S2 s2 one pi L J loss "
    "F G D R f l sum_x no on rate inf nan eye ones tri flip T"
).split()
INDICES = "i j k c n m p q r t".split()
EXPONENTS = ["2", "2", "2", "3", "4", "1", "0", "-1", "-2", "0.5", "1.5", "-0.5", "1/2", "2.5"]
LITERALS = ["2", "0.5", "3", "1", "0.1", "0.25", "1/3", "10", "1.5", "0.05"]
LARGEST = 12.0


def num(literal):
    if "/" in literal:
        a, b = literal.split("/")
        return ("bin", "/", ("num", a), ("num", b))
    return ("neg", ("num", literal[1:])) if literal[0] == "-" else ("num", literal)


def binary(sign, a, b):
    return ("bin", sign, a, b)


def call(name, *arguments, axis=None):
    return ("call", name, arguments, axis)


class Draw:
    def __init__(self, seed, number, known):
        self.random = random.Random(f"{seed}/{number}")
        self.known = known
        self.free = [n for n in NAMES if n not in known and n not in functions.PYTHON]
        self.random.shuffle(self.free)
        self.givens, self.statements, self.env, self.own = {}, [], {}, {}
        n, m, k = (self.random.choice([1, 2, 2, 3, 3, 3, 4]) for _ in range(3))
        self.sizes = [n, m, k]
        # One shape is the model's own, so that quantities meet.
        self.home = self.pick([
            (n,), (n,), (n,), (n, m), (n, m), (n, m), (n, n), (k, n, m), (n, 1), (1, m), (), (1,),
            (1, 1),
        ])
        self.kindness = self.pick(["plain", "plain", "plain", "ties", "positive", "zeros"])
        self.depth = self.pick([1, 2, 2, 3])

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, share):
        return self.random.random() < share

    # MARK: Givens

    def name(self):
        return self.free.pop()

    def number(self, positive=False):
        kind = self.kindness if self.chance(0.8) else "plain"
        if kind == "ties":
            number = self.pick([-1, 0, 1, 1, 0.5, 2])
        elif kind == "zeros":
            number = self.pick([0, 0, 0.5, -1.25, 1])
        else:
            number = round(self.random.uniform(-2, 2), self.pick([1, 2, 2, 4]))
            if kind == "positive":
                number = abs(number) + 0.25
        return abs(number) + self.pick([0.25, 0.5, 1]) if positive else number

    def given(self, shape, positive=False):
        if not self.free or len(self.givens) > 9:
            fitting = [n for n, v in self.env.items() if v.shape == shape]
            if fitting:
                return ("name", self.pick(fitting))
        name = self.name()
        form = None
        if len(shape) in (1, 2) and self.chance(0.12) and not positive:
            places = [self.random.randrange(shape[-1]) for _ in range(shape[0] if len(shape) == 2 else 1)]
            array = np.eye(shape[-1])[places].reshape(shape)
            classes = [p + 1 for p in places]
            form = f"{{ one_hot: {classes if len(shape) == 2 else classes[0]}, of: {shape[-1]} }}"
        elif len(shape) in (1, 2) and self.chance(0.08):
            array = self.distribution(shape)
            form = f"{{ distribution: {array.tolist()} }}"
        elif shape and self.chance(0.05) and not positive:
            array = np.zeros(shape)
            form = f"{{ zeros: {list(shape)} }}"
        else:
            array = np.array([self.number(positive) for _ in range(int(np.prod(shape)))])
            array = array.reshape(shape)
            if array.size > 1 and self.chance(0.1):
                array = np.full(shape, array.flat[0])
        self.givens[name] = Given(array, form)
        self.env[name] = array
        return ("name", name)

    def distribution(self, shape):
        rows = []
        for _ in range(int(np.prod(shape[:-1]))):
            cuts = sorted(self.random.randrange(0, 9) for _ in range(shape[-1] - 1))
            rows.append([(b - a) / 8 for a, b in zip([0, *cuts], [*cuts, 8])])
        return np.array(rows).reshape(shape)

    # MARK: Expressions

    def value(self, e):
        with np.errstate(all="ignore"):
            return np.asarray(evaluate(e, {**self.own, **self.env}), float)

    def leaf(self, shape, positive=False):
        fitting = [n for n, v in self.env.items() if v.shape == shape]
        if positive:
            fitting = [n for n in fitting if np.min(self.env[n]) > 0.05]
        # Computed quantities first: what is used several times is what goes wrong.
        computed = [n for n in fitting if n not in self.givens]
        if computed and self.chance(0.5):
            return ("name", self.pick(computed))
        if fitting and self.chance(0.7):
            return ("name", self.pick(fitting))
        return self.given(shape, positive)

    def expression(self, shape, depth):
        """An expression of a shape, its values finite and not large."""
        if depth <= 0:
            return self.leaf(shape)
        for _ in range(5):
            draw = self.random.choices(*zip(*self.ways(shape)))[0]
            try:
                e = draw(shape, depth)
                found = self.value(e)
            except (IndexError, IllFormed):
                continue
            if e is None or found.shape != shape or not np.all(np.isfinite(found)):
                continue
            if np.max(np.abs(found)) > LARGEST:
                e = call("tanh", e) if self.chance(0.5) else binary("/", e, num("10"))
            if any(x[0] in ("name", "entry") for x in walk(e)):
                return e
        return self.leaf(shape)

    def ways(self, shape):
        ways = [
            (self.leaf_way, 2), (self.elementwise, 6), (self.arithmetic, 8), (self.power, 3),
            (self.quotient, 2), (self.product, 5), (self.transposed, 1.5), (self.reduced, 2),
            (self.negated, 0.7), (self.binary_call, 1.5), (self.between, 0.7),
            (self.own_call, 1.5), (self.folded, 3),
            (self.idiom, 3), (self.indexed, 3), (self.chosen, 1.5), (self.centred, 1),
        ]
        if len(shape) >= 1:
            ways += [(self.rowwise, 2), (self.window, 2), (self.joined, 1.5)]
        if shape == ():
            ways += [(self.to_number, 2), (self.reduced, 4)]
        if len(shape) == 2 and shape[0] == shape[1]:
            ways += [(self.square, 2)]
        if len(shape) <= 2:
            ways += [(self.of_vectors, 1.5)]
        return ways

    def window(self, shape, depth):
        """A part of a larger tensor: `x[1:4]`, `X[::2, 0]`, `x[::-1]`, `x[:, None]`."""
        inner, places = [], []
        for axis, length in enumerate(shape):
            if length == 1 and self.chance(0.5) and len(inner) + 1 < len(shape) + 1:
                places.append("None")
                continue
            step = self.pick([1, 1, 1, 2, -1])
            before, after = self.pick([0, 0, 1]), self.pick([0, 0, 1])
            reach = (length - 1) * abs(step) + 1
            inner.append(before + reach + after)
            if step > 0:
                end = before + reach
                shown = "" if after == 0 else str(end)
                places.append(f"{before or ''}:{shown}" + (f":{step}" if step > 1 else ""))
            else:
                last = before + reach - 1
                places.append(f"{last}:{before - 1 if before else ''}:-1")
        if self.chance(0.3) and len(inner) < 3:
            place = self.random.randrange(3)
            inner.append(3)
            places.append(self.pick([str(place), str(place - 3)]))
        if not inner or len(inner) > 3:
            raise IllFormed("no axes to take a part of")
        return ("py", "{0}[" + ", ".join(places) + "]", (self.expression(tuple(inner), depth - 1),))

    def joined(self, shape, depth):
        """Parts one behind the other, or stacked."""
        axis = self.random.randrange(len(shape))
        length = shape[axis]
        if length == 2 and self.chance(0.5):
            part = shape[:axis] + shape[axis + 1:]
            return ("py", f"stack([{{0}}, {{1}}], axis={axis})", tuple(
                self.expression(part, depth - 1) for _ in range(2)))
        if length < 2:
            raise IllFormed("nothing to join")
        first = self.random.randrange(1, length)
        return ("py", f"concatenate([{{0}}, {{1}}], axis={axis})", tuple(
            self.expression(shape[:axis] + (n,) + shape[axis + 1:], depth - 1)
            for n in (first, length - first)))

    def chosen(self, shape, depth):
        """Comparisons: `where(a > b, c, d)`, `(a <= b) * c`."""
        sign = self.pick(["<", ">", "<=", ">="])
        sides = [self.expression(shape, depth - 1), self.pick([num("0"), self.leaf(shape)])]
        if self.chance(0.5):
            return ("py", f"where({{0}} {sign} {{1}}, {{2}}, {{3}})", (
                *sides, self.expression(shape, depth - 1), self.expression(shape, depth - 1)))
        return ("py", f"({{0}} {sign} {{1}}) * {{2}}", (*sides, self.expression(shape, depth - 1)))

    def centred(self, shape, depth):
        """What keeps its axes, beside the whole: `x - mean(x, axis=0, keepdims=True)`."""
        inner = self.expression(shape, depth - 1)
        axes = sorted(self.random.sample(range(len(shape)), self.random.randint(0, len(shape))))
        option = f"axis={axes[0]}, " if len(axes) == 1 else (
            f"axis=({', '.join(map(str, axes))}), " if axes else "")
        name = self.pick(["mean", "sum"])
        return binary(self.pick("+-*"), inner, (
            "py", f"{name}({{0}}, {option}keepdims=True)", (self.pick([
                inner, self.expression(shape, depth - 1)]),)))

    def leaf_way(self, shape, depth):
        return self.leaf(shape)

    def available(self, table):
        return [name for name in table if name in self.known]

    def elementwise(self, shape, depth):
        name = self.pick([*self.available(functions.ELEMENTWISE), "relu", "tanh"])
        inner = self.expression(shape, depth - 1)
        domain = functions.ELEMENTWISE[name][1]
        if domain == "positive":
            inner = self.positive(inner, shape)
        elif domain == "small" and np.max(self.value(inner)) > 3:
            inner = self.pick([("neg", binary("**", inner, num("2"))), call("tanh", inner)])
        elif domain == "inner" and np.max(np.abs(self.value(inner))) > 0.95:
            inner = binary("*", num("0.9"), self.pick([call("tanh", inner), call("sin", inner)]))
        elif domain == "outer" and np.min(self.value(inner)) < 1.05:
            inner = binary("+", num("1.1"), binary("**", inner, num("2")))
        return call(name, inner)

    def positive(self, e, shape):
        """An expression like this one, with values above 0."""
        if np.min(self.value(e)) > 0.05 and self.chance(0.7):
            return e
        return self.pick([
            lambda: binary("+", num("1"), binary("**", e, num("2"))),
            lambda: binary("+", binary("*", e, e), num("0.5")),
            lambda: call("exp", call("tanh", e)),
            lambda: call("sigmoid", e),
            lambda: binary("+", call("abs", e), num("0.1")),
            lambda: self.leaf(shape, positive=True),
        ])()

    def narrower(self, shape):
        """A shape that broadcasts to this one."""
        kept = shape[self.random.randrange(len(shape) + 1):]
        return tuple(1 if self.chance(0.3) else n for n in kept)

    def sides(self, shape, depth):
        """Two expressions whose shapes broadcast to this one."""
        other = shape if self.chance(0.6) else self.narrower(shape)
        if len(shape) == 2 and self.chance(0.1):
            pair = (shape[0], 1), self.pick([(1, shape[1]), (shape[1],)])
        else:
            pair = shape, other
        first, second = (self.expression(s, depth - 1) for s in pair)
        if other == () and pair[1] == () and self.chance(0.6):
            second = num(self.pick(LITERALS))
        return (first, second) if self.chance(0.6) else (second, first)

    def arithmetic(self, shape, depth):
        return binary(self.pick("++--***"), *self.sides(shape, depth))

    def binary_call(self, shape, depth):
        first, second = self.sides(shape, depth)
        if self.kindness == "ties" and self.chance(0.3):
            second = first
        return call(self.pick(self.available(functions.BINARY)), first, second)

    def between(self, shape, depth):
        names = self.available(functions.BETWEEN)
        if not names:
            raise IllFormed("no such function")
        inner, least = self.sides(shape, depth)
        if self.chance(0.7):
            least = num(self.pick(["-1", "0", "-0.5", "0.5"]))
        most = num(self.pick(["1", "2", "0.75"]))
        return call(self.pick(names), inner, least, most)

    def quotient(self, shape, depth):
        above, below = self.sides(shape, depth)
        value = self.value(below)
        if below[0] in ("num", "bin", "neg") and not any(x[0] == "name" for x in walk(below)):
            return binary("/", above, below)
        if np.min(np.abs(value)) < 0.1 or self.chance(0.2):
            below = self.positive(below, value.shape)
        return binary("/", above, below)

    def power(self, shape, depth):
        base = self.expression(shape, depth - 1)
        kind = self.random.random()
        if kind < 0.12:
            exponent = self.expression(self.narrower(shape), depth - 1)
            if np.max(np.abs(self.value(exponent))) > 3:
                exponent = call("tanh", exponent)
            return binary("**", self.positive(base, shape), exponent)
        if kind < 0.18:
            return binary("**", num(self.pick(["2", "0.5", "3"])), call("tanh", base))
        exponent = self.pick(EXPONENTS)
        if exponent not in ("0", "1", "2", "3", "4"):
            whole = exponent in ("-1", "-2")
            if not (whole and np.min(np.abs(self.value(base))) > 0.2):
                base = self.positive(base, shape)
        result = binary("**", base, num(exponent))
        if self.chance(0.15):
            result = binary("**", result, num("2"))
        return binary("*", result, base) if self.chance(0.15) else result

    def product(self, shape, depth):
        k = self.pick(self.sizes)
        if shape == ():
            pair = (k,), (k,)
        elif len(shape) == 1:
            pair = self.pick([((k,), (k, *shape)), ((*shape, k), (k,))])
        else:
            *batch, n, m = shape
            left, right = (n, k), (k, m)
            if batch:
                left, right = self.pick([
                    ((*batch, *left), right), (left, (*batch, *right)),
                    ((*batch, *left), (*batch, *right)), ((1, *left), (*batch, *right)),
                ])
            elif self.chance(0.1):
                # A batch of matrices times a vector.
                left, right = (n, m, k), (k,)
            pair = left, right
        return binary("@", *(self.expression(s, depth - 1) for s in pair))

    def transposed(self, shape, depth):
        return ("T", self.expression(shape[::-1], depth - 1))

    def negated(self, shape, depth):
        return ("neg", self.expression(shape, depth - 1))

    def reduced(self, shape, depth):
        name = self.pick(self.available(functions.REDUCTIONS))
        if shape == () and self.chance(0.7):
            return call(name, self.expression(self.home, depth - 1))
        if len(shape) > 2:
            raise IllFormed("rank 4")
        axis = self.random.randrange(len(shape) + 1)
        inner = (*shape[:axis], self.pick(self.sizes), *shape[axis:])
        shown = axis - len(inner) if self.chance(0.4) else axis
        return call(name, self.expression(inner, depth - 1), axis=shown)

    def rowwise(self, shape, depth):
        return call(
            self.pick(self.available(functions.ROWWISE)), self.expression(shape, depth - 1))

    def square(self, shape, depth):
        names = self.available(functions.SQUARE)
        if not names:
            raise IllFormed("no such function")
        return call(self.pick(names), self.regular(shape, depth))

    def of_vectors(self, shape, depth):
        """Linear equations, outer and inner products, diagonals."""
        k = self.pick(self.sizes)

        def vector(n):
            return self.expression((n,), depth - 1)

        ways = []
        if shape == ():
            ways += [lambda f=f: call(f, vector(k), vector(k))
                     for f in self.available(functions.TO_PRODUCT)]
        else:
            ways += [
                lambda f=f: call(f, self.regular((shape[0],) * 2, depth),
                                 self.expression(shape, depth - 1))
                for f in self.available(functions.EQUATIONS)]
        if len(shape) == 2:
            ways += [lambda f=f: call(f, vector(shape[0]), vector(shape[1]))
                     for f in self.available(functions.TO_MATRIX)]
        diagonals = self.available(functions.DIAGONALS)
        if len(shape) == 1:
            ways += [lambda f=f: call(f, self.expression(shape * 2, depth - 1)) for f in diagonals]
        if len(shape) == 2 and shape[0] == shape[1]:
            ways += [lambda f=f: call(f, vector(shape[0])) for f in diagonals]
        if not ways:
            raise IllFormed("no such function")
        return self.pick(ways)()

    def regular(self, shape, depth):
        """A square matrix that has an inverse and a determinant above 0."""
        e = self.expression(shape, depth - 1)
        if np.linalg.det(self.value(e)) > 0.2:
            return e
        return binary("+", binary("@", e, ("T", e)), self.given_value(np.eye(shape[0])))

    def given_value(self, array):
        name = self.name()
        self.givens[name] = Given(array)
        self.env[name] = array
        return ("name", name)

    def to_number(self, shape, depth):
        n = self.pick(self.sizes)
        ways = [
            *self.available(functions.LOSSES), *self.available(functions.SQUARE_TO_NUMBER),
            *self.available(functions.TO_NUMBER),
        ]
        name = self.pick(ways)
        if name in functions.TO_NUMBER:
            return call(name, self.expression(self.home, depth - 1))
        if name in functions.SQUARE_TO_NUMBER:
            return call(name, self.regular((n, n), depth))
        rows = self.home if len(self.home) in (1, 2, 3) and self.chance(0.7) else (n,)
        classes = self.given(rows)
        while self.chance(0.6) and classes[1] in self.givens and not self.givens[classes[1]].form:
            classes = self.given(rows)
        inner = self.expression(rows, depth - 1)
        return call(name, classes, self.pick([call("softmax", inner), call("softmax", inner),
                                              self.positive(inner, rows)]))

    def own_call(self, shape, depth):
        """A function of the author's, defined where there is none yet."""
        if not self.own or self.chance(0.2):
            self.define()
        fitting = [s for s in self.statements if s.parameters and self.takes(s, shape)]
        statement = self.pick(fitting)
        return ("call", statement.name,
                tuple(self.expression(shape, depth - 1) for _ in statement.parameters), None)

    def takes(self, statement, shape):
        return statement.indices is None or len(statement.indices) == len(shape)

    def define(self):
        name, parameter, other = self.name(), self.pick("z u v x a w".split()), "y"
        z, i = ("name", parameter), self.indices(self.pick([1, 1, 2]))
        zi = ("el", parameter, i)
        right = self.pick([
            binary("*", z, call("sigmoid", z)),
            binary("*", num("0.5"), binary("*", z, binary("+", num("1"), call("tanh", z)))),
            binary("/", z, binary("+", num("1"), call("abs", z))),
            binary("+", binary("**", z, num("2")), z),
            call("log", binary("+", num("1"), call("exp", z))),
            binary("-", z, call("mean", z)),
            binary("/", zi, binary("+", num("1"), call("exp", ("neg", zi)))),
            binary("*", zi, call("tanh", zi)),
            binary("*", zi, ("isum", i, binary("**", ("el", parameter, i), num("2")))),
        ])
        indices = i if any(x[0] == "el" for x in walk(right)) else None
        if right[0] == "bin" and right[3][0] == "isum":
            bound = tuple(n + n for n in i)
            right = binary("*", zi, ("isum", bound, binary("**", ("el", parameter, bound), num("2"))))
        parameters = (parameter,)
        if indices is None and self.chance(0.25):
            right, parameters = binary(self.pick("+*-"), right, ("name", other)), (parameter, other)
        statement = Statement(name, right, indices, parameters)
        self.statements.append(statement)
        self.own[name] = author_function(statement, dict(self.own))

    def folded(self, shape, depth):
        """A part of what defines another quantity, once more: x*y where q = x*y."""
        parts = [
            part for s in self.statements if s.parameters is None and not s.is_index_notation
            for part in walk(s.right) if part[0] in ("bin", "call", "neg")
            and not {x[1] for x in walk(part) if x[0] == "call"} & set(self.own)
        ]
        fitting = [p for p in parts if self.value(p).shape == shape]
        part = self.pick(fitting)
        other = self.leaf(shape)
        return self.pick([
            lambda: part,
            lambda: binary("*", part, other),
            lambda: binary("*", binary("**", part, num("2")), other),
            lambda: binary("+", part, other),
            lambda: binary("-", num("1"), part),
        ])()

    def idiom(self, shape, depth):
        """What textbooks are full of."""
        x = self.expression(shape, depth - 1)
        y = self.leaf(shape)
        rows = call("mean", x, axis=-1) if len(shape) == 1 else call("mean", x)
        centred = binary("-", x, call("mean", x))
        gate = call("sigmoid", x)
        return self.pick([
            lambda: centred,
            lambda: binary("-", x, rows),
            lambda: binary("/", centred, call("sqrt", binary(
                "+", call("mean", binary("**", centred, num("2"))), num("0.01")))),
            lambda: binary("/", self.positive(x, shape), call("sum", self.positive(x, shape))),
            lambda: binary("/", call("exp", call("tanh", x)), call("sum", call("exp", call("tanh", x)))),
            lambda: binary("+", x, call("tanh", x)),
            lambda: binary("+", binary("*", gate, call("tanh", y)),
                           binary("*", binary("-", num("1"), gate), x)),
            lambda: binary("*", x, binary("*", x, y)),
            lambda: binary("*", binary("-", x, y), binary("-", x, y)),
            lambda: binary("**", binary("-", x, y), num("2")),
        ])()

    def indexed(self, shape, depth):
        """An entry, a row or a matrix of a quantity."""
        wider = [n for n, v in self.env.items()
                 if v.ndim > len(shape) and v.shape[v.ndim - len(shape):] == shape]
        name = self.pick(wider)
        lengths = self.env[name].shape[:self.env[name].ndim - len(shape)]
        return ("entry", name, tuple(
            self.random.randrange(n) - (n if self.chance(0.3) else 0) for n in lengths))

    # MARK: Statements

    def add(self, statement):
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(value(statement, {**self.own, **self.env}), float)
        except (KeyError, ValueError, TypeError) as error:
            raise IllFormed(str(error))
        if not np.all(np.isfinite(found)) or np.max(np.abs(found)) > 1e3:
            raise IllFormed("too large")
        self.statements.append(statement)
        self.env[statement.name] = found

    def step(self):
        shape = self.home if self.chance(0.7) else self.pick(self.shapes())
        if self.chance(0.12):
            self.index_notation()
        else:
            e = self.expression(shape, self.depth)
            if e[0] == "name" and self.chance(0.9):
                e = call("tanh", e)
            self.add(Statement(self.name(), e))

    def shapes(self):
        n, m, k = self.sizes
        return [(), (), (1,), (1, 1), (n,), (m,), (n, m), (m, k), (n, 1), (1, m), (k, n, m)]

    def indices(self, count):
        """Names that no quantity has or will have."""
        found = self.random.sample([x for x in INDICES if x not in self.env], count)
        self.free = [n for n in self.free if n not in found]
        return tuple(found)

    def index_notation(self):
        n, m, k = self.sizes
        i, j, l = self.indices(3)
        name = self.name()
        A, B, x = (self.leaf(s)[1] for s in ((n, m), (m, k), (m,)))
        square, vector = (self.leaf(s)[1] for s in ((n, n), (n,)))
        xj, Aij = ("el", x, (j,)), ("el", A, (i, j))
        indices, right = self.pick([
            ((i,), ("isum", (j,), binary("*", Aij, xj))),
            ((i, l), ("isum", (j,), binary("*", Aij, ("el", B, (j, l))))),
            ((), ("isum", (j,), binary("**", xj, num("2")))),
            ((), ("isum", (i, j), binary("*", Aij, call("tanh", xj)))),
            ((j,), binary("*", xj, call("exp", ("neg", xj)))),
            ((j,), binary("/", xj, binary("+", num("1"), ("isum", (l,), binary(
                "**", ("el", x, (l,)), num("2")))))),
            ((i, j), binary("*", Aij, binary("+", Aij, xj))),
            ((j, i), binary("-", Aij, ("isum", (l,), binary("*", ("el", A, (i, l)), ("el", x, (l,)))))),
            ((), ("isum", (i,), ("el", square, (i, i)))),
            ((i,), binary("*", ("el", square, (i, i)), ("el", vector, (i,)))),
            ((i, l), binary("*", ("delta", i, l), binary("*", ("el", vector, (i,)), ("el", vector, (l,))))),
            ((i, l), binary("*", ("el", vector, (i,)), ("el", vector, (l,)))),
        ])
        self.add(Statement(name, right, indices or None))

    def loss(self):
        shape = self.home if self.chance(0.6) else self.pick(self.shapes())
        fitting = [n for n, v in self.env.items() if n not in self.givens]
        q = ("name", self.pick(fitting)) if fitting and self.chance(0.8) else self.leaf(shape)
        shape = self.env[q[1]].shape
        t = self.leaf(shape)
        ways = [
            lambda: call("sum", q),
            lambda: call("mean", binary("**", binary("-", q, t), num("2"))),
            lambda: binary("/", call("sum", binary("**", binary("-", q, t), num("2"))), num("2")),
            lambda: call("sum", binary("*", q, t)),
            lambda: call("sum", binary("*", q, q)),
            lambda: binary("+", call("sum", q), self.expression((), 2)),
            lambda: self.expression((), self.depth + 1),
            lambda: self.to_number((), self.depth),
            lambda: call("sum", binary("*", q, self.expression(shape, self.depth))),
            lambda: ("neg", call("mean", binary("+", binary("*", t, call("log", call("sigmoid", q))),
                             binary("*", binary("-", num("1"), t),
                                    call("log", binary("-", num("1"), call("sigmoid", q))))))),
            lambda: self.expression(self.pick([(1,), (1, 1)]), self.depth),
        ]
        if len(shape) == 1:
            ways += [lambda: binary("@", q, t), lambda: binary("@", q, q)]
        if len(shape) in (1, 2, 3):
            ways += [lambda: call("cross_entropy", self.given(shape), call("softmax", q))] * 2
        e = self.pick(ways)()
        if self.chance(0.6):
            for u in self.unused(e):
                u = ("name", u)
                e = binary(self.pick("++-"), e, self.pick([
                    call("sum", u), call("mean", u), call("mean", binary("*", u, u)),
                    call("sum", call("sin", u))]))
        name = self.name()
        self.add(Statement(name, binary("*", e, num("1")) if e[0] == "name" else e))
        return name

    def unused(self, e):
        """Computed quantities that nothing is computed from yet."""
        used = names(e).union(*(names(s.right) for s in self.statements))
        return [n for n in self.env if n not in self.givens and n not in used][:3]

    def example(self):
        steps = self.pick([0, 1, 1, 2, 2, 3, 3, 4, 6, 9])
        for _ in range(steps):
            self.attempt(self.step)
        losses = [name for _ in range(self.pick([1, 1, 1, 2]))
                  if (name := self.attempt(self.loss)) is not None]
        wanted = {}
        for loss in losses:
            on = sorted(self.leading_to(loss))
            if on:
                wanted[loss] = tuple(self.random.sample(on, min(len(on), self.pick([1, 2, 3, 5]))))
        if not wanted:
            return None
        # A few that lead nowhere are left in.
        kept = [*wanted, *(s.name for s in self.statements if self.chance(0.05))]
        on = set(kept).union(*(self.leading_to(name) for name in kept))
        self.statements = [s for s in self.statements if s.parameters is not None or s.name in on]
        used = set().union(*(names(s.right) for s in self.statements))
        givens = {n: g for n, g in self.givens.items() if n in used or self.chance(0.05)}
        return Example(givens, tuple(self.statements), wanted, derives=self.chance(0.5))

    def attempt(self, draw):
        for _ in range(6):
            try:
                return draw()
            except (IllFormed, IndexError):
                continue
        return None

    def leading_to(self, loss):
        known = {s.name: names(s.right) for s in flattened(self.givens, self.statements)}
        found, open_ = set(), [loss]
        while open_:
            for name in known.get(open_.pop(), ()):
                if name not in found and name not in self.own:
                    found.add(name)
                    open_.append(name)
        return found & set(self.env)


def example(seed, number, known):
    """Example `number` of a seed: the first that can be drawn."""
    for attempt in range(100):
        found = Draw(seed, number if attempt == 0 else f"{number}.{attempt}", known).example()
        if found is not None:
            return found
    raise RuntimeError(f"no example {number} of seed {seed}")
