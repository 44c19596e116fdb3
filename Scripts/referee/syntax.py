"""Models as trees, and as the text that Gradus reads.

An expression is a tuple, its kind first:

    ("num", "0.5")  ("name", "x")  ("neg", e)  ("T", e)  ("bin", "+", a, b)
    ("call", "sum", (e, ...), axis)  ("entry", "z", (0, -1))

and in index notation also ("el", "A", ("i", "j")), ("isum", ("j",), e) and ("delta", "i", "j").
"""

from dataclasses import dataclass, replace

LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2, "@": 2, "**": 4}


@dataclass(frozen=True)
class Statement:
    """`name[indices](parameters) = right`; None where a bracket is missing."""

    name: str
    right: tuple
    indices: tuple | None = None
    parameters: tuple | None = None

    @property
    def is_index_notation(self):
        return self.indices is not None or any(
            e[0] in ("el", "isum", "delta") for e in walk(self.right)
        )

    def text(self):
        left = self.name
        if self.indices is not None:
            left += f"[{', '.join(self.indices)}]"
        if self.parameters is not None:
            left += f"({', '.join(self.parameters)})"
        return f"{left} = {text(self.right)}"


@dataclass(frozen=True)
class Given:
    """A value, and how the file says it where that is not a list of numbers."""

    value: object
    form: str | None = None


@dataclass(frozen=True)
class Example:
    givens: dict
    statements: tuple
    losses: dict
    derives: bool = True

    def yaml(self, title="Referee"):
        lines = [f"title: {title}", "given:"]
        lines += [f"  {n}: {g.form or numbers(g.value)}" for n, g in self.givens.items()]
        lines += ["model: |"] + [f"  {s.text()}" for s in self.statements]
        wanted = ", ".join(f"{l}: [{', '.join(t)}]" for l, t in self.losses.items())
        lines += [f"differentiate: {{ {wanted} }}"]
        lines += [] if self.derives else ["derive: false"]
        return "\n".join(lines) + "\n"

    def where(self, **changes):
        return replace(self, **changes)


def numbers(value):
    if value.ndim == 0:
        return repr(float(value))
    return "[" + ", ".join(numbers(v) for v in value) + "]"


def children(e):
    match e[0]:
        case "neg" | "T":
            return (e[1],)
        case "bin":
            return (e[2], e[3])
        case "call":
            return e[2]
        case "isum":
            return (e[2],)
        case "py":
            return e[2]
    return ()


def with_children(e, new):
    match e[0]:
        case "neg" | "T":
            return (e[0], new[0])
        case "bin":
            return ("bin", e[1], new[0], new[1])
        case "call":
            return ("call", e[1], tuple(new), e[3])
        case "isum":
            return ("isum", e[1], new[0])
        case "py":
            return ("py", e[1], tuple(new))
    return e


def walk(e):
    yield e
    for child in children(e):
        yield from walk(child)


def names(e):
    """The quantities that an expression speaks of."""
    return {x[1] for x in walk(e) if x[0] in ("name", "entry", "el")}


def calls(e):
    return {x[1] for x in walk(e) if x[0] == "call"}


def substitute(e, values):
    """The expression with names replaced by expressions."""
    if e[0] == "name" and e[1] in values:
        return values[e[1]]
    if e[0] == "entry" and e[1] in values and values[e[1]][0] == "name":
        return ("entry", values[e[1]][1], e[2])
    return with_children(e, [substitute(c, values) for c in children(e)])


def text(e, level=0):
    """As an author types it, with no more brackets than needed."""
    match e[0]:
        case "num" | "name":
            return e[1]
        case "entry" | "el":
            return f"{e[1]}[{', '.join(map(str, e[2]))}]"
        case "delta":
            return f"delta({e[1]}, {e[2]})"
        case "isum":
            return f"sum({', '.join(e[1])}, {text(e[2])})"
        case "call":
            arguments = [text(a) for a in e[2]] + ([] if e[3] is None else [f"axis={e[3]}"])
            return f"{e[1]}({', '.join(arguments)})"
        case "T":
            return text(e[1], 5) + ".T"
        case "py":
            inner, own = e[1].format(*(text(c, 5) for c in e[2])), 2 if " * " in e[1] else 5
        case "neg":
            inner, own = "-" + text(e[1], 3), 3
        case "bin":
            own = LEVELS[e[1]]
            sides = (5, 3) if e[1] == "**" else (own, own + 1)
            inner = f"{text(e[2], sides[0])} {e[1]} {text(e[3], sides[1])}"
    return f"({inner})" if own < level else inner
