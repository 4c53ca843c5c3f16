"""When two words are the same: by stem, in British or American spelling, in spite of a small typo."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from llmprep.answers.lexicon import BRITISH, CONFUSABLE, IRREGULAR, KEEPS_ISE, OWN_STEM, word_set

_OUR = re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|al$|ally$|able$|ably$|hood)")
_KEEPS_OUR = word_set("four hour hours pour pours poured your yours tour tours source course contour")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(e|es|ed|er|ers|ing|ation|ations|able)$)")
_LL = re.compile(r"(?<=(?:abe|ode|nce|gna|ave|nne|eve|ane|nse|rve))ll(?=(ed|ing|er|ers|ation)$)")
_SHORTEST_TYPO, _LONG = 6, 10


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=65536)
def american(word: str) -> str:
    """The word in American spelling: `normalise` as `normalize`, `behaviour` as `behavior`."""
    if word in BRITISH:
        return BRITISH[word]
    if "our" in word and word not in _KEEPS_OUR and len(word) > 5:
        word = _OUR.sub("or", word)
    if "is" in word:
        base = _ISE.sub("is", word)
        plain = re.sub(r"(es|ed|ing)$", "e", base) if not base.endswith("e") else base
        if plain not in KEEPS_ISE and not word.endswith(("vised", "vising")):
            word = _ISE.sub("iz", word)
    return _LL.sub("l", word) if "ll" in word else word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem by which words are compared. The argument is in small letters."""
    word = american(word)
    if word in OWN_STEM:
        return OWN_STEM[word]
    word = IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isascii():
        return word[:-1] if len(word) == 3 and word.endswith("s") and word[1] not in "aeiousy" else word
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=65536)
def is_typo_of(typed: str, meant: str) -> bool:
    """Whether `typed` is a slip of the fingers for `meant`, and not a word of its own.

    One edit (a swap of neighbours is one) in words of six letters or more, two from ten on; the first
    letter must be right, short words must be right altogether.
    """
    shorter = min(len(typed), len(meant))
    if shorter < _SHORTEST_TYPO or abs(len(typed) - len(meant)) > 2 or typed[0] != meant[0]:
        return False
    if not (typed.isalpha() and meant.isalpha()) or frozenset((typed, meant)) in CONFUSABLE:
        return False
    if typed.startswith(meant) or meant.startswith(typed):
        return False  # an ending is no slip: stems say which endings are the same word
    from rapidfuzz.distance import OSA

    allowed = 2 if shorter >= _LONG else 1
    distance = OSA.distance(typed, meant, score_cutoff=allowed)
    if distance > allowed:
        return False
    # six letters with one replaced are as often another word: `masked` and `marked`
    return not (shorter == len(typed) == len(meant) == _SHORTEST_TYPO and sorted(typed) != sorted(meant))
