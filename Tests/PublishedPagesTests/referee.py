"""Works an example a second time, in NumPy, and compares.

Standard input: {"model": ..., "worked": ...}, the model in NumPy's notation (what an author wrote,
where that is Python) and the output of `gradus work --format json`. Prints every difference, one a
line, and ends with the number of comparisons.
"""

import json
import sys

import numpy as np

TOLERANCE = 1e-12
STEP = 1e-5
# Of a central difference: the third derivative's share, and cancellation.
DIFFERENCE_TOLERANCE = 1e-7


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def cross_entropy(y, S):
    losses = -np.sum(np.where(y == 0, 0, y * np.log(np.where(y == 0, 1, S))), axis=-1)
    return np.mean(losses)


PRELUDE = {
    "softmax": softmax,
    "cross_entropy": cross_entropy,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "np": np,
    **{name: getattr(np, name) for name in (
        "exp", "log", "sqrt", "abs", "sin", "cos", "tanh", "sum", "mean", "maximum", "where",
        "stack", "concatenate", "reshape", "eye", "outer", "dot", "diag", "trace", "einsum", "pi",
    )},
    **{name: getattr(np.linalg, name) for name in ("det", "inv", "solve", "norm")},
}

given = json.load(sys.stdin)
worked = given["worked"]
code = compile(given["model"], "model", "exec")
comparisons = 0


def run(givens):
    names = dict(PRELUDE)
    names.update(givens)
    exec(code, names)
    return names


def expect(what, found, expected, tolerance):
    global comparisons
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    if found.shape != expected.shape:
        print(f"{what} has the shape {found.shape}, NumPy's is {expected.shape}")
        return
    comparisons += found.size
    scale = max(1.0, float(np.max(np.abs(expected), initial=0)))
    for place in np.argwhere(~(np.abs(found - expected) <= tolerance * scale)):
        at = tuple(int(i) for i in place)
        print(f"{what}{list(at)} is {found[at]!r}, NumPy says {expected[at]!r}")


def array(entry, key="values"):
    return np.array(entry[key], float).reshape(entry["shape"])


givens = {q["name"]: array(q) for q in worked["quantities"] if q["role"] == "given"}
names = run(givens)
for quantity in worked["quantities"]:
    expect(quantity["name"], array(quantity), names[quantity["name"]], TOLERANCE)

# Each loss's δ's from the end backward, in NumPy where they have a form there: `d_z` is δ_z.
deltas = {gradient["of"]: {} for gradient in worked["gradients"]}
for delta in worked["deltas"]:
    known, form = deltas[delta["of"]], delta["closed_form"]
    shown = value = array(delta)
    if form is not None and form["numpy"] is not None:
        value = np.broadcast_to(eval(form["numpy"], {**names, **known}), delta["shape"])
        expect(f"{delta['symbol']['text']} = {form['numpy']}", shown, value, TOLERANCE)
    known["d_" + delta["with_respect_to"]] = value

for gradient in worked["gradients"]:
    loss, target = gradient["of"], gradient["with_respect_to"]
    what = f"d{loss}/d{target}"
    if target in givens:
        measured = np.zeros(gradient["shape"])
        # The first 500 entries, where there are more.
        for place in list(np.ndindex(*gradient["shape"]))[:500]:
            sides = []
            for step in (STEP, -STEP):
                moved = givens[target].copy()
                moved[place] += step
                sides.append(run({**givens, target: moved})[loss])
            measured[place] = (sides[0] - sides[1]) / (2 * STEP)
        shown = array(gradient)
        if shown.size > 500:
            shown, measured = shown.ravel()[:500], measured.ravel()[:500]
        expect(what, shown, measured, DIFFERENCE_TOLERANCE)
    for way in ("chain_rule", "backward_pass"):
        if gradient[way] is not None:
            expect(f"{what} ({way})", array(gradient, way), array(gradient), TOLERANCE)
    form = gradient["closed_form"]
    if form is not None:
        shape = gradient["shape"]
        expect(
            f"{what} (closed_form)", np.array(form["values"], float).reshape(shape),
            array(gradient), TOLERANCE)
        if form["numpy"] is not None:
            expect(
                f"{what} = {form['numpy']}", array(gradient),
                np.broadcast_to(eval(form["numpy"], {**names, **deltas[loss]}), shape), TOLERANCE)

print(comparisons)
