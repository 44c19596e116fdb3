"""What Gradus says of an example beside what autograd says."""

from dataclasses import dataclass

import numpy as np
import scipy.special

import functions
from gradus import NOT_FINITE, NOT_SMOOTH, kind_of
from reference import Reference

TOLERANCE = 1e-9
# Central differences take steps of a few 1e-4: a kink this near may trouble them.
NEAR_A_KINK = 1e-2


@dataclass(frozen=True)
class Finding:
    """A difference: its kind, which a smaller model has to show too, and the numbers."""

    kind: str
    text: str


@dataclass
class Verdict:
    findings: list
    gradients: int = 0
    numbers: int = 0
    closed_forms: int = 0
    numpy_texts: int = 0
    skipped: str | None = None


def judge(example, gradus):
    """Works an example both ways and compares."""
    functions.nearest_kink[0] = np.inf
    with np.errstate(all="ignore"):
        reference = Reference(example)
        distance = functions.nearest_kink[0]
        said = gradus.work(example)
        if said.report is None:
            return judge_error(said, distance, example, reference)
        comparison = Comparison(example, reference)
        comparison.run(said.report)
    findings = comparison.findings
    if said.code == 1 and not findings:
        findings = [Finding("a check failed", said.error)]
    return Verdict(
        findings, len(said.report["gradients"]), comparison.numbers, comparison.closed_forms,
        comparison.numpy_texts, comparison.skipped if not findings else None)


def judge_error(said, distance, example, reference):
    if NOT_FINITE.search(said.error):
        return Verdict([], skipped="a value is not finite")
    if NOT_SMOOTH.search(said.error) and distance < NEAR_A_KINK:
        return Verdict([], skipped="central differences at a kink")
    if NOT_SMOOTH.search(said.error) and loses_digits(example, reference):
        return Verdict([], skipped="central differences of a loss with few digits")
    return Verdict([Finding(f"exit {said.code}: {kind_of(said.error)}", said.error.strip())])


def unit(k, n):
    return np.eye(n)[k - 1]


def loses_digits(example, reference):
    """Whether doubles keep fewer than ten digits of a loss: log(1 - sigmoid(28))."""
    precise = Reference(example, np.longdouble).values
    return any(
        worst(np.asarray(reference.values[loss], float), np.asarray(precise[loss], float), 1e-10)
        is not None for loss in example.losses)


# The names in NumPy texts, beside the quantities and their gradients.
NUMPY_NAMES = {
    "np": np, "outer": np.outer, "diag": np.diag, "eye": np.eye, "ones": np.ones, "e": unit,
    "norm": np.linalg.norm, "rowsum": lambda x: np.sum(x, axis=-1, keepdims=True),
    "sign": np.sign, "inv": np.linalg.inv, "det": np.linalg.det, "trace": np.trace,
    "logdet": lambda A: np.linalg.slogdet(A)[1], "where": np.where,
    "softmax": functions.softmax, "sigmoid": functions.sigmoid,
    **{name: getattr(scipy.special, name) for name in (
        "erf", "erfc", "ndtr", "gammaln", "digamma", "polygamma", "log_expit",
    )},
    "logsumexp": functions.logsumexp,
}


