"""The referee of random models put to the test: errors are planted, caught, and reduced.

Arguments: the folder of the referee, the program gradus. Each error is planted in what Gradus says
of every model with a certain function; the smallest model that still shows it has to be little more
than that function. Prints what went wrong, and at the end the number of errors that were caught.
"""

import sys

sys.path.insert(0, sys.argv[1])

import draw
from compare import judge
from gradus import Gradus, Said
from shrink import reduced
from syntax import text, walk

BUDGET = 40


def last(report, key):
    return report[key][-1] if report and report[key] else None


def more(entry, key="values"):
    """A per mille of the largest number too much."""
    if entry and entry[key]:
        values = entry[key]
        place = max(range(len(values)), key=lambda i: abs(float(values[i])))
        values[place] = float(values[place]) * 1.001 + 1e-6


def closed_form(report):
    return next((g["closed_form"] for g in report["gradients"] if g["closed_form"]), None)


def wrong_text(report):
    form = closed_form(report)
    if form and form["numpy"]:
        form["numpy"] = f"1e-6 + ({form['numpy']})"


def nonsense(report):
    form = closed_form(report)
    if form and form["numpy"]:
        form["numpy"] += " +"


# What is planted, in models with which function, and the kind that it has to be caught as.
PLANTS = [
    ("tanh", "value", lambda r: more(last(r, "quantities"))),
    ("softmax", "jacobian", lambda r: more(last(r, "jacobians"))),
    ("relu", "gradient", lambda r: more(last(r, "gradients"))),
    ("sin", "chain rule", lambda r: more(last(r, "gradients"), "chain_rule")),
    ("mean", "backward pass", lambda r: more(last(r, "gradients"), "backward_pass")),
    ("exp", "step", lambda r: more(last(last(r, "gradients"), "steps"))),
    ("tanh", "closed form", lambda r: more(closed_form(r))),
    ("tanh", "numpy", wrong_text),
    ("tanh", "numpy raises SyntaxError: invalid syntax (<string>, line …)", nonsense),
    ("cos", "exit 2: a line of the derivation of … does not hold (...): a bug in Gradus", None),
]


class Liar:
    """Gradus, but for an error in models with a function."""

    def __init__(self, gradus, function, plant):
        self.gradus, self.function, self.plant = gradus, function, plant

    def work(self, example):
        said = self.gradus.work(example)
        if self.function in {
                e[1] for s in example.statements for e in walk(s.right) if e[0] == "call"}:
            if self.plant is None:
                return Said(error=(
                    "a.yaml:7:3: error: a line of the derivation of dL/dx does not hold "
                    "(chain rule, on a random instance, i = 1): x is 1, but y is 2: "
                    "a bug in Gradus"), code=2)
            if said.report:
                self.plant(said.report)
        return said


def catch(gradus, known, function, kind, plant):
    liar = Liar(gradus, function, plant)

    def shows(example):
        return any(f.kind == kind for f in judge(example, liar).findings)

    for number in range(1000):
        example = draw.example("planted", number, known)
        # Derivations take most of the time.
        example = example.where(derives=kind.startswith(("closed form", "numpy")))
        if len(example.statements) <= 3 and any(function in text(s.right) for s in example.statements) and shows(example):
            small = reduced(example, shows, BUDGET)
            nodes = sum(1 for s in small.statements for _ in walk(s.right))
            if not shows(small):
                return f"{kind}: not shown any more by\n{small.yaml()}"
            if nodes > 12:
                return f"{kind}: not reduced:\n{small.yaml()}"
            return None
    return f"{kind}: never caught"


gradus = Gradus(sys.argv[2])
known = set(gradus.functions())
caught = 0
for function, kind, plant in PLANTS:
    wrong = catch(gradus, known, function, kind, plant)
    if wrong:
        print(wrong)
    else:
        caught += 1
print(caught)
