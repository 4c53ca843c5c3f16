"""What the bpe_encode drill tries: trained merges used on another text, and hand-written merges."""

from llmprep.drills.cases import Suite, call
from llmprep.drills.truth import load_reference

suite = Suite(dtypes=("float64",), gradients=False, examples=80)
PARTS = ("ab", "a", "aaa", "b", " ", "ba", "c", "  ", "\n", "é", "漢", "👍", "\u3000", "\u00a0", "abc", "cab")


def hand(*pairs):
    """Merges written as `a+b`."""
    return [tuple(side.encode() for side in pair.split("+")) for pair in pairs]


@suite.cases
def trained(d):
    train = load_reference("bpe_train")["bpe_train"]
    merges = train("".join(d.words(PARTS, 4, 30)), 256 + d.size(0, 12))
    return call("bpe_encode", "".join(d.words(PARTS, 0, 16)), merges)


@suite.cases
def letters(d):
    train = load_reference("bpe_train")["bpe_train"]
    merges = train(d.text("ab c", 8, 60), 256 + d.size(1, 12))
    return call("bpe_encode", d.text("abc ", 1, 30), merges)


@suite.example("no text")
def empty():
    return call("bpe_encode", "", hand("a+b"))


@suite.example("no merges")
def bytes_only():
    return call("bpe_encode", "é 漢", [])


@suite.example("rank against length: bc was learned before ab")
def rank_first():
    return call("bpe_encode", "abc abcd abab", hand("b+c", "a+b", "c+d"))


@suite.example("rank against position")
def later_pair_first():
    return call("bpe_encode", "abcd bcd cdab", hand("c+d", "b+c", "a+b", "b+cd"))


@suite.example("a merge that applies many times, in runs of odd length")
def runs():
    return call("bpe_encode", "aaaaa aaaaaaa a", hand("a+a", "aa+aa"))


@suite.example("the longest token is out of reach")
def unreachable():
    return call("bpe_encode", "abcde abc", hand("a+b", "b+c", "c+d", "cd+e", "ab+cd"))


@suite.example("white space stays with the word behind it")
def leading_space():
    return call("bpe_encode", "a b  a\tb \u3000b ", hand(" +b", " +a", " + ", "\t+b"))


@suite.example("a merge that could only fire across a cut")
def across_a_cut():
    return call("bpe_encode", "ab ab a b", hand("b+ ", "a+b"))


@suite.example("bytes of a character are joined step by step")
def many_bytes():
    e, han, thumb = "é".encode(), "漢".encode(), "👍".encode()
    merges = [(e[:1], e[1:]), (han[1:2], han[2:]), (han[:1], han[1:]), (thumb[:1], thumb[1:2]), (e, e)]
    return call("bpe_encode", "ééé 漢字👍👍", merges)
