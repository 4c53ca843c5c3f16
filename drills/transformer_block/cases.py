"""What the transformer block drill tries: heads of every number, eps that matters, one token, bad numbers of heads."""

from llmprep.drills.cases import Suite, call, values

suite = Suite(examples=24)


def shapes(n):
    vectors = dict.fromkeys(("ln1_w", "ln1_b", "ln2_w", "ln2_b", "b_2"), (n,))
    squares = dict.fromkeys(("w_q", "w_k", "w_v", "w_o"), (n, n))
    return {**vectors, **squares, "w_1": (n, 4 * n), "b_1": (4 * n,), "w_2": (4 * n, n)}


def fixed(dtype, t, n):
    params = {name: values(shape, "normal", 10 + i, 0.5).to(dtype) for i, (name, shape) in enumerate(shapes(n).items())}
    return values((2, t, n), "normal", 1).to(dtype), params


@suite.cases
def ordinary(d):
    n_heads, d_head = d.size(1, 3), d.size(2, 3)
    n = n_heads * d_head
    x = d.tensor(d.size(1, 2), d.size(1, 4), n, styles=("normal",))
    params = {name: d.tensor(*shape, styles=("normal",), scale=0.5) for name, shape in shapes(n).items()}
    return call("transformer_block", x, params, n_heads, eps=d.one_of((0.1, 1e-3, 1.0)))


@suite.example("the default eps")
def default(dtype):
    return call("transformer_block", *fixed(dtype, 3, 4), 2)


@suite.example("the default eps where it matters")
def flat(dtype):
    x, params = fixed(dtype, 3, 4)
    return call("transformer_block", x / 8, params, 1)


@suite.example("one token")
def one(dtype):
    return call("transformer_block", *fixed(dtype, 1, 6), 3, 0.01)


@suite.example("as many heads as columns")
def thin(dtype):
    return call("transformer_block", *fixed(dtype, 3, 4), 4)


@suite.example("no heads")
def none(dtype):
    return call("transformer_block", *fixed(dtype, 2, 4), 0)


@suite.example("minus two heads")
def negative(dtype):
    return call("transformer_block", *fixed(dtype, 2, 4), -2)


@suite.example("three heads for four columns")
def uneven(dtype):
    return call("transformer_block", *fixed(dtype, 2, 4), 3)
