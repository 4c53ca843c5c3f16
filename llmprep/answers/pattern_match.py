"""Finds a parsed pattern in one sentence: which words satisfy it, and whether anything denies them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from llmprep.answers import numbers
from llmprep.answers.lexicon import SMALL_WORDS
from llmprep.answers.normalize import Word
from llmprep.answers.pattern_tree import (
    All,
    Chain,
    Either,
    Modified,
    Near,
    Node,
    Number,
    Phrase,
    Regex,
    Term,
)
from llmprep.answers.sentences import Sentence
from llmprep.answers.stems import is_typo_of

_MOST = 12  # ways to satisfy a part that are followed up
_SKIPPED = 3  # small words that may stand between two words of a phrase


@dataclass(frozen=True)
class Hit:
    """Words of a sentence (by place) that satisfy a part, and the places of the cues that deny them."""

    places: frozenset[int]
    denied: frozenset[int] = frozenset()

    @property
    def first(self) -> int:
        return min(self.places)

    @property
    def last(self) -> int:
        return max(self.places)

    def plus(self, other: Hit) -> Hit:
        return Hit(self.places | other.places, self.denied | other.denied)


_NOTHING = Hit(frozenset())


def find(node: Node, sentence: Sentence) -> Hit | None:
    """The first undenied way in which the sentence satisfies the pattern, or None.

    A denial whose own cue is among the words looked for (`avoid recompute*`) is no denial.
    """
    for hit in _hits(node, sentence):
        if _stands(hit):
            return hit
    return None


def _stands(hit: Hit) -> bool:
    return hit.denied <= hit.places


def _hits(node: Node, sentence: Sentence) -> list[Hit]:
    if isinstance(node, Phrase):
        return _phrase(node, sentence)
    if isinstance(node, Either):
        return [hit for part in node.parts for hit in _hits(part, sentence)][: 2 * _MOST]
    if isinstance(node, All):
        return _all(node, sentence)
    if isinstance(node, Chain):
        return _chain(node, sentence)
    if isinstance(node, Near):
        return [h for h in _hits(node.part, sentence) if not h.places or h.last - h.first <= node.words]
    if isinstance(node, Modified):
        return _modified(node, sentence)
    if isinstance(node, Number):
        return _number(node, sentence)
    return _regex(node, sentence)


def _hit(sentence: Sentence, places: tuple[int, ...]) -> Hit:
    cues = {cue for place in places for cue in sentence.words[place].denied}
    return Hit(frozenset(places), frozenset(cues))


def _phrase(node: Phrase, sentence: Sentence) -> list[Hit]:
    starts = _term(node.terms[0], sentence)
    found = []
    for start in starts:
        places = start
        for term in node.terms[1:]:
            following = _next(term, sentence, places[-1])
            if following is None:
                break
            places += following
        else:
            found.append(_hit(sentence, places))
    if len(node.terms) > 1 and not any(t.prefix or t.stem.startswith("#") for t in node.terms):
        whole = "".join(t.form for t in node.terms)  # `fine_tuning` as one word
        found += [_hit(sentence, p) for p in _term(_joined(whole), sentence) if len(p) == 1]
    found.sort(key=lambda h: len(h.denied))
    return found[:_MOST]


@lru_cache(maxsize=4096)
def _joined(form: str) -> Term:
    from llmprep.answers.stems import american, stem

    return Term(american(form), stem(form))


def _next(term: Term, sentence: Sentence, after: int) -> tuple[int, ...] | None:
    options = [p for p in _term(term, sentence) if p[0] > after]
    if not options:
        return None
    nearest = min(options, key=lambda p: p[0])
    between = sentence.words[after + 1 : nearest[0]]
    if len(between) > _SKIPPED or any(w.form not in SMALL_WORDS for w in between):
        return None
    return nearest


def _term(term: Term, sentence: Sentence) -> list[tuple[int, ...]]:
    """The places of a word, each a tuple: a word typed in two parts has two places."""
    if term.prefix:
        return [(i,) for i, w in enumerate(sentence.words) if _begins(w, term.form)]
    exact = sentence.places.get(term.stem)
    if exact:
        return exact
    if len(term.form) < 6 or not term.form.isalpha():
        return []
    return [(i,) for i, w in enumerate(sentence.words) if is_typo_of(w.form, term.form)]


def _begins(word: Word, prefix: str) -> bool:
    if word.form.startswith(prefix) or word.stem.startswith(prefix):
        return True
    if len(prefix) < 6 or len(word.form) < len(prefix):
        return False
    return is_typo_of(word.form[: len(prefix)], prefix) or is_typo_of(word.form[: len(prefix) + 1], prefix)


def _all(node: All, sentence: Sentence) -> list[Hit]:
    found: list[list[Hit]] = []
    for part in node.parts:
        hits = _hits(part, sentence)
        if not hits:
            return []
        found.append(hits)
    found.sort(key=len)
    out = []
    for anchor in found[0][:_MOST]:
        whole = anchor
        for hits in found[1:]:
            others = [h for h in hits if not h.places & whole.places]  # one word is not two
            if not others:
                break
            whole = whole.plus(min(others, key=lambda h, w=whole: _cost(h, w)))  # type: ignore[misc]
        else:
            out.append(whole)
    out.sort(key=lambda h: (not _stands(h), h.last - h.first if h.places else 0))
    return out


def _cost(hit: Hit, beside: Hit) -> tuple[bool, int]:
    if not hit.places or not beside.places:
        return bool(hit.denied), 0
    away = max(beside.first - hit.last, hit.first - beside.last, 0)
    return not _stands(hit.plus(beside)), away


def _chain(node: Chain, sentence: Sentence) -> list[Hit]:
    steps: list[list[Hit]] = []
    for part in node.parts:
        hits = [h for h in _hits(part, sentence) if h.places]
        if not hits:
            return []
        steps.append(hits)
    out = []
    for start in steps[0]:
        whole, last = start, start.last
        for hits in steps[1:]:
            later = [h for h in hits if h.first > last]
            if not later:
                break
            chosen = min(later, key=lambda h, w=whole: (not _stands(h.plus(w)), h.first))  # type: ignore[misc]
            whole, last = whole.plus(chosen), chosen.last
        else:
            out.append(whole)
    out.sort(key=lambda h: (not _stands(h), h.last - h.first))
    return out[:_MOST]


def _modified(node: Modified, sentence: Sentence) -> list[Hit]:
    hits = _hits(node.part, sentence)
    if node.how == "any":
        return [Hit(h.places) for h in hits]
    if node.how == "without":
        return [] if hits else [_NOTHING]
    out = []
    for hit in hits:
        cues = set(hit.denied)
        for place in hit.places:
            cues.update(sentence.words[place].dropped)
        if cues:
            out.append(Hit(hit.places | cues))
    return out


def _number(node: Number, sentence: Sentence) -> list[Hit]:
    out = []
    for at, word in enumerate(sentence.words):
        if word.number is None:
            continue
        for unit, places in _units_beside(sentence, at) if node.meant.unit else [("", (at,))]:
            if numbers.agree(node.meant, word.number, unit):
                out.append(_hit(sentence, places))
                break
    out.sort(key=lambda h: len(h.denied))
    return out[:_MOST]


def _units_beside(sentence: Sentence, at: int) -> list[tuple[str, tuple[int, ...]]]:
    """The units that a number may have been typed with, and the words that are the number and its unit."""
    words, text = sentence.words, sentence.text
    out: list[tuple[str, tuple[int, ...]]] = []
    if text[words[at].end : words[at].end + 1] == "×":
        out.append(("x", (at,)))
    if "$" in text[max(0, words[at].start - 2) : words[at].start]:
        out.append(("$", (at,)))
    if at + 1 < len(words) and not text[words[at].end : words[at + 1].start].strip(" -"):
        out.append((numbers.unit_of(words[at + 1].form), (at, at + 1)))
    return out


def _regex(node: Regex, sentence: Sentence) -> list[Hit]:
    text, places = sentence.squeezed()
    out = []
    for found in node.compiled.finditer(text[:4000]):
        if found.end() == found.start():
            continue
        start, end = places[found.start()], places[found.end() - 1] + 1
        covered = tuple(i for i, w in enumerate(sentence.words) if w.start < end and w.end > start)
        if covered:
            out.append(_hit(sentence, covered))
        if len(out) >= _MOST:
            break
    out.sort(key=lambda h: len(h.denied))
    return out
