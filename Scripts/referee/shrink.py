"""Reduces an example that shows a finding to a smallest one that still shows it."""

import numpy as np

from reference import IllFormed, Reference, flattened
from syntax import Example, Given, Statement, children, names, substitute, text, walk, with_children

# How often Gradus is run for one finding.
BUDGET = 600


def size(example):
    """What is made small: first the model, then the numbers."""
    nodes = sum(1 + sum(1 for _ in walk(s.right)) for s in example.statements)
    asked = sum(len(t) for t in example.losses.values())
    entries = sum(np.size(g.value) for g in example.givens.values())
    forms = sum(g.form is not None for g in example.givens.values())
    digits = sum(len(repr(float(v))) for g in example.givens.values() for v in np.ravel(g.value))
    return (len(example.statements) + nodes + asked + len(example.givens) + example.derives,
            entries + forms, digits)


def reduced(example, shows, budget=BUDGET):
    """The smallest example found for which `shows` still holds."""
    progress = True
    while progress and budget > 0:
        progress = False
        for candidate in candidates(example):
            candidate = pruned(candidate)
            if size(candidate) >= size(example) or not candidate.losses:
                continue
            try:
                with np.errstate(all="ignore"):
                    Reference(candidate)
            except Exception:
                continue
            budget -= 1
            if shows(candidate):
                example, progress = candidate, True
                break
            if budget <= 0:
                break
    return example


def pruned(example):
    """Without statements and givens that no loss needs, and targets that are none any more."""
    statements = list(example.statements)
    while True:
        used = set(example.losses) | {
            n for s in statements for n in names(s.right) | {x[1] for x in walk(s.right) if x[0] == "call"}
        }
        kept = [s for s in statements if s.name in used]
        if len(kept) == len(statements):
            break
        statements = kept
    givens = {n: g for n, g in example.givens.items() if n in used}
    losses = {}
    try:
        known = {s.name: names(s.right) for s in flattened(givens, statements)}
    except (KeyError, StopIteration):
        return example.where(losses={})
    for loss, targets in example.losses.items():
        found, open_ = set(), [loss]
        while open_:
            new = known.get(open_.pop(), set()) - found
            found |= new
            open_ += new
        if left := tuple(t for t in targets if t in found):
            losses[loss] = left
    return Example(givens, tuple(statements), losses, example.derives)


def candidates(example):
    """Simpler examples, the boldest first."""
    yield from fewer_questions(example)
    if example.derives:
        yield example.where(derives=False)
    yield from given_values(example)
    yield from smaller_expressions(example)
    yield from inlined(example)
    yield from shorter_axes(example)
    yield from simpler_numbers(example)


def fewer_questions(example):
    for loss, targets in example.losses.items():
        if len(example.losses) > 1:
            yield example.where(losses={loss: targets})
        if len(targets) > 1:
            for target in targets:
                yield example.where(losses={**example.losses, loss: (target,)})
    # An earlier quantity as target or as loss.
    for loss in example.losses:
        for statement in example.statements:
            if statement.name != loss and statement.parameters is None and statement.indices is None:
                others = [s for s in example.statements if s.name != loss]
                used = names(statement.right)
                for target in sorted(used):
                    wrapped = Statement(loss, ("call", "sum", (("name", statement.name),), None))
                    if any(loss in names(s.right) for s in others):
                        continue
                    yield example.where(statements=(*others, wrapped), losses={loss: (target,)})


def given_values(example):
    """A computed quantity becomes a given of about its value."""
    try:
        with np.errstate(all="ignore"):
            values = Reference(example).values
    except Exception:
        return
    for statement in reversed(example.statements):
        if statement.parameters is None and statement.name not in example.losses:
            rounded = Given(np.round(np.asarray(values[statement.name], float), 2))
            yield example.where(
                givens={**example.givens, statement.name: rounded},
                statements=tuple(s for s in example.statements if s is not statement))


def replacements(e):
    """An expression with one part replaced by a part of that, or by a number or a sum of it."""
    for child in children(e):
        yield child
    if e[0] == "call" and e[1] == "sum" and e[3] is None and e[2][0][0] == "call":
        for child in children(e[2][0]):
            yield ("call", "sum", (child,), None)
    if e[0] == "call" and e[1] not in ("sum",) or e[0] in ("bin", "neg"):
        for child in children(e):
            if e[0] in ("bin", "call"):
                yield ("call", "sum", (child,), None)
    if e[0] == "num" and e[1] not in ("1", "2"):
        yield ("num", "2")
    for place, child in enumerate(children(e)):
        for new in replacements(child):
            yield with_children(e, [*children(e)[:place], new, *children(e)[place + 1:]])


def smaller_expressions(example):
    for place, statement in enumerate(example.statements):
        for right in replacements(statement.right):
            statements = list(example.statements)
            statements[place] = Statement(
                statement.name, right, statement.indices, statement.parameters)
            yield example.where(statements=tuple(statements))
    # One given in place of another of the same shape.
    for first, g in example.givens.items():
        for second, h in example.givens.items():
            if first != second and np.shape(g.value) == np.shape(h.value):
                yield example.where(statements=tuple(
                    renamed(s, first, second) for s in example.statements))


def renamed(statement, old, new):
    def change(e):
        if e[0] in ("name", "entry", "el") and e[1] == old:
            return (e[0], new, *e[2:])
        return with_children(e, [change(c) for c in children(e)])

    return Statement(
        statement.name, change(statement.right), statement.indices, statement.parameters)


def inlined(example):
    """A quantity's definition in place of its name."""
    for statement in example.statements:
        if (statement.parameters is not None or statement.is_index_notation
                or statement.name in example.losses):
            continue
        others = [s for s in example.statements if s is not statement]
        if any(s.is_index_notation and statement.name in names(s.right) for s in others):
            continue
        yield example.where(statements=tuple(
            Statement(s.name, substitute(s.right, {statement.name: statement.right}),
                      s.indices, s.parameters) for s in others))


def shorter_axes(example):
    """All axes of one length become shorter, or go."""
    lengths = {n for g in example.givens.values() for n in np.shape(g.value) if n > 1}
    for length in sorted(lengths):
        for shorter in sorted({1, 2, length - 1} - {length}):
            if shorter < length:
                yield example.where(givens={
                    n: Given(np.asarray(g.value)[tuple(
                        slice(0, shorter if m == length else m) for m in np.shape(g.value))],
                        None if length in np.shape(g.value) else g.form)
                    for n, g in example.givens.items()})
    for name, g in example.givens.items():
        if np.ndim(g.value):
            for value in (np.asarray(g.value)[0], np.asarray(g.value).flat[0]):
                yield example.where(givens={**example.givens, name: Given(np.asarray(value))})
    if any(np.ndim(g.value) for g in example.givens.values()):
        yield example.where(givens={
            n: Given(np.asarray(np.asarray(g.value).flat[0])) for n, g in example.givens.items()})


def simpler_numbers(example):
    for name, g in example.givens.items():
        if g.form is not None:
            yield example.where(givens={**example.givens, name: Given(np.asarray(g.value))})
        for value in (np.ones_like(g.value), np.round(g.value, 0), np.round(g.value, 1)):
            yield example.where(givens={**example.givens, name: Given(value)})
