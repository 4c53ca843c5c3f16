"""Which words of a sentence are denied: what a sentence says is not so, and what it only imputes to others.

A denial reaches from its cue (`not`, `without`, `instead of`, ...) to the end of the clause. Words before the
cue are denied where the predicate takes them back (`a reward model is not needed`, `... is a myth`).
"""

from __future__ import annotations

from collections.abc import Sequence

from llmprep.answers.lexicon import FUNCTION_WORDS, word_set
from llmprep.answers.normalize import Stretch, Word

_REACH = 14
_SINGLE = word_set(
    "not no never without unlike neither nor avoid avoids avoided avoiding lack lacks lacking prevent "
    "prevents preventing hardly misconception myth nobody wrongly mistakenly falsely incorrectly none"
)
_DOUBLE = {
    ("instead", "of"), ("rather", "than"), ("free", "of"), ("opposed", "to"), ("contrary", "to"),
    ("place", "of"), ("fails", "to"), ("fail", "to"), ("failing", "to"), ("away", "from"), ("lieu", "of"),
    ("wrong", "that"), ("wrong", "to"), ("false", "that"), ("false", "to"), ("incorrect", "that"),
    ("incorrect", "to"), ("mistake", "to"), ("mistake", "is"), ("might", "think"), ("would", "think"),
    ("often", "think"), ("often", "thought"), ("people", "think"), ("people", "say"), ("people", "claim"),
    ("people", "assume"), ("people", "believe"), ("some", "say"), ("some", "claim"), ("some", "think"),
    ("often", "claimed"), ("often", "said"), ("sometimes", "claimed"), ("sometimes", "said"),
    ("as", "if"), ("mistaken", "for"), ("confused", "with"), ("confuse", "with"), ("people", "often"),
    ("you", "might"), ("one", "might"), ("far", "from"), ("than", "is"),
}  # fmt: skip
_AFTER_NOT = word_set("only just merely simply solely necessarily least")
_IDIOMS = {
    ("no", "matter"),
    ("no", "doubt"),
    ("no", "wonder"),
    ("no", "longer"),
    ("not", "to"),
    ("no", "less"),
}
_ENDS = word_set(
    "but however because since so whereas while although though which who yet thus hence therefore if "
    "when unless otherwise instead until whenever where"
)
_NEW_SUBJECT = word_set(
    "the it they we you i he she this that these those then so instead just only each every all our its "
    "therefore thus also is are was were has have does do can could will would must should may might "
    "becomes become gets get makes make uses use keeps keep needs need gives give trains train takes take "
    "runs run lets let stays stay remains remain works work means mean saturates vanishes grows increases "
    "decreases reduces costs adds reads stores computes saves divides multiplies samples returns allows "
    "predicts learns generates"
)
_FROM = word_set("keep keeps keeping stop stops stopping hold holds protect protects prevented stopped kept")
_BE = word_set("is are was were be been being gets get becomes remains")
_ABSENCE = word_set(
    "needed required necessary used true case correct right involved there exist exists present part enough available"
)
_TAKEN_BACK = word_set(
    "unnecessary unneeded wrong false incorrect untrue myth misconception mistaken mistake avoided "
    "prevented nonsense absent superfluous fallacy"
)
_DROPS = word_set(
    "drop drops dropped dropping remove removes removed removing skip skips skipped skipping eliminate "
    "eliminates eliminated eliminating omit omits omitted omitting bypass bypasses bypassed bypassing "
    "discard discards discarded redundant obsolete replaces replaced replacing"
)
_DEGREE = word_set("a an the really actually strictly even just simply always explicitly any")


def mark_denials(stretch: Stretch) -> None:
    """Fill in `denied` and `dropped` of the words of one sentence."""
    words = stretch.words
    forms = [w.form for w in words]
    for at in range(len(words)):
        following = forms[at + 1] if at + 1 < len(words) else ""
        _forward(stretch, forms, at, following)
        _backward(words, forms, at, following)


