"""Choice: which options an answer names, by letter or by their words, and what that is worth."""

from __future__ import annotations

import re

from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.grade import Grade, rating_for
from llmprep.bank.model import Choice

_LEAD = re.compile(
    r"^(?:i (?:think|say|guess)|(?:my |the )?answer(?: is)?|options?|letters?|it'?s|is)(?:\s*[:=]\s*|\s+)",
    re.IGNORECASE,
)
_SURE = 90.0


def chosen(asked: Asked, text: str) -> frozenset[int]:
    """The places (0-based, as shown) of the options that were named.

    Raises UnreadableAnswer where none is, or several where one is right.
    """
    question = asked.question
    assert isinstance(question, Choice)
    picked = _by_words(asked.options, text, exactly=True) or _by_letters(text, len(asked.options))
    picked = picked or _by_words(asked.options, text, exactly=False)
    last = chr(ord("a") + len(asked.options) - 1)
    if not picked:
        raise UnreadableAnswer(f"cannot tell which option is meant; answer with a letter from a to {last}")
    if len(picked) > 1 and sum(o.right for o in question.options) == 1:
        raise UnreadableAnswer("only one option is right; choose one letter")
    return picked


def grade_choice(asked: Asked, text: str, *, hinted: bool = False) -> Grade:
    """100 for exactly the right options; with several right, part of it, less for each wrong one; else 0.

    Choosing everything is worth nothing. The remarks say what is wrong with each wrongly chosen option.
    """
    question = asked.question
    assert isinstance(question, Choice)
    picked = chosen(asked, text)
    right = frozenset(place for place, index in enumerate(asked.shuffle) if question.options[index].right)
    if picked == right:
        score = 100.0
    else:
        wrong_options = len(asked.options) - len(right)
        gained = len(picked & right) / len(right) - len(picked - right) / wrong_options
        score = round(max(0.0, 100.0 * gained), 1)
    remarks = [f"{_letter(p)}) {question.options[asked.shuffle[p]].why}" for p in sorted(picked - right)]
    missed = sorted(right - picked)
    if len(right) > 1 and missed and picked & right:
        remarks.append(f"Also right: {', '.join(_letter(p) for p in missed)}.")
    return Grade(
        score=score,
        judge="exact",
        rating=rating_for(score, recognition=True, hinted=hinted),
        remarks=tuple(remarks),
        expected="; ".join(f"{_letter(p)}) {asked.options[p]}" for p in sorted(right)),
        extra={"chosen": [asked.shuffle[p] for p in sorted(picked)]},
    )


def _letter(place: int) -> str:
    return chr(ord("a") + place)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[`*_\"'“”‘’.,;:!?]", " ", text.casefold()).split())


def _by_words(options: tuple[str, ...], text: str, *, exactly: bool) -> frozenset[int]:
    said = _plain(text)
    if exactly:
        # one letter or digit alone is a label even where an option's whole text is such a letter
        return frozenset(i for i, o in enumerate(options) if len(said) > 1 and _plain(o) == said)
    if len(said) < 4:
        return frozenset()
    from rapidfuzz import fuzz

    scores = sorted(((fuzz.ratio(said, _plain(o)), i) for i, o in enumerate(options)), reverse=True)
    if scores[0][0] >= _SURE and scores[0][0] - scores[1][0] >= 5:
        return frozenset({scores[0][1]})
    begun = [i for i, o in enumerate(options) if len(said) >= 6 and _plain(o).startswith(said + " ")]
    return frozenset(begun) if len(begun) == 1 else frozenset()


def _by_letters(text: str, count: int) -> frozenset[int]:
    said = text.strip().casefold()
    while (shorter := _LEAD.sub("", said)) != said:
        said = shorter
    last = _letter(count - 1)
    labelled = re.match(rf"^\(?([a-{last}])\)\s*\S", said)
    if labelled and not re.search(r"\b[a-h]\b", said[labelled.end(1) :]):
        return frozenset({ord(labelled[1]) - ord("a")})
    marks = re.sub(r"\band\b|[\s,;&+/().\[\]]", " ", said).split()
    if len(marks) == 1 and len(marks[0]) > 1 and len(set(marks[0])) == len(marks[0]):
        marks = list(marks[0])
    if marks and all(len(m) == 1 and m.isdigit() for m in marks):
        places = [int(m) - 1 for m in marks]
    elif marks and all(len(m) == 1 and m.isalpha() for m in marks):
        places = [ord(m) - ord("a") for m in marks]
    else:
        return frozenset()
    if any(not 0 <= p < count for p in places):
        raise UnreadableAnswer(f"there is no such option; the letters go from a to {last}")
    return frozenset(places)
