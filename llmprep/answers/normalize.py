"""Answers and patterns as comparable words, each with its place in the text that the learner typed.

What is written in many ways becomes one: `sqrt(d_k)` and `root d k`, `O(n^2)` and `quadratically`, `KV` and
`key/value`, Greek letters and their names, British and American spelling. Nothing is lost on the way: every
word knows the characters it came from, so that evidence is quoted as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from llmprep.answers import numbers
from llmprep.answers.lexicon import ABBREVIATIONS, GREEK, NUMBER_WORDS, UPPER_ONLY
from llmprep.answers.numbers import Reading
from llmprep.answers.stems import american, stem

_PLAIN = str.maketrans(
    {
        "×": "*", "·": "*", "⋅": "*", "∙": "*", "−": "-", "–": "-", "’": "'", "‘": "'", "´": "'", "“": '"',
        "”": '"', "÷": "/", "∕": "/", "≈": "~", "∼": "~", "≤": "<", "≥": ">", "→": ">", "⇒": ">", "➔": ">",
        "⟶": ">", "_": "_", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "½": "½", "ₖ": "k", "ₜ": "t",
        "ᵢ": "i", "ⱼ": "j", "ₙ": "n", "ᵀ": "t", "ᵗ": "t", "‑": "-", "\t": " ", "\r": " ",
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
    }
)  # fmt: skip
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")
_POWER = r"(?:\s?(?:\^|\*\*)\s?\{?\(?\s?"
_SQUARED = rf"(?:²|{_POWER}2\)?\}}?)|\s*[- ]squared\b)"
_HALF = rf"{_POWER}-?(?:0?\.5|1\s?/\s?2|½)\)?\}}?)"
_DIMENSION = r"d(?:\s?_\s?\{?\s?|\s| sub )?k\b\}?"
_SEQUENCE = r"(?:seq(?:uence)?[ _-]?len(?:gth)?|sequence|length|[nltsm])"
_RULES = re.compile(
    "|".join(
        f"(?P<{name}>{rule})"
        for name, rule in {
            "space": r"[\s\"`$\\{}\[\]|#_]+(?<!\n)|\s|\*{2,}",
            "frac": r"(?<=\\)frac\b",
            "silent": r"(?<=\\)(?:left|right|cdot|times|math(?:rm|bf|cal)|text|quad|big|mid|in)\b",
            "complexity": r"\bo\s?\(\s?(?P<order>[^()]{1,24})\s?\)",
            "quadratic": rf"\b[nlts]\s?{_SQUARED}|\bquadratic(?:ally)?\b|\bn\s?\*\s?n\b|\bn2\b|\bn by n\b",
            "linear": r"\blinear(?:ly)?\b",
            "power_root": rf"\b(?P<base>{_DIMENSION}|[a-z]{{1,2}}(?:_[a-z]+)?)\s?{_HALF}",
            "root": r"\bsq(?:uare)?[- ]?roots?\b(?:\s+of\b)?|\bsqrt|√|\broot(?=\s+(?:of\s+)?(?:the\s+)?d\b)"
            rf"|\broot(?=\s*\(?{_DIMENSION})",
            "dk": rf"\b{_DIMENSION}",
            "dmodel": r"\bd[ _]?model\b",
            "dff": r"\bd[ _]?ff\b",
            "dhead": r"\bd[ _]?h(?:ead)?\b",
            "number": r"(?:\d{1,3}(?:[,'\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?<![\w.])\.\d+)"
            r"(?:e[+-]?\d+)?(?:\s?[*x]\s?10\s?(?:\^|\*\*)\s?\{?\(?-?\d+\)?\}?|\s?[*x]\s?10[⁰-⁹²³¹⁻]+"
            r"|(?:\^|\*\*)\{?\(?-?\d+\)?\}?|(?<=\d)[⁰-⁹²³¹⁻]+)?"
            r"(?:[kmbt]\b|\s?(?:thousand|million|billion|trillion|bn|mn|mio|tn)s?\b)?",
            "superscript": r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ]+",
            "without": r"\bw/o(?:ut)?(?![a-z])",
            "with": r"\bw/(?=[\sa-z])",
            "because": r"\bb/c\b",
            "latin": r"\b(?:e\.\s?g\.|i\.\s?e\.|etc\.|vs\.?|cf\.|approx\.|resp\.)",
            "greek": "[" + "".join(GREEK) + "]",
            "word": rf"(?![{''.join(GREEK)}])[^\W\d_](?:(?![{''.join(GREEK)}])[^\W_]|(?<=[a-z])'(?=[a-z]))*",
            "percent": r"%",
            "relation": r"<?[-=]+>|>|<|:=|=+|~|\+|\*|/|&",
            "stop": r"[.!?]+|[,;:()]|-",
            "other": r".",
        }.items()
    ),
    re.DOTALL,
)
_NEGATED = {"cannot": ("can", "not"), "cant": ("can", "not"), "wont": ("will", "not"), "aint": ("is", "not")}
_CONTRACTED = re.compile(r"(do|does|did|is|are|was|were|has|have|had|would|could|should|need|must)n'?t$")
_WITH_IS = frozenset(f"{word}'s" for word in ["it", "that", "there", "this", "what", "here", "he", "she", "who"])
_ORDERS = {
    "linear": re.compile(rf"{_SEQUENCE}$"),
    "quadratic": re.compile(rf"{_SEQUENCE}\s?{_SQUARED}(?:\s?\*?\s?d(?:_\w+)?)?$|(\w)\s?\*\s?\1$"),
    "constant": re.compile(r"1$"),
    "logarithmic": re.compile(r"log\s?\(?\w\)?$"),
}
HYPHEN, GAP = "-", " "
_LOOSE = frozenset("+*/&")  # inside a formula they tie no words together


@dataclass(slots=True)
class Word:
    """One word or number of a text, comparable, with its place `start:end` in what was typed.

    denied, dropped: the words (by place in the sentence) that deny it, or say that it is done away with.
    """

    form: str
    stem: str
    start: int
    end: int
    clause: int = 0
    number: Reading | None = None
    alias: str = ""
    joined: bool = False  # written together with the word before, or with a hyphen
    denied: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()


@dataclass(slots=True)
class Stretch:
    """The words of a stretch of text; relations: how many signs such as `=` and `->` tie them together.

    breaks: for each clause but the first, the sign that begins it.
    """

    words: list[Word] = field(default_factory=list)
    relations: int = 0
    breaks: list[str] = field(default_factory=list)
    brackets: list[bool] = field(default_factory=list)


def plain(text: str) -> str:
    """The text in small letters and plain signs, character by character (so that places stay the same)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_PLAIN)