class Comparison:
    def __init__(self, example, reference):
        self.example, self.reference = example, reference
        self.findings, self.skipped = [], None
        self.numbers = self.closed_forms = self.numpy_texts = 0
        self._precise = None

    def run(self, report):
        values = self.reference.values
        said = {q["name"]: q for q in report["quantities"]}
        if missing := set(values) ^ set(said):
            self.find("the names of the quantities", f"{sorted(missing)} on one side only")
            return
        for name, quantity in said.items():
            self.expect("value", name, array(quantity), values[name],
                        lambda precise: precise.values[name])
        for jacobian in report["jacobians"]:
            self.jacobian(jacobian)
        for gradient in report["gradients"]:
            self.gradient(gradient)

    def jacobian(self, said):
        of, wrt = said["of"], said["with_respect_to"]
        if said["values"] is None:
            return self.find("jacobian missing", f"∂{of}/∂{wrt}: {said['values_missing_because']}")
        self.expect("jacobian", f"∂{of}/∂{wrt}", array(said), self.reference.jacobian(of, wrt),
                    lambda precise: precise.jacobian(of, wrt))

    def gradient(self, said):
        loss, target, shape = said["of"], said["with_respect_to"], said["shape"]
        what = f"d{loss}/d{target}"
        expected = self.reference.gradients_of(loss)

        def precise(name):
            return lambda precise: precise.gradients_of(loss)[name]

        for way in ("values", "backward_pass", "chain_rule"):
            if said[way] is not None:
                self.expect(
                    way.replace("values", "gradient").replace("_", " "), what,
                    array(said, way), expected[target], precise(target))
        for step in said["steps"]:
            name = step["with_respect_to"]
            self.expect("step", f"d{loss}/d{name}", array(
                {"values": step["values"], "shape": np.shape(expected[name])}),
                expected[name], precise(name))
        form = said["closed_form"]
        if form is None:
            return
        self.closed_forms += 1
        self.expect("closed form", what, array({**form, "shape": shape}), expected[target],
                    precise(target))
        if form["numpy"] is not None:
            self.numpy_texts += 1
            self.numpy_text(form["numpy"], what, expected, target, precise(target))

    def numpy_text(self, text, what, expected, target, precise):
        # A quantity's own name comes first: one may be called e, or d_x.
        env = {
            **NUMPY_NAMES,
            **{prefix + name: g for name, g in expected.items() for prefix in ("d_", "grad_")},
            **self.reference.values,
        }
        shape = np.shape(expected[target])
        try:
            found = np.broadcast_to(eval(text, {"__builtins__": {}}, env), shape)
        except Exception as error:
            return self.find(
                f"numpy raises {type(error).__name__}: {kind_of(str(error))}",
                f"{what} = {text}: {error}")
        self.expect("numpy", f"{what} = {text}", found, expected[target], precise)

    # MARK: Numbers

    def find(self, kind, text):
        self.findings.append(Finding(kind, text))

    def expect(self, kind, what, found, expected, precise):
        expected = np.asarray(expected, float)
        found = np.asarray(found, float)
        if found.shape != expected.shape:
            return self.find(f"{kind}: shape", f"{what} has shape {found.shape}, not {expected.shape}")
        self.numbers += found.size
        if not np.all(np.isfinite(expected)):
            self.skipped = "a gradient is not finite"
            return
        place = worst(found, expected)
        if place is None:
            return
        # What doubles cannot resolve is nobody's fault.
        again = self.again(precise)
        if again is not None:
            if worst(expected, again, TOLERANCE / 10) is not None:
                self.skipped = "ill-conditioned"
                return
            if worst(found, again) is None:
                return
        at = "" if not place else str([i + 1 for i in place])
        kind = kind if np.isfinite(found[place]) else f"{kind}: not finite"
        self.find(kind, f"{what}{at} is {found[place]!r}, autograd says {expected[place]!r}")

    def again(self, precise):
        """The same in extended precision, where NumPy has it."""
        try:
            if self._precise is None:
                self._precise = Reference(self.example, np.longdouble)
            return np.asarray(precise(self._precise), float)
        except (TypeError, np.linalg.LinAlgError):
            return None


def array(entry, key="values"):
    return np.array([float(v) for v in entry[key]]).reshape(entry["shape"])


def worst(found, expected, tolerance=TOLERANCE):
    """Where two arrays differ most; None where they are equal to within the tolerance."""
    if not expected.size:
        return None
    limit = tolerance * (1 + np.max(np.abs(expected)))
    difference = np.abs(found - expected)
    difference = np.where(np.isnan(difference), np.inf, difference)
    place = np.unravel_index(np.argmax(difference), difference.shape)
    return None if difference[place] <= limit else tuple(int(i) for i in place)
