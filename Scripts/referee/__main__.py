"""Right beyond doubt: random models, worked by Gradus and by an independent differentiator.

    .build/referee/bin/python Scripts/referee --count 10000 --seed 7
    .build/referee/bin/python Scripts/referee --seed 7 --only 1234

Draws examples until --count gradients are compared: all quantities, local Jacobians, gradients by
every way that Gradus gives, closed forms and their NumPy texts, to 1e-9. What differs is reduced to
a smallest example. Exit code 0: nothing differs; 1: something does.
"""

import argparse
import collections
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback

import numpy as np

import draw
import functions
from compare import Finding, Verdict, judge
from gradus import Gradus
from shrink import reduced

# Findings of one kind that are reduced; the others are counted.
REDUCED_PER_KIND = 3

worker = {}


def prepare(program, seconds, seed):
    worker.update(gradus=Gradus(program, seconds), seed=seed)
    worker["known"] = set(worker["gradus"].functions())


def work(number):
    """Example `number`: its verdict, a fault of the referee's own being a finding too."""
    try:
        example = draw.example(worker["seed"], number, worker["known"])
        return number, example, judge(example, worker["gradus"])
    except Exception:
        last = traceback.format_exc().strip()
        return number, None, Verdict([Finding("the referee itself", last)])


def shrink(task):
    """The smallest example that shows a finding of the same kind, and that finding."""
    example, kind = task

    def found(candidate):
        try:
            findings = judge(candidate, worker["gradus"]).findings
        except Exception:  # A model that means nothing to the referee.
            return None
        return next((f for f in findings if f.kind == kind), None)

    smallest = reduced(example, found)
    return kind, smallest, found(smallest)


class Tally:
    def __init__(self):
        self.examples = self.gradients = self.numbers = self.closed_forms = self.numpy_texts = 0
        self.skipped = collections.Counter()
        self.kinds = collections.Counter()

    def add(self, verdict):
        self.examples += 1
        self.gradients += verdict.gradients
        self.numbers += verdict.numbers
        self.closed_forms += verdict.closed_forms
        self.numpy_texts += verdict.numpy_texts
        self.kinds.update({f.kind for f in verdict.findings})
        if verdict.skipped:
            self.skipped[verdict.skipped] += 1


def main():
    parser = argparse.ArgumentParser(prog="referee", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000, help="gradients to compare")
    parser.add_argument("--seed", default="1", help="which examples are drawn")
    parser.add_argument("--only", type=int, help="one example of the seed, by its number")
    parser.add_argument("--gradus", default=".build/release/gradus", help="the program")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=20, help="how long an example may take")
    parser.add_argument("--reduce", type=int, default=REDUCED_PER_KIND,
                        help="findings of one kind that are reduced to a smallest example")
    parser.add_argument("--known", help="a file of kinds that are counted, but are no failure")
    options = parser.parse_args()
    known = set()
    if options.known:
        with open(options.known) as file:
            known = {l.rstrip("\n") for l in file if l.strip() and not l.startswith("#")}
    start = time.monotonic()
    folder = tempfile.TemporaryDirectory(prefix="gradus-referee-")
    # A copy: a build meanwhile replaces the program.
    program = shutil.copy2(options.gradus, folder.name)
    settings = (program, options.seconds, options.seed)
    prepare(*settings)
    if options.only is not None:
        print(draw.example(options.seed, options.only, worker["known"]).yaml())
    unknown = worker["known"] - set(functions.PYTHON) - functions.OPERATORS
    if unknown:
        print("not drawn, since functions.py lacks a line for them:", *sorted(unknown))
    tally, tasks = Tally(), []
    with multiprocessing.Pool(options.jobs, prepare, settings) as pool:
        chosen = iter(range(10**9)) if options.only is None else iter([options.only])
        running = collections.deque()
        exhausted, faults = False, 0
        while True:
            while len(running) < 8 * options.jobs and not exhausted:
                if tally.gradients >= options.count or (number := next(chosen, None)) is None:
                    exhausted = True
                    break
                running.append(pool.apply_async(work, (number,)))
            if not running:
                break
            number, example, verdict = running.popleft().get()
            faults += example is None
            if faults > 20 or tally.examples > 100 + 5 * options.count:
                exhausted = True
            if exhausted and tally.gradients >= options.count:
                continue
            tally.add(verdict)
            for kind in {f.kind: f for f in verdict.findings}:
                if example is None:
                    print(f"example {number}: {verdict.findings[0].text}", flush=True)
                elif tally.kinds[kind] <= options.reduce and kind not in known:
                    tasks.append((number, (example, kind)))
            if tally.examples % 500 == 0 and sys.stderr.isatty():
                print(f"\r{tally.gradients} gradients", end="", file=sys.stderr, flush=True)
        seconds = time.monotonic() - start
        for (number, _), (kind, smallest, finding) in zip(
                tasks, pool.imap(shrink, [t for _, t in tasks])):
            print(f"== {kind}\nexample {number} of seed {options.seed}, reduced:\n")
            print(smallest.yaml())
            print((finding.text if finding else "(not shown again)") + "\n", flush=True)
        # Workers end by themselves: one that was started with signals blocked cannot be stopped.
        pool.close()
        pool.join()
    for kind, count in tally.kinds.most_common():
        print(f"{count} examples{', known' * (kind in known)}: {kind}")
    for reason, count in tally.skipped.most_common():
        print(f"{count} examples skipped: {reason}")
    print(
        f"{tally.gradients} gradients of {tally.examples} examples, {tally.closed_forms} closed forms, "
        f"{tally.numpy_texts} NumPy texts, {tally.numbers} numbers compared with autograd in "
        f"{seconds:.0f} s: {'something differs' if tally.kinds.keys() - known else 'none differs'}")
    return 1 if tally.kinds.keys() - known else 0


if __name__ == "__main__":
    # One thread each: the arrays are small.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
