"""`llmprep answer`: grade and record one answer without a session, for scripts and editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprep.cli.complete import question_ids
from llmprep.cli.judge_option import JudgeChoice, JudgeModel, JudgeName, JudgeUrl, Votes, judged, llm_judge
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.practice.session import Outcome, Session

app = typer.Typer(add_completion=False)
LARGEST_BYTES = 200_000
"""No spoken or written answer is longer; a larger file is a mistake."""

Stdin = Annotated[str | None, typer.Argument(metavar="[-]", help="- reads the answer from stdin.")]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The answer.")]
File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Read the answer from this file.")]
AnswerSeed = Annotated[
    int, typer.Option("--seed", min=0, help="Which values were drawn; `bank show ID --seed N` shows them.")
]


@app.command()
def answer(
    id: Annotated[str, typer.Argument(metavar="ID", help="The question.", autocompletion=question_ids)],
    source: Stdin = None,
    text: Text = None,
    file: File = None,
    seed: AnswerSeed = 0,
    judge: JudgeChoice = JudgeName.auto,
    judge_model: JudgeModel = None,
    judge_url: JudgeUrl = None,
    votes: Votes = None,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Grade one answer and record it as one event.

    Exit status 0 if it passed, 1 if not, 2 where the question is unknown or the answer cannot be read
    (nothing is recorded then). With --judge self a line of stdin changes the verdicts, as in a quiz.
    """
    from llmprep.answers.asked import UnreadableAnswer

    from_stdin = source == "-" or (text is None and file is None and not sys.stdin.isatty())
    if judge is JudgeName.self and from_stdin:
        raise UserError("with --judge self stdin is for your verdicts", lines=["use --text or --file"])
    session = _session(id, seed, judge, bank, (judge_model, judge_url, votes))
    given = _given(source, text, file)
    if given is None:
        given = _asked_for(session, as_json)
    if not given.strip():
        raise UserError("the answer is empty, so nothing was recorded")
    try:
        outcome = session.answer(session.items[0], given)
    except UnreadableAnswer as error:
        raise UserError(error.message, lines=["nothing was recorded"]) from error
    if judge is JudgeName.self and outcome.grade.points:
        outcome = _self_judged(session, outcome)
    _print(session, outcome, as_json)
    session.log.close()
    raise typer.Exit(Exit.DONE if outcome.grade.passed else Exit.NOT_PASSED)


def _session(
    id: str, seed: int, judge: JudgeName, bank: list[Path] | None, how: tuple[str | None, str | None, int | None]
) -> Session:
    from llmprep.cli.learner import clock, open_desk, session_id
    from llmprep.practice.items import question_item
    from llmprep.practice.session import Session

    questions = open_bank(bank)
    question = questions.get(id)
    desk = judged(open_desk(), *how)
    return Session(
        id=session_id(),
        command="answer",
        items=[question_item(question.id, question.topic, seed)],
        log=desk.log,
        bank=questions,
        calendar=desk.learner.calendar,
        memory=desk.learner.memory,
        clock=clock,
        judge=llm_judge(judge, desk.settings) if question.kind == "free" else None,
    )


def _given(source: str | None, text: str | None, file: Path | None) -> str | None:
    """The answer that the command line gives or names; None where it names none."""
    ways = ["as --text TEXT, --file FILE, or - for stdin"]
    if sum(given is not None for given in (source, text, file)) > 1:
        raise UserError("give the answer once", lines=ways)
    if source not in (None, "-"):
        raise UserError(f"cannot tell what {source!r} is; give the answer", lines=ways)
    if text is not None:
        return text
    if file is not None:
        return _decoded(_bytes_of(file), str(file))
    return _decoded(sys.stdin.buffer.read(LARGEST_BYTES + 1), "stdin") if source == "-" else None


def _bytes_of(file: Path) -> bytes:
    if not file.is_file():
        what = "is no regular file" if file.exists() else "does not exist"
        raise UserError(f"{file}: {what}")
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror or error}") from error


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST_BYTES:
        raise UserError(f"{name}: holds more than {LARGEST_BYTES:,} bytes, which is no answer")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: is not UTF-8 text (byte {error.start})") from error


def _asked_for(session: Session, as_json: bool) -> str:
    """Put the question to a person at the terminal; without one, all of stdin is the answer."""
    from rich.text import Text as Line

    from llmprep.ui.ask import FINISH, ONE_LINE, reader_for
    from llmprep.ui.question_view import how_to_answer, question_view, takes_lines
    from llmprep.ui.theme import show

    reader = reader_for(json=as_json)
    if not reader.interactive:
        return _decoded(sys.stdin.buffer.read(LARGEST_BYTES + 1), "stdin")
    item = session.items[0]
    asked = session.asked(item)
    console = err() if as_json else out()
    show(console, question_view(asked, item, 1, 1))
    finish = FINISH if takes_lines(asked) else ONE_LINE
    show(console, Line(f"{how_to_answer(asked)} · {finish} · :h hint · :q quit", style="dim"))
    while True:
        try:
            reply = reader.read(lines=takes_lines(asked))
        except EOFError:
            raise typer.Exit(Exit.DONE) from None
        if reply.command in ("quit", "skip"):
            raise typer.Exit(Exit.DONE)
        if not reply.command:
            return reply.text
        hint = session.hint(item) if reply.command == "hint" else "Here only :h and :q have a meaning."
        said = hint or "This question has no hint."
        show(console, Line(said))


def _self_judged(session: Session, outcome: Outcome) -> Outcome:
    """The learner's verdict in place of the patterns': a line turns points over, an empty one accepts."""
    from llmprep.practice.override import Override
    from llmprep.ui.conversation import read_override
    from llmprep.ui.grade_view import points_view
    from llmprep.ui.theme import show

    show(err(), points_view(outcome.grade, numbered=True))
    err().print("numbers turn points on or off, f1 drops a wrong claim; Enter accepts", style="dim")
    said = sys.stdin.readline().strip()
    change = read_override(outcome, said) if said else Override()
    if change is None:
        raise UserError(f"{said!r} names no point or claim; the answer is kept with the offline grade")
    points = {p.id: p.met for p in outcome.grade.points} | dict(change.points or {})
    return session.override(outcome, Override(points, change.dropped_flags, change.rating))


def _print(session: Session, outcome: Outcome, as_json: bool) -> None:
    if as_json:
        from llmprep.answers.report import grade_object

        emit_json(grade_object(outcome.asked.question, outcome.grade, outcome.event))
        return
    from llmprep.ui.grade_view import grade_view
    from llmprep.ui.theme import show

    show(out(), grade_view(outcome, session.clock(), session.calendar))
