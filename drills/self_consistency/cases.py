"""What the self_consistency drill tries: many ways to write a few answers."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=80)
NUMBERS = ("1000", "1,000", " 1000.0", "1e3", "+1000", "1E+3", "100e1", "-1000", "1,000.00", "10,00", "1001")
WORDS = (
    "Paris",
    "paris ",
    " PARIS",
    "Rome",
    "rome",
    "",
    "  ",
    None,
    "Straße",
    "STRASSE",
    "B",
    "b",
    "7",
    "7.0",
    "seven",
)
ODD = (
    "0.1",
    "0.10",
    "1e-1",
    ".1",
    "1.",
    "1,0000",
    "1,000,000",
    "1000000",
    "0",
    "-0",
    "+0.0",
    "1e400",
    "1e401",
    "1_000",
    "nan",
    "NaN",
)


@suite.cases
def numbers(d):
    return call("majority_vote", d.words(NUMBERS, 0, 9))


@suite.cases
def words(d):
    return call("majority_vote", d.words(WORDS, 0, 9))


@suite.cases
def odd(d):
    return call("majority_vote", d.words(ODD, 1, 7))


@suite.example("the first way of writing is returned")
def first_form():
    return call("majority_vote", ["7", " Paris ", "paris", "7.0", "PARIS"])


@suite.example("a tie goes to the one seen first")
def tie():
    return call("majority_vote", ["b", "a", "a", "c", "B", "A"])


@suite.example("white space around a number")
def spaced_number():
    return call("majority_vote", ["x", " 7", "7.0"])


@suite.example("no answers")
def nothing():
    return call("majority_vote", [])


@suite.example("None is no vote")
def no_votes():
    return call("majority_vote", [None, None, "x", None])


@suite.example("only None")
def only_none():
    return call("majority_vote", [None, None])


@suite.example("the empty string is a vote")
def empty_string():
    return call("majority_vote", ["", "x", " ", None])


@suite.example("numbers that a float cannot tell apart")
def long_numbers():
    return call("majority_vote", ["9007199254740993", "9007199254740992", "9,007,199,254,740,992.0"])


@suite.example("decimals that are equal")
def decimals():
    return call("majority_vote", ["0.3", "0.30000000000000004", "3e-1", "0.30"])


@suite.example("commas in the wrong places make it a text")
def commas():
    return call("majority_vote", ["10,00", "1000", "1,000", "100,0", "1,00,0"])


@suite.example("commas behind the point make it a text")
def comma_behind_the_point():
    return call("majority_vote", ["1.000", "1.0,000", "1.0,000"])


@suite.example("nan is a text that equals itself")
def not_a_number():
    return call("majority_vote", ["x", "nan", "NaN"])


@suite.example("no digits in front of the point make it a text")
def bare_point():
    return call("majority_vote", ["x", ".5", "0.5", "5.", "5"])


@suite.example("an exponent")
def exponent():
    return call("majority_vote", ["x", "1e3", "1000"])


@suite.example("signs")
def signs():
    return call("majority_vote", ["-5", "5", "+5", "- 5", "- 5"])


@suite.example("other digits and underscores make it a text")
def other_digits():
    return call("majority_vote", ["1_0", "10", "10.0", "1_0", "1_0"])


@suite.example("case-folding, not lower-casing")
def case_folding():
    return call("majority_vote", ["x", "Straße", "STRASSE"])
