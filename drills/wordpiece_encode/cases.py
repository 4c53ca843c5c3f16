"""What the wordpiece_encode drill tries: words over three letters, vocabularies with many dead ends."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=80)
PIECES = ("a", "##a", "b", "##b", "ab", "##ab", "abc", "##bc", "##c", "c", "ba", "##ba", "##cab", "aab", "##abc", "cc")
FULL = [
    "un",
    "unaff",
    "##aff",
    "##able",
    "##a",
    "##ble",
    "play",
    "##ing",
    "##i",
    "##n",
    "##g",
    "p",
    "##lay",
    "é",
    "##é",
]


@suite.cases
def small(d):
    vocab = d.words(PIECES, 0, 14)
    return call("wordpiece_encode", d.text("abc", 0, 8), d.one_of((list, set, tuple, dict.fromkeys))(vocab))


@suite.cases
def rich(d):
    vocab = {"a", "b", "c", "##a", "##b", "##c", *d.words(PIECES, 0, 8)}
    return call("wordpiece_encode", d.text("abcé", 0, 9), vocab, unk=d.one_of(("[UNK]", "<unk>")))


@suite.example("the longest piece first")
def longest():
    return call("wordpiece_encode", "unaffable", FULL)


@suite.example("greedy from the left, not from the right")
def from_the_left():
    return call("wordpiece_encode", "abc", ["a", "ab", "##bc", "##c"])


@suite.example("a dead end, although another segmentation exists")
def dead_end():
    return call("wordpiece_encode", "abcd", ["ab", "abc", "##cd"])


@suite.example("a dead end behind good pieces")
def late_dead_end():
    return call("wordpiece_encode", "playingx", FULL, "<unk>")


@suite.example("a first piece may not carry ##")
def only_continuations():
    return call("wordpiece_encode", "able", ["##able", "##a", "##ble"])


@suite.example("a later piece must carry ##")
def only_beginnings():
    return call("wordpiece_encode", "playplay", ["play"])


@suite.example("the empty word")
def empty():
    return call("wordpiece_encode", "", FULL)


@suite.example("entries of the vocabulary that hold no character")
def empty_pieces():
    return call("wordpiece_encode", "abc", ["", "##", "a", "##b"])


@suite.example("accents are characters")
def accents():
    return call("wordpiece_encode", "éé", FULL)
