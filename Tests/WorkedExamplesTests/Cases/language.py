"""What the model language means, by NumPy and SciPy: models with their values and derivatives.

Prints JSON. A model's lines are Python's as well as ours: they are run as they stand, with NumPy's
functions and those below, which are written from the papers and PyTorch's documentation. Gradients
are central differences by Richardson's rule.

    python language.py > language.json
"""

import json
import re

import numpy as np
import scipy.special as special

rng = np.random.default_rng(7)


def draw(*shape):
    return np.round(rng.normal(size=shape), 3)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(z):
    return special.expit(z)


def reduce(values, reduction):
    return {"mean": np.mean, "sum": np.sum}[reduction](values)


def mse_loss(a, b, reduction="mean"):
    return reduce((a - b) ** 2, reduction)


def l1_loss(a, b, reduction="mean"):
    return reduce(np.abs(a - b), reduction)


def huber_loss(a, b, reduction="mean", delta=1.0):
    r = np.abs(a - b)
    return reduce(np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)), reduction)


def hinge_loss(z, t):
    return np.mean(np.maximum(0, 1 - t * z))


def binary_cross_entropy(p, t):
    return np.mean(-(t * np.log(p) + (1 - t) * np.log(1 - p)))


def binary_cross_entropy_with_logits(z, t):
    return np.mean(np.logaddexp(z, 0) - t * z)


def kl_divergence(p, q):
    return np.sum(p * np.log(p / q))


def cosine_similarity(a, b):
    return np.sum(a * b, -1) / np.sqrt(np.sum(a * a, -1) * np.sum(b * b, -1))


def normalised(x, axis, eps):
    return (x - x.mean(axis, keepdims=True)) / np.sqrt(x.var(axis, keepdims=True) + eps)


def layer_norm(x, weight=1, bias=0, eps=1e-5):
    return normalised(x, -1, eps) * weight + bias


def batch_norm(x, weight=1, bias=0, eps=1e-5):
    return normalised(x, 0, eps) * weight + bias


def rms_norm(x, weight=1, eps=1e-5):
    return x / np.sqrt(np.mean(x**2, -1, keepdims=True) + eps) * weight


def dropout(x, mask, p=0.5):
    return x * mask / (1 - p)


def scaled_dot_product_attention(q, k, v, is_causal=False):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if is_causal:
        scores = np.where(np.tri(*scores.shape[-2:]) > 0, scores, -np.inf)
    return softmax(scores) @ v