def read_words(text: str, start: int = 0, end: int | None = None) -> Stretch:
    """The words of `text[start:end]`, in order, with their places in `text`."""
    low = plain(text)
    out = Stretch()
    at, stop = start, len(text) if end is None else end
    glued_at = -1
    while at < stop:
        found = _RULES.match(low, at, stop)
        assert found is not None
        kind = found.lastgroup or ""
        first = len(out.words)
        if kind == "order":  # lastgroup names the inner group of a rule that has one
            kind = "complexity"
        elif kind == "base":
            kind = "power_root"
        _apply(out, kind, found, text, low)
        for word in out.words[first:]:
            word.clause = len(out.breaks)
        if len(out.words) > first:
            if first and out.words[first].start == glued_at:
                out.words[first].joined = True
            glued_at = found.end()
        elif kind == "stop" and found[0] == HYPHEN and found.start() == glued_at:
            glued_at = found.end()
        at = found.end()
    _name_query_key_value(out.words, text)
    return out


def _apply(out: Stretch, kind: str, found: re.Match[str], text: str, low: str) -> None:
    start, end, said = found.start(), found.end(), found[0]

    def add(*forms: str, number: Reading | None = None) -> None:
        for form in forms:
            key = numbers.canonical(number.value) if number else stem(form)
            out.words.append(Word(form, key, start, end, number=number))

    if kind == "greek":
        add(GREEK[said])
    elif kind == "complexity":
        _complexity(out, found, text, low)
    elif kind in ("quadratic", "linear"):
        add(kind)
    elif kind == "power_root":
        add("sqrt")
        base = found["base"]
        add("dk" if re.fullmatch(_DIMENSION, base) else base.replace("_", ""))
    elif kind == "root":
        add("sqrt")
    elif kind in ("dk", "dmodel", "dff", "dhead", "without", "with", "because", "percent"):
        add(kind)
    elif kind == "number":
        _number(out, said, start, end)
    elif kind == "superscript":
        digits = said.translate(SUPERSCRIPTS)
        reading = numbers.read(digits.lstrip("+-"))
        if reading:
            add(digits, number=reading)
        else:
            add(digits)
    elif kind == "word":
        _word(out, text[start:end], said, start, end)
    elif kind == "relation":
        if said in ("=", "==", ":="):  # the one sign that is worth looking for
            out.words.append(Word("=", "=", start, end))
        elif said not in _LOOSE or low[start - 1 : start] == GAP == low[end : end + 1]:
            out.relations += 1
    elif kind == "stop":
        if said == "(":  # `p(x)` is one thing, `that (as said)` two
            out.brackets.append(not low[max(0, start - 1) : start].isalnum())
            breaks = out.brackets[-1]
        elif said == ")":
            breaks = out.brackets.pop() if out.brackets else True
        else:
            breaks = said != HYPHEN or low[start - 1 : start] == GAP == low[end : end + 1]
        if breaks:
            out.breaks.append(said)


