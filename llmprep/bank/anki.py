"""A bank as an Anki deck: the question on the front, the model answer on the back, topics as tags."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from llmprep.answers.ask import GAP, ask
from llmprep.answers.asked import Asked
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question
from llmprep.errors import Exit, UserError

DECK_ID, MODEL_ID = 1_764_012_345, 1_764_012_346
"""Anki tells decks and note types apart by these: the same always, so that importing again updates."""
SEED = 0
_STYLE = """
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 44em; margin: 0 auto; }
.tag { color: gray; font-size: 14px; }
pre, code { font-family: monospace; font-size: 15px; }
"""


def write_deck(questions: Sequence[Question], path: Path) -> int:
    """Write an .apkg file; how many notes it has. A note is the same in every export, by the question's id.

    Raises UserError where genanki is not installed or the file cannot be written.
    """
    try:
        import genanki
        from markdown_it import MarkdownIt
    except ImportError:
        raise UserError(
            "an Anki deck needs genanki, which is not installed",
            lines=["pip install 'llmprep[anki]'"],
            exit_status=Exit.UNAVAILABLE,
        ) from None
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    deck = genanki.Deck(DECK_ID, "llmprep")
    note_type = genanki.Model(
        MODEL_ID,
        "llmprep question",
        fields=[{"name": name} for name in ("Id", "Front", "Back", "About")],
        templates=[
            {
                "name": "Question",
                "qfmt": '{{Front}}<p class="tag">{{About}}</p>',
                "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
            }
        ],
        css=_STYLE,
    )
    for question in questions:
        asked = ask(question, SEED)
        deck.add_note(
            genanki.Note(
                note_type,
                fields=[
                    question.id,
                    markdown.render(asked.prompt),
                    markdown.render(back(asked)),
                    html.escape(f"{question.topic} · level {question.level}"),
                ],
                tags=[question.topic, f"level-{question.level}", question.kind, *question.tags],
                guid=genanki.guid_for("llmprep", question.id),
            )
        )
    try:
        genanki.Package(deck).write_to_file(str(path))
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror or error}") from error
    return len(deck.notes)


def back(asked: Asked) -> str:
    """What the back of a card says, as Markdown: the right answer, why, the model answer, the sources."""
    parts = [*_right(asked), asked.answer]
    if asked.question.sources:
        parts.append("*Sources:* " + "; ".join(asked.question.sources))
    return "\n\n".join(part for part in parts if part)


def _right(asked: Asked) -> list[str]:
    question = asked.question
    if isinstance(question, Free):
        points = "\n".join(f"- {point.says}" for point in question.points)
        flags = "\n".join(f"- {flag.says}" for flag in question.red_flags)
        return [points, f"**Watch out**\n\n{flags}" if flags else ""]
    if isinstance(question, Choice):
        lines = []
        for place, index in enumerate(asked.shuffle):
            option = question.options[index]
            letter = chr(ord("a") + place)
            lines.append(f"- **{letter}) right**" if option.right else f"- {letter}) {option.why}")
        return ["\n".join(lines)]
    if isinstance(question, Order):
        return ["\n".join(f"{n}. {step}" for n, step in enumerate(question.steps, 1)), question.why]
    if isinstance(question, Cloze):
        names = dict.fromkeys(GAP.findall(question.prompt))
        return ["; ".join(f"**{question.gaps[name].accepts[0]}**" for name in names)]
    return [_value(question, asked.seed)]


def _value(question: Numeric, seed: int) -> str:
    from llmprep.answers.numeric import draw
    from llmprep.answers.quantity import shown

    return f"**{f'{shown(draw(question, seed).result)} {question.unit}'.strip()}**"
