"""A sentence as regular expressions see it: without spaces, in one spelling, each character with its place."""

from __future__ import annotations

import re

from llmprep.answers.lexicon import GREEK
from llmprep.answers.normalize import SUPERSCRIPTS, plain

_LEFT_OUT = re.compile(r"[\s_$\\{}]")


def squeezed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch in the form that `/regex/` patterns see, and the place of each of its characters.

    Small letters and plain signs, Greek letters spelled out, powers as `^2`, `√` and `sqrt(dk)` as `sqrtdk`,
    no spaces, underscores, braces, `$` or backslashes.
    """
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(plain(text[start:end]), start):
        if _LEFT_OUT.match(char):
            continue
        if char in GREEK:
            new = GREEK[char]
        elif char == "√":
            new = "sqrt"
        elif (digit := char.translate(SUPERSCRIPTS)) != char:
            new = digit if at > start and text[at - 1].translate(SUPERSCRIPTS) != text[at - 1] else "^" + digit
        else:
            new = char
        chars += new
        places += [at] * len(new)
    whole = "".join(chars)
    whole = re.sub(r"(?<=[\w)])\*\*(?=[\d(.-])", "^*", whole)  # a power; elsewhere it is bold type
    drop = {m.end() for m in re.finditer(r"\^(?=\*)", whole)}
    drop |= {i for m in re.finditer(r"\*\*+", whole) for i in range(*m.span())}
    for found in re.finditer(r"sqrt\((\w+)\)", whole):
        drop |= {found.start() + 4, found.end() - 1}
    kept = [i for i in range(len(whole)) if i not in drop]
    return "".join(whole[i] for i in kept), [places[i] for i in kept]