def _complexity(out: Stretch, found: re.Match[str], text: str, low: str) -> None:
    order = " ".join(found["order"].split())
    for name, form in _ORDERS.items():
        if form.match(order):
            out.words.append(Word(name, stem(name), found.start(), found.end()))
            return
    out.words.append(Word("o", "o", found.start(), found.start() + 1))
    inner = read_words(text, found.start("order"), found.end("order"))
    out.words += inner.words


def _number(out: Stretch, said: str, start: int, end: int) -> None:
    typed = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: "^" + m[0].translate(SUPERSCRIPTS), said)
    reading = numbers.read(re.sub(r"[{}]", "", re.sub(r"(?<=[a-z])s$", "", typed)))
    if reading is None:
        out.words.append(Word(said, said, start, end))
        return
    out.words.append(Word(said, numbers.canonical(reading.value), start, end, number=reading))


def _word(out: Stretch, typed: str, low: str, start: int, end: int) -> None:
    forms: tuple[str, ...]
    if typed in UPPER_ONLY:
        forms = tuple(UPPER_ONLY[typed].split())
    elif low in ABBREVIATIONS:
        forms = tuple(ABBREVIATIONS[low].split())
    elif low in _NEGATED:
        forms = _NEGATED[low]
    elif low.replace("'", "") in _NEGATED:
        forms = _NEGATED[low.replace("'", "")]
    elif low in _WITH_IS:
        forms = (low[:-2], "is")
    elif contracted := _CONTRACTED.fullmatch(low):
        forms = (contracted[1], "not")
    elif low in NUMBER_WORDS:
        value = NUMBER_WORDS[low]
        reading = Reading(float(value), 1, True)
        out.words.append(Word(low, numbers.canonical(value), start, end, number=reading))
        return
    else:
        split = re.fullmatch(r"(gpt|llama|qwen|claude|gemini|phi|bert|mistral|deepseek|chatgpt|v)(\d+)", low)
        if split:
            out.words.append(Word(split[1], split[1], start, start + len(split[1])))
            _number(out, split[2], start + len(split[1]), end)
            return
        forms = (american(re.sub(r"'(?:s|re|ve|ll|d|m)?$|'", "", low)),)
    for form in forms:
        out.words.append(Word(form, stem(form), start, end))


def _name_query_key_value(words: list[Word], text: str) -> None:
    """`Q`, `K` and `V` standing together are queries, keys and values (`top-K` is not)."""
    names = {
        "q": "query", "k": "key", "v": "value", "qs": "query", "ks": "key", "vs": "value",
        "qk": "query", "qkv": "query",
    }  # fmt: skip
    seen = {w.form[0] for w in words if w.form in names}
    if len(seen) < 2 and not any(w.form in ("qk", "qkv") for w in words):
        return
    for word in words:
        if word.form in names:
            word.alias = stem(names[word.form])
