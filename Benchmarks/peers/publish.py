"""The peer that Gradus is measured against: NumPy works the example, Jinja2 fills the pages.

It works one softmax layer with cross-entropy for so many variants, forward and backward, and writes
for each an HTML page, a Markdown file, a LaTeX file and its data. Each document has the same 25
display formulas as TeX; the browser is left to typeset them. Nothing is checked and nothing derived.

    publish.py COUNT FOLDER [PROCESSES]
"""

import json
import multiprocessing
import os
import sys

import jinja2
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ("page.html", "page.md", "page.tex")


def number(value):
    """A number with eight decimals at most, without what is empty behind the point."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def matrix(values):
    """A vector as a row, a matrix row by row."""
    rows = np.atleast_2d(values).tolist()
    body = r" \\ ".join(" & ".join(map(number, row)) for row in rows)
    return r"\begin{bmatrix} " + body + r" \end{bmatrix}"


def work(variant):
    """Everything the page shows: forward, the local Jacobians, the chain rule, the short form."""
    random = np.random.default_rng(variant)
    x, W = random.uniform(0.1, 1, 3), random.uniform(0.1, 1, (3, 5))
    k = variant % 5
    y = np.eye(5)[k]
    z = x @ W
    e = np.exp(z - z.max())
    S = e / e.sum()
    L = -np.log(S[k])
    dL_dS = -y / S
    dS_dz = np.diag(S) - np.outer(S, S)
    dz_dW = np.kron(x, np.eye(5))  # rows: classes; columns: the entries of W, row by row
    chained = (dL_dS @ dS_dz @ dz_dW).reshape(W.shape)
    short = np.outer(x, S - y)
    losses, weights = [float(L)], W
    for _ in range(10):
        e = np.exp(x @ weights)
        weights = weights - np.outer(x, e / e.sum() - y)
        e = np.exp(x @ weights)
        losses.append(float(-np.log(e[k] / e.sum())))
    return dict(
        variant=variant, k=k, x=x, W=W, y=y, z=z, e=np.exp(z), S=S, L=L, dL_dS=dL_dS, dS_dz=dS_dz,
        dz_dW=dz_dW, chained=chained, short=short, delta=S - y, losses=losses)


def formulas(w):
    """The display formulas, by section."""
    k, n, m = w["k"], number, matrix
    terms = " + ".join(
        rf"{n(a)} \cdot {n(b)}" for a, b in zip(w["x"], w["W"][:, k]))
    return [
        ("Given", [
            "x = " + m(w["x"]), "W = " + m(w["W"]), "y = " + m(w["y"])]),
        ("Forward", [
            "z = x W", rf"z = {m(w['x'])} {m(w['W'])}", "z = " + m(w["z"]),
            rf"z_{{{k + 1}}} = {terms} = {n(w['z'][k])}",
            r"S_t = \frac{e^{z_t}}{\sum_j e^{z_j}}", "e^z = " + m(w["e"]),
            rf"\sum_j e^{{z_j}} = {n(w['e'].sum())}", "S = " + m(w["S"]),
            r"L = -\sum_t y_t \ln S_t", rf"L = -\ln {n(w['S'][k])} = {n(w['L'])}"]),
        ("Local derivatives", [
            r"\frac{\partial L}{\partial S_t} = -\frac{y_t}{S_t}",
            r"\frac{\partial L}{\partial S} = " + m(w["dL_dS"]),
            r"\frac{\partial S_t}{\partial z_i} = \begin{cases} S_t (1 - S_i) & t = i \\"
            r" -S_t S_i & t \ne i \end{cases}",
            r"\frac{\partial S}{\partial z} = " + m(w["dS_dz"]),
            r"\frac{\partial z_t}{\partial W_{ij}} = x_i \, [t = j]",
            r"\frac{\partial z}{\partial W} = " + m(w["dz_dW"])]),
        ("Chain rule", [
            r"\frac{dL}{dW} = \frac{\partial L}{\partial S} \frac{\partial S}{\partial z}"
            r" \frac{\partial z}{\partial W}",
            rf"\frac{{dL}}{{dW}} = {m(w['dL_dS'])} {m(w['dS_dz'])} {m(w['dz_dW'])}",
            r"\frac{dL}{dW} = " + m(w["chained"])]),
        ("Shortcut", [
            r"\frac{dL}{dz} = S - y = " + m(w["delta"]),
            r"\frac{dL}{dW} = x^{\mathsf T} (S - y)",
            r"\frac{dL}{dW} = " + m(w["short"])]),
    ]


def environment():
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(os.path.join(HERE, "templates")), autoescape=False)


def publish(templates, variant, folder):
    worked = work(variant)
    sections = formulas(worked)
    assert sum(len(shown) for _, shown in sections) == 25
    values = dict(
        title=f"Softmax layer {variant}", sections=sections, losses=map(number, worked["losses"]))
    values["losses"] = list(values["losses"])
    for name, template in zip(NAMES, templates):
        ending = name.rsplit(".", 1)[1]
        with open(f"{folder}/page-{variant}.{ending}", "w", encoding="utf-8") as file:
            file.write(template.render(values))
    data = {
        key: value.tolist() if isinstance(value, np.ndarray) else value
        for key, value in worked.items()}
    data["L"] = float(data["L"])
    with open(f"{folder}/page-{variant}.json", "w", encoding="utf-8") as file:
        json.dump(data, file, indent=1)


def publish_range(first, last, folder):
    jinja = environment()
    templates = [jinja.get_template(name) for name in NAMES]
    for variant in range(first, last):
        publish(templates, variant, folder)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    processes = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    os.makedirs(folder, exist_ok=True)
    if processes == 1:
        publish_range(0, count, folder)
        return
    bounds = [count * part // processes for part in range(processes + 1)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.starmap(publish_range, [(a, b, folder) for a, b in zip(bounds, bounds[1:])])
        pool.close()
        pool.join()


if __name__ == "__main__":
    main()
