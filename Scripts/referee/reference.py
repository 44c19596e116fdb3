"""The same model by an independent differentiator, autograd: values, gradients, Jacobians."""

import itertools

import autograd.numpy as np
import numpy
from autograd import make_vjp

import functions
from syntax import Statement, children, names, substitute, with_children


class IllFormed(Exception):
    """A model that means nothing: shapes do not fit, a name is missing."""


# MARK: Evaluation


def evaluate(e, env):
    """An expression in array notation; `env` has quantities and the author's functions."""
    match e[0]:
        case "num":
            return float(e[1])
        case "name":
            return env[e[1]]
        case "neg":
            return -evaluate(e[1], env)
        case "T":
            return np.transpose(evaluate(e[1], env))
        case "entry":
            return env[e[1]][tuple(e[2])]
        case "py":
            return functions.python(e[1], [evaluate(c, env) for c in e[2]])
        case "bin":
            return operate(e[1], evaluate(e[2], env), evaluate(e[3], env))
        case "call":
            arguments = [evaluate(a, env) for a in e[2]]
            options = {} if e[3] is None else {"axis": e[3]}
            call = env[e[1]] if e[1] in env else functions.PYTHON[e[1]]
            return call(*arguments, **options)
    raise IllFormed(f"{e[0]} outside index notation")


def operate(sign, a, b):
    match sign:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b
        case "@":
            return np.matmul(a, b)
        case "**":
            return np.power(a * 1.0, b)
    raise IllFormed(sign)


def ranges(e, env, found):
    """How far each index runs, from where it stands."""
    if e[0] == "el":
        for axis, index in enumerate(e[2]):
            if found.setdefault(index, env[e[1]].shape[axis]) != env[e[1]].shape[axis]:
                raise IllFormed(f"{index} runs over two ranges")
    for child in children(e):
        ranges(child, env, found)
    return found


def entry(e, env, at, runs):
    """An expression in index notation, at one place: numbers and loops, nothing clever."""
    match e[0]:
        case "num":
            return float(e[1])
        case "name":
            return env[e[1]]
        case "el":
            return env[e[1]][tuple(at[i] for i in e[2])]
        case "delta":
            return 1.0 if at[e[1]] == at[e[2]] else 0.0
        case "neg":
            return -entry(e[1], env, at, runs)
        case "isum":
            places = itertools.product(*(range(runs[i]) for i in e[1]))
            return sum(entry(e[2], env, {**at, **dict(zip(e[1], p))}, runs) for p in places)
        case "bin":
            return operate(e[1], entry(e[2], env, at, runs), entry(e[3], env, at, runs))
        case "call":
            call = env[e[1]] if e[1] in env else functions.PYTHON[e[1]]
            return call(*(entry(a, env, at, runs) for a in e[2]))
    raise IllFormed(f"{e[0]} in index notation")


def value(statement, env):
    """What a statement's right side is."""
    if not statement.is_index_notation:
        return evaluate(statement.right, env)
    runs = ranges(statement.right, env, {})
    indices = statement.indices or ()
    shape = tuple(runs[i] for i in indices)
    entries = [
        entry(statement.right, env, dict(zip(indices, place)), runs)
        for place in itertools.product(*(range(n) for n in shape))
    ]
    return np.reshape(np.array(entries), shape)


def author_function(statement, env):
    """A function of the author's own, in Python."""

    def call(*arguments):
        return value(
            Statement(statement.name, statement.right, statement.indices),
            {**env, **dict(zip(statement.parameters, arguments))},
        )

    return call


# MARK: Inner names


def flattened(givens, statements):
    """The quantities as Gradus has them: the author's functions in array notation put in, and inner
    calls of softmax, sigmoid and the like, and of functions in index notation, named."""
    own, quantities = {}, []
    taken = set(givens) | {s.name for s in statements}

    def name(call, letter):
        free = itertools.chain([letter], (f"{letter}{n}" for n in itertools.count(2)))
        chosen = next(n for n in free if n not in taken)
        taken.add(chosen)
        quantities.append(Statement(chosen, call))
        return ("name", chosen)

    def build(e, parameters, is_outermost=False):
        if e[0] == "name" and e[1] in parameters:
            return parameters[e[1]]
        if e[0] == "entry" and e[1] in parameters:
            return substitute(e, parameters)
        built = with_children(e, [build(c, parameters) for c in children(e)])
        if e[0] != "call":
            return built
        if e[1] not in own:
            letter = functions.RESULT_LETTERS.get(e[1])
        elif own[e[1]].is_index_notation:
            letter = "u"
        else:
            return build(own[e[1]].right, dict(zip(own[e[1]].parameters, built[2])))
        return built if letter is None or is_outermost else name(built, letter)

    for statement in statements:
        if statement.parameters is not None:
            own[statement.name] = statement
        elif statement.is_index_notation:
            quantities.append(statement)
        else:
            right = build(statement.right, {}, is_outermost=True)
            quantities.append(Statement(statement.name, right))
    return quantities


# MARK: The whole model


class Reference:
    """Everything that can be compared, in one precision."""

    def __init__(self, example, precision=numpy.float64):
        self.quantities = flattened(example.givens, example.statements)
        self.losses = example.losses
        self.givens = {n: numpy.asarray(g.value, precision) for n, g in example.givens.items()}
        self.functions = {}
        for statement in example.statements:
            if statement.parameters is not None:
                self.functions[statement.name] = author_function(statement, dict(self.functions))
        self.env = self.run(self.givens, {})
        self.gradients = {}

    def run(self, givens, offsets):
        env = {**self.functions, **givens}
        for statement in self.quantities:
            result = np.asarray(value(statement, env)) if not offsets else value(statement, env)
            env[statement.name] = result + offsets.get(statement.name, 0)
        return env

    @property
    def values(self):
        return {n: self.env[n] for n in [*self.givens, *(s.name for s in self.quantities)]}

    def gradients_of(self, loss):
        """The gradient of a loss with respect to every quantity, computed ones too: a zero is added
        to each, and differentiated by."""
        if loss not in self.gradients:
            zeros = {s.name: 0 * self.env[s.name] for s in self.quantities}
            both = {"givens": self.givens, "offsets": zeros}
            pull, out = make_vjp(
                lambda both: np.sum(self.run(both["givens"], both["offsets"])[loss])
            )(both)
            found = pull(numpy.asarray(1.0, out.dtype))
            self.gradients[loss] = {**found["givens"], **found["offsets"]}
        return self.gradients[loss]

    def jacobian(self, of, with_respect_to):
        """∂of/∂with_respect_to in numerator layout, all other names in the definition held still."""
        statement = next(s for s in self.quantities if s.name == of)
        if with_respect_to not in names(statement.right):
            raise KeyError(f"{of} does not speak of {with_respect_to}")
        pull, out = make_vjp(
            lambda x: value(statement, {**self.env, with_respect_to: x})
        )(self.env[with_respect_to])
        rows = []
        for place in range(out.size):
            unit = numpy.zeros(out.size, out.dtype)
            unit[place] = 1
            rows.append(numpy.ravel(pull(unit.reshape(out.shape))))
        return numpy.array(rows)
