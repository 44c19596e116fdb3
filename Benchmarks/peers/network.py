"""Forward and gradient of a network of tanh layers with softmax and cross-entropy, by hand in NumPy.

    network.py BATCH REPETITIONS WIDTH...

Prints the best time in seconds.
"""

import sys
import time

import numpy as np

batch, repetitions, *widths = map(int, sys.argv[1:])
random = np.random.default_rng(1)
x = random.standard_normal((batch, widths[0]))
weights = [random.standard_normal((a, b)) / a**0.5 for a, b in zip(widths, widths[1:])]
biases = [np.zeros(b) for b in widths[1:]]
y = np.eye(widths[-1])[np.arange(batch) % widths[-1]]


def forward_and_gradient():
    layers = [x]
    for w, b in zip(weights[:-1], biases[:-1]):
        layers.append(np.tanh(layers[-1] @ w + b))
    z = layers[-1] @ weights[-1] + biases[-1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    s = e / e.sum(axis=1, keepdims=True)
    loss = -(y * np.log(s)).sum() / batch
    d = (s - y) / batch
    gradients = []
    for layer in reversed(range(len(weights))):
        gradients.append((layers[layer].T @ d, d.sum(axis=0)))
        if layer:
            d = (d @ weights[layer].T) * (1 - layers[layer] ** 2)
    return loss, gradients


best = float("inf")
for _ in range(repetitions):
    start = time.perf_counter()
    forward_and_gradient()
    best = min(best, time.perf_counter() - start)
print(best)