def convolve_windows(x, k, stride, dims):
    counts = [(n - m) // stride + 1 for n, m in zip(x.shape[-dims:], k.shape[-dims:])]
    plain = x.ndim == dims
    x, k = (x[None], k[None, None]) if plain else (x, k)
    result = np.zeros((k.shape[0], *counts))
    for o in range(k.shape[0]):
        for place in np.ndindex(*counts):
            window = tuple(slice(stride * p, stride * p + m) for p, m in zip(place, k.shape[-dims:]))
            result[(o, *place)] = np.sum(x[(slice(None), *window)] * k[o])
    return result[0] if plain else result


def conv(dims):
    def call(x, k, bias=None, stride=1, padding=0):
        widths = [(0, 0)] * (x.ndim - dims) + [(padding, padding)] * dims
        y = convolve_windows(np.pad(x, widths), k, stride, dims)
        return y if bias is None else y + np.reshape(bias, np.shape(bias) + (1,) * dims)
    return call


def pool(best, dims):
    def call(x, size, stride=None):
        stride = stride or size
        for axis in range(-dims, 0):
            starts = range(0, x.shape[axis] - size + 1, stride)
            x = np.stack(
                [best(np.take(x, range(s, s + size), axis), axis=axis) for s in starts], axis)
        return x
    return call


def rnn_cell(x, h, W, U, b):
    return np.tanh(W @ x + U @ h + b)


def gru_cell(x, h, W, U, b, c):
    n, gi, gh = len(h), W @ x + b, U @ h + c
    r, z = sigmoid(gi[:n] + gh[:n]), sigmoid(gi[n:2 * n] + gh[n:2 * n])
    return (1 - z) * np.tanh(gi[2 * n:] + r * gh[2 * n:]) + z * h


def lstm_cell(x, h, c, W, U, b):
    n, g = len(h), W @ x + U @ h + b
    i, f, o = (sigmoid(g[k * n:(k + 1) * n]) for k in (0, 1, 3))
    c = f * c + i * np.tanh(g[2 * n:3 * n])
    return np.stack([o * np.tanh(c), c])


NAMES = {
    **{name: getattr(np, name) for name in (
        "exp log sqrt sin cos tan tanh sum mean max min maximum minimum where stack concatenate "
        "reshape eye ones zeros arange outer dot diag tril triu tri einsum abs sign clip cumsum "
        "prod var std trace ones_like zeros_like full flip swapaxes argmax convolve pad pi e").split()},
    "relu": lambda x: np.maximum(x, 0), "sigmoid": sigmoid, "softmax": softmax,
    "softplus": lambda x: np.logaddexp(x, 0), "norm": np.linalg.norm, "inv": np.linalg.inv,
    "det": np.linalg.det, "solve": np.linalg.solve, "logdet": lambda A: np.linalg.slogdet(A)[1],
    "logsumexp": lambda z, axis=None, keepdims=False: special.logsumexp(
        z, axis=axis, keepdims=keepdims),
    "log_softmax": lambda z: special.log_softmax(z, -1),
    "gelu": lambda z: z * special.ndtr(z), "elu": lambda z, alpha=1.0: np.where(
        z > 0, z, alpha * np.expm1(z)),
    "leaky_relu": lambda z, negative_slope=0.01: np.where(z > 0, z, negative_slope * z),
    "embedding": lambda i, W: W[np.asarray(i).astype(int)],
    "conv1d": conv(1), "conv2d": conv(2), "max_pool1d": pool(np.max, 1),
    "max_pool2d": pool(np.max, 2), "avg_pool1d": pool(np.mean, 1), "avg_pool2d": pool(np.mean, 2),
    **{f.__name__: f for f in (
        mse_loss, l1_loss, huber_loss, hinge_loss, binary_cross_entropy,
        binary_cross_entropy_with_logits, kl_divergence, cosine_similarity, layer_norm,
        batch_norm, rms_norm, dropout, scaled_dot_product_attention, rnn_cell, gru_cell,
        lstm_cell)},
}

x, y, X, Y, W = draw(4), draw(4), draw(3, 4), draw(3, 4), draw(4, 4)
T, k, K = draw(2, 3, 2), draw(3), draw(2, 2)
P = np.round(W @ W.T + np.eye(4), 3)
p, q = np.array([0.2, 0.5, 0.3]), np.array([0.4, 0.35, 0.25])
t = np.array([1.0, 0, 1, 1])
long, image, kernels = draw(6), draw(2, 3, 4), draw(2, 2, 2, 2)

# The last line is the loss; after the bar, by what it is differentiated.
MODELS = """
L = sum(where(x > 0, x**2, 3*x)) | x
L = sum(where(X[:, 0] > 0, X[:, 1], 2)) | X
L = sum((x > 0.1) * x**2) + sum((x <= 0.2) & (x > -1)) | x
L = sum((x == y) + (x != y) * x * (x < y)) + sum((x >= y) | (x > 0)) | x
L = sum(x[1:] * x[:-1]) + x[-1] | x
L = sum(x[::2]**2) + sum(x[::-1] * x) | x
L = sum(X[1:, 1:3]**2) + sum(X[:, 0] * X[:, -1]**2) + sum(X[..., 0]**2) | X
L = sum(x[:, None] * y[None, :] * W) | x y
L = sum(X.T[0] * softmax(X)[:, 0]) | X
h = sum(X**2, axis=1, keepdims=True); L = sum(X / h) | X
h = mean(T**2, axis=(0, 2)); L = sum(h**2) | T
h = mean(T**2, axis=(0, 1), keepdims=True); L = sum(h*T) | T
L = (x**2).sum() + np.exp(x[0]) + sum(x**2) / len(x) + X.shape[1] + x.size | x
L = sum(sin(pi * x)) + sum((x - e)**2) + sum(e**y) | x y
L = sum(stack([x, y], axis=1)**2 * W[:, :2]) | x y
z = concatenate([X, Y], axis=1); L = sum(z**3) | X Y
L = sum(concatenate([x, y])**3) + sum([x[0], y[1]]) | x y
L = sum(reshape(x, (2, 2)) @ reshape(y, (2, 2))) | x y
L = x @ (W + 0.1 * eye(4)) @ x + sum(arange(4) * x**2) + sum(full(4, 0.5) * x) | x W
L = sum(tri(4) * W**2) + sum(tril(W)**2) + sum(triu(W, 1)**3) | W
L = sum(cumsum(x)**2) + sum(flip(x) * x**2) + sum(ones_like(x) * x**2) | x
L = sum(swapaxes(T, 0, 2)**2 * T[0, 0, 0]) | T
L = max(x)**2 + min(x) + argmax(x) | x
L = sum(max(X, axis=1)**2) + sum(prod(X, axis=0)) | X
L = sum((X / max(X, axis=0, keepdims=True))**2) | X
L = sum(einsum('ij,kj->ik', X, Y)**2) + einsum('ii', W) | X Y W
L = sum(pad(x, [[1, 2]])[1:4]**2) | x
L = sum(var(X, axis=0, ddof=1)) + std(x) + var(y) | X x y
L = norm(x) + norm(y, 1) + norm(x - y, ord=3) + sum(norm(X, axis=1)) + norm(W, 'fro') | x y X W
L = logdet(P) + det(P) + trace(inv(P) @ W) + sum(solve(P, x)**2) | P x W
L = sum(outer(x, y) * W) + dot(x, y)**2 + sum(diag(x) @ W) + sum(diag(W)**2) | x y W
L = logsumexp(x) + sum(logsumexp(X, axis=1)**2) + sum(log_softmax(Y) * X) | x X Y
L = sum(gelu(x)) + sum(elu(x, alpha=0.5)) + sum(leaky_relu(y, 0.2)) + sum(clip(x, -0.5, 0.5)**2) | x y
L = mse_loss(x, y) + mse_loss(x, y, reduction='sum') + l1_loss(x, y) + huber_loss(x, y, delta=0.5) | x y
L = hinge_loss(x, 2 * t - 1) + binary_cross_entropy_with_logits(x, t) | x
L = binary_cross_entropy(sigmoid(x), t) + kl_divergence(p, q) + cosine_similarity(x, y) | x p q
L = sum(layer_norm(X, x, y)**2) | X x y
h = layer_norm(X); L = sum(h**3) | X
h = batch_norm(X, x, y); L = sum(h**3) | X x y
h = rms_norm(x, y, eps=0.01); L = sum(h**3) | x y
L = sum(dropout(x, t, p=0.25)**2) | x
O = scaled_dot_product_attention(X, Y, Y); L = sum(O**2) | X Y
O = scaled_dot_product_attention(X, Y, Y, is_causal=True); L = sum(O**2) | X Y
h = conv1d(long, k); L = sum(h**2) | long k
h = conv1d(long, k, padding=1, stride=2); L = sum(h**2) | long k
h = conv1d(X, T2, b2, padding=1); L = sum(h**2) | X T2 b2
h = conv2d(X, K); L = sum(h**2) | X K
h = conv2d(X, K, stride=2, padding=1); L = sum(h**2) | X K
h = conv2d(image, kernels, b2); L = sum(h**2) | image kernels b2
L = sum(convolve(long, k)**2) | long k
L = sum(max_pool1d(long, 2)**2) + sum(avg_pool1d(long, 3, stride=1)**2) | long
L = sum(max_pool2d(W, 2)**2) + sum(avg_pool2d(W, 2)**2) + sum(max_pool2d(image, 2, stride=1)) | W image
L = sum(embedding(places, W)**2) | W
h2 = rnn_cell(x, h, A, B, b); L = sum(h2**2) | x A B b
h2 = gru_cell(x, h, A3, B3, b3, c3); L = sum(h2**2) | x A3 B3 c3
s = lstm_cell(x, h, c, A4, B4, b4); L = sum(s[0]**2) + sum(s[1]) | x c B4
sum = x * y; L = sum @ sum | x
p = 2; L = np.sum(x**p) | x
L = (x * y)[:1] | x
L = sum(x) / sum(x) + sum((x - sum(x))**2) + sum((x / sum(x))**2) | x
S = softmax(relu(X @ W) @ W); L = sum(S**2) | X W
l = x - log(sum(exp(x))); L = -sum(l * y) | x y
""".strip().splitlines()

GIVEN = dict(
    x=x, y=y, X=X, Y=Y, W=W, T=T, k=k, K=K, P=P, p=p, q=q, t=t, long=long, image=image,
    kernels=kernels, T2=draw(2, 3, 2), b2=draw(2), places=np.array([1.0, 0, 3, 1]), h=draw(2),
    c=draw(2), A=draw(2, 4), B=draw(2, 2), b=draw(2), A3=draw(6, 4), B3=draw(6, 2), b3=draw(6),
    c3=draw(6), A4=draw(8, 4), B4=draw(8, 2), b4=draw(8))


def run(lines, values):
    scope = {**NAMES, **{name: np.array(v) for name, v in values.items()}}
    exec("\n".join(lines), {"np": np}, scope)
    return scope


def slope(lines, values, name):
    def loss(offset, step):
        moved = np.array(values[name], float)
        moved.flat[offset] += step
        return float(np.sum(run(lines, {**values, name: moved})["L"]))

    def difference(offset, h):
        return (loss(offset, h) - loss(offset, -h)) / (2 * h)

    return [
        (4 * difference(i, 5e-5) - difference(i, 1e-4)) / 3 for i in range(np.size(values[name]))]


cases = []
for text in MODELS:
    model, targets = text.rsplit(" | ", 1)
    lines, targets = model.split("; "), targets.split()
    words = set(re.findall(r"[A-Za-z_]\w*", model))
    computed = {line.split(" = ")[0] for line in lines}
    values = {n: v for n, v in GIVEN.items() if n in words and n not in computed}
    scope = run(lines, values)
    cases.append({
        "model": "\n".join(lines),
        "given": {n: {"shape": list(v.shape), "values": v.ravel().tolist()} for n, v in values.items()},
        "loss": float(np.sum(scope["L"])),
        "gradients": {name: slope(lines, values, name) for name in targets},
    })
print(json.dumps(cases, indent=1))