def _forward(stretch: Stretch, forms: Sequence[str], at: int, following: str) -> None:
    word, words = forms[at], stretch.words
    pair = (word, following)
    begin = at + 1
    if word in _SINGLE:
        if following in _AFTER_NOT or pair in _IDIOMS:
            if pair != ("no", "longer"):
                return
            begin += 1
        if word in ("misconception", "myth") and at and forms[at - 1] in ("a", "the"):
            begin += following in ("that", "is")
        elif word in ("avoided",):
            return
    elif pair in _DOUBLE:
        begin += 1
    elif word in _FROM:
        inside = range(at + 2, min(at + 9, len(words)))
        begin = next((i + 1 for i in inside if forms[i] == "from" and words[i].clause == words[at].clause), len(words))
        if not (begin < len(words) and forms[begin].endswith("ing")):
            return
    elif word in _DROPS:
        for i in range(begin, _reach(stretch, forms, begin, 6)):
            words[i].dropped += (at,)
        return
    else:
        return
    if word == "not" and begin < len(words) and words[begin].clause != words[at].clause:
        return  # `if not, ...` denies what was said before, not what follows
    stop = _reach(stretch, forms, begin, _REACH)
    opens = at == 0 or words[at - 1].clause != words[at].clause
    if word in ("without", "unlike") and opens and not _comma_follows(stretch, stop):
        stop = _first_thing(words, forms, begin, stop)  # `w/o scaling softmax saturates`
    for i in range(begin, stop):
        words[i].denied += (at,)


def _reach(stretch: Stretch, forms: Sequence[str], begin: int, most: int) -> int:
    """The place after the last word that a denial beginning there reaches."""
    words = stretch.words
    clause = words[begin].clause if begin < len(words) else 0
    at = begin
    while at < min(len(words), begin + most):
        if words[at].clause != clause:
            if not _list_goes_on(stretch, forms, at):
                break
            clause = words[at].clause
        if at > begin and forms[at] in _ENDS:
            break
        if forms[at] == "and" and at + 1 < len(words) and forms[at + 1] in _NEW_SUBJECT:
            break
        at += 1
    return at


def _list_goes_on(stretch: Stretch, forms: Sequence[str], at: int) -> bool:
    """Whether a comma only parts the items of `no x, y or z`."""
    words = stretch.words
    clause, run = words[at].clause, 0
    if stretch.breaks[clause - 1] != ",":
        return False
    for i in range(at, min(len(words), at + 10)):
        if words[i].clause != clause:
            if stretch.breaks[words[i].clause - 1] != ",":
                return False
            clause, run = words[i].clause, 0
        if forms[i] in ("or", "nor"):
            return True
        run += 1
        if run > 3 or forms[i] in _NEW_SUBJECT:
            return False
    return False


def _comma_follows(stretch: Stretch, stop: int) -> bool:
    return stop < len(stretch.words) and stretch.words[stop].clause != stretch.words[stop - 1].clause


def _first_thing(words: Sequence[Word], forms: Sequence[str], begin: int, stop: int) -> int:
    for i in range(begin, stop):
        if forms[i] not in FUNCTION_WORDS:
            while i + 1 < stop and (words[i + 1].start == words[i].start or words[i + 1].joined):
                i += 1
            return i + 1
    return stop


def _backward(words: Sequence[Word], forms: Sequence[str], at: int, following: str) -> None:
    word = forms[at]
    strong = False
    if word in ("not", "never"):
        rest = [f for f in forms[at + 1 : at + 4] if f not in _DEGREE]
        strong = bool(rest) and rest[0] in _ABSENCE and at > 0
        if strong and rest[0] in ("part", "there") and "of" not in forms[at + 1 : at + 4] and rest[0] == "part":
            strong = False
    elif word in _TAKEN_BACK:
        before = [f for f in forms[max(0, at - 4) : at] if f not in _DEGREE]
        strong = bool(before) and before[-1] in _BE and following not in ("that", "to")
    elif word in _DROPS:
        before = [f for f in forms[max(0, at - 3) : at] if f not in _DEGREE]
        if not (before and before[-1] in _BE):
            return
    else:
        return
    for i in range(at - 1, -1, -1):
        if words[i].clause != words[at].clause or forms[i] in _ENDS:
            break
        if strong:
            words[i].denied += (at,)
        elif word in _DROPS:
            words[i].dropped += (at,)
