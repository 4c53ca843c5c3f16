"""What the ALiBi drill tries: numbers of heads that are powers of two and that are not, t_q and t_k apart."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, relative_to="element")


@suite.cases
def ordinary(d):
    return call("alibi_bias", d.size(1, 20), d.size(1, 6), d.size(1, 6))


@suite.cases
def bad_heads(d):
    return call("alibi_bias", d.size(-3, 3), d.size(1, 3), d.size(1, 3))


def square(n_heads):
    return lambda: call("alibi_bias", n_heads, 3, 3)


for n in (1, 2, 3, 8, 12, 16, 17, 40, 71):
    suite.example(f"{n} heads")(square(n))


@suite.example("decoding: one query after eight keys")
def decoding():
    return call("alibi_bias", 4, 1, 9)


@suite.example("more queries than keys")
def more_queries():
    return call("alibi_bias", 4, 4, 2)


@suite.example("no heads")
def none():
    return call("alibi_bias", 0, 2, 2)
