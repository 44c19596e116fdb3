"""Values and derivatives of the elementwise functions to 30 digits, where doubles overflow, cancel or
underflow: `python special_values.py > special-values.txt`. Needs mpmath, and knows nothing of Gradus.
"""

from mpmath import mp, mpf

mp.dps = 60
FAR = ["1000", "-1000", "40", "-40", "1e-10", "-1e-10", "1e-300", "0.5", "-2.25", "0"]
INNER = ["0.5", "-0.75", "1e-10", "-1e-300", "0.9999999999", "-0.9999999999", "0"]
POSITIVE = ["1e-300", "1e-10", "0.5", "1.0000000001", "3", "1e10", "1e300"]
GAMMA = ["1e-10", "0.1", "0.5", "1.5", "3.25", "11.9", "170.5", "1e10", "-0.5", "-1.0001", "-3.75", "-20.3"]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def phi(x):
    return mp.npdf(x)


def gelu_tanh(x):
    return x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x**3)))


def elu(x):
    return x if x > 0 else mp.expm1(x)


FUNCTIONS = {
    "exp": (mp.exp, FAR), "expm1": (mp.expm1, FAR), "log": (mp.log, POSITIVE),
    "log1p": (mp.log1p, [x for x in FAR if float(x) > -1] + ["-0.9999999999", "1e300"]),
    "log2": (lambda x: mp.log(x, 2), POSITIVE), "log10": (mp.log10, POSITIVE),
    "square": (lambda x: x * x, FAR), "sqrt": (mp.sqrt, POSITIVE),
    "reciprocal": (lambda x: 1 / x, [x for x in FAR if x not in ("0", "1e-300")]),
    "tan": (mp.tan, ["1e-300", "1e-10", "1.5", "-2", "1000", "0"]),
    "arcsin": (mp.asin, INNER), "arccos": (mp.acos, INNER),
    "arctan": (mp.atan, FAR + ["1e10", "1e300", "-1e300"]),
    "sinh": (mp.sinh, ["700", "-700", *FAR[2:]]), "cosh": (mp.cosh, ["700", "-700", *FAR[2:]]),
    "arcsinh": (mp.asinh, FAR + ["1e10", "-1e10", "1e300"]),
    "arccosh": (mp.acosh, ["1.0000000001", "1.5", "3", "1e10", "1e300"]),
    "arctanh": (mp.atanh, INNER),
    "logsigmoid": (lambda x: -mp.log1p(mp.exp(-x)), FAR),
    "softplus": (lambda x: mp.log1p(mp.exp(x)), FAR), "elu": (elu, FAR),
    "silu": (lambda x: x * sigmoid(x), FAR), "gelu": (lambda x: x * mp.ncdf(x), FAR + ["-10", "-30"]),
    "gelu_tanh": (gelu_tanh, FAR + ["-5"]), "erf": (mp.erf, FAR),
    "erfc": (mp.erfc, FAR + ["10", "26"]), "ndtr": (mp.ncdf, FAR + ["-10", "-30", "8"]),
    "norm_pdf": (phi, FAR + ["-10", "30"]),
    "gammaln": (lambda x: mp.log(abs(mp.gamma(x))) if x < 0 else mp.loggamma(x), GAMMA),
    **{
        name: (lambda x, n=n: mp.psi(n, x), GAMMA)
        for n, name in enumerate(["digamma", "trigamma", "polygamma2", "polygamma3"])
    },
}
# Where a difference quotient would not do: at 0 of elu both sides agree, far out digits are many.
SLOPES = {
    "gammaln": lambda x: mp.psi(0, x), "elu": lambda x: mpf(1) if x > 0 else mp.exp(x),
    "digamma": lambda x: mp.psi(1, x), "trigamma": lambda x: mp.psi(2, x),
    "polygamma2": lambda x: mp.psi(3, x), "polygamma3": lambda x: mp.psi(4, x),
    "exp": mp.exp, "expm1": mp.exp, "erf": lambda x: 2 * phi(
        x * mp.sqrt(2)) * mp.sqrt(2), "erfc": lambda x: -2 * phi(x * mp.sqrt(2)) * mp.sqrt(2),
    "ndtr": phi, "norm_pdf": lambda x: -x * phi(x), "gelu": lambda x: mp.ncdf(x) + x * phi(x),
    "softplus": sigmoid,
    "logsigmoid": lambda x: sigmoid(-x), "silu": lambda x: sigmoid(x) * (1 + x * sigmoid(-x)),
    "arctan": lambda x: 1 / (1 + x * x), "arcsinh": lambda x: 1 / mp.sqrt(1 + x * x),
    "log": lambda x: 1 / x, "log2": lambda x: 1 / x / mp.log(2), "log10": lambda x: 1 / x / mp.log(10),
    "log1p": lambda x: 1 / (1 + x), "sqrt": lambda x: 1 / (2 * mp.sqrt(x)), "square": lambda x: 2 * x,
    "reciprocal": lambda x: -1 / (x * x), "tan": lambda x: mp.sec(x) ** 2, "sinh": mp.cosh,
    "cosh": mp.sinh, "arcsin": lambda x: 1 / mp.sqrt(1 - x * x),
    "arccos": lambda x: -1 / mp.sqrt(1 - x * x), "arctanh": lambda x: 1 / (1 - x * x),
    "arccosh": lambda x: 1 / mp.sqrt(x * x - 1),
}


def slope_of_gelu_tanh(x):
    root = mp.sqrt(2 / mp.pi)
    t = mp.tanh(root * (x + mpf("0.044715") * x**3))
    return (1 + t) / 2 + x / 2 * (1 - t * t) * root * (1 + 3 * mpf("0.044715") * x * x)


for name, (function, places) in FUNCTIONS.items():
    # Far out 1 + tanh is 0 at any precision but a large one.
    mp.dps = 2000 if name in ("gelu_tanh", "log1p", "logsigmoid", "arccosh", "arctanh") else 700
    for place in places:
        x = mpf(float(place))
        slope = (slope_of_gelu_tanh if name == "gelu_tanh" else SLOPES[name])(x)
        print(name, place, *(mp.nstr(mp.mpf(v), 30, min_fixed=0, max_fixed=0) for v in (function(x), slope)))
