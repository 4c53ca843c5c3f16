"""What the beam_search drill tries: toy models without ties, wide and narrow beams, all length penalties, early stops."""

from llmprep.drills.cases import GivenFn, Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=80)

DRAWN = "a language model of random log-probabilities that depend on the whole sequence"
LOOKED_UP = "a language model whose probabilities are in a table; sequences that are not there get the default"


def toy_model(*args):
    return GivenFn("toy_model", args, names=("seed", "vocab", "sharpness", "longest"), says=DRAWN)


def table_model(*args):
    return GivenFn("table_model", args, names=("table", "default"), says=LOOKED_UP)


def search(d, vocab, max_len, width, penalty, sharpness):
    model = toy_model(d.seed(), vocab, sharpness, max_len - 1)
    bos = d.size(0, vocab + 1)
    return call("beam_search", model, bos, d.integer(0, vocab - 1), width, max_len, length_penalty=penalty)


@suite.cases
def narrow(d):
    penalty = d.one_of((0.0, 1.0, 0.6, 2.0))
    return search(d, d.size(2, 5), d.size(1, 5), d.size(1, 3), penalty, d.one_of((1.0, 2.0)))


@suite.cases
def wide(d):
    return search(d, d.size(2, 3), d.size(1, 4), d.size(4, 90), d.one_of((0.0, 1.0, 0.5, -0.5)), 1.0)


@suite.cases
def default_penalty(d):
    model = toy_model(d.seed(), 4, 1.5, 3)
    return call("beam_search", model, 0, 1, d.size(1, 4), 4)


@suite.example("greedy misses the best sequence")
def garden_path():
    table = {(0,): [0.001, 0.005, 0.55, 0.444], (0, 2): [0.24, 0.26, 0.3, 0.2], (0, 3): [0.02, 0.9, 0.05, 0.03]}
    return call("beam_search", table_model(table, [0.1, 0.4, 0.3, 0.2]), 0, 1, 2, 3)


@suite.example("nothing that is live can win: the search stops")
def early_stop():
    table = {(0,): [0.01, 0.9, 0.06, 0.03]}
    return call("beam_search", table_model(table, None), 0, 1, 3, 5)


@suite.example("a finished beam waits, because a live one may still win by its length")
def must_go_on():
    table = {(0,): [0.02, 0.5, 0.44, 0.04], (0, 2): [0.02, 0.05, 0.9, 0.03], (0, 2, 2): [0.02, 0.95, 0.02, 0.01]}
    return call("beam_search", table_model(table, [0.1, 0.2, 0.3, 0.4]), 0, 1, 2, 4, length_penalty=1.0)


@suite.example("no live beam can win even at full length")
def early_stop_with_penalty():
    table = {(0,): [0.002, 0.99, 0.005, 0.003]}
    return call("beam_search", table_model(table, None), 0, 1, 3, 4, length_penalty=1.0)


@suite.example("a live beam could win at one token more than max_len allows")
def early_stop_at_max_len():
    table = {(0,): [0.02, 0.7, 0.28]}
    return call("beam_search", GivenFn("table_model", (table, None)), 0, 1, 2, 3, length_penalty=1.0)


@suite.example("with a negative penalty a live beam's best length is its next one")
def early_stop_with_negative_penalty():
    table = {(0,): [0.1, 0.4, 0.5]}
    return call("beam_search", GivenFn("table_model", (table, None)), 0, 1, 2, 3, length_penalty=-0.5)


@suite.example("the best finished beam decides, not the worst")
def early_stop_with_two_finished():
    table = {(0,): [0.05, 0.2, 0.6, 0.15], (0, 2): [0.01, 0.6, 0.38, 0.01], (0, 3): [0.1, 0.2, 0.3, 0.4]}
    return call("beam_search", GivenFn("table_model", (table, None)), 0, 1, 3, 4)


@suite.example("max_len is reached without eos")
def no_eos():
    return call("beam_search", table_model({}, [0.2, 0.001, 0.5, 0.299]), 0, 1, 2, 3)


@suite.example("finished beams keep their places")
def places():
    table = {
        (0,): [0.01, 0.42, 0.41, 0.16],
        (0, 2): [0.05, 0.5, 0.33, 0.12],
        (0, 3): [0.02, 0.95, 0.02, 0.01],
        (0, 2, 2): [0.01, 0.97, 0.015, 0.005],
    }
    return call("beam_search", table_model(table, [0.3, 0.25, 0.24, 0.21]), 0, 1, 2, 3, length_penalty=1.5)


@suite.example("one token")
def one_token():
    return call("beam_search", table_model({}, [0.2, 0.35, 0.45]), 7, 1, 2, 1, length_penalty=0.7)


def telling(model_seed):
    """A toy model on which most of the known mistakes give another sequence."""

    @suite.example(f"toy model {model_seed} with a strong length penalty")
    def case():
        return call("beam_search", toy_model(model_seed, 3, 1.5, 4), 0, 1, 2, 5, length_penalty=2.0)


for chosen in (39, 42, 53, 2, 4, 7):
    telling(chosen)
