"""Whether the patterns of free questions recognise what they should and nothing else.

For authors: `python -m llmprep.answers.selfcheck FILE.yaml ...` prints the faults, and how the patterns do on
the labelled answers beside the files. Of held-out labels only the scores are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from llmprep.answers.attacks import FLUFF
from llmprep.answers.comparison import Report, compare
from llmprep.answers.pattern import PatternError, compile_pattern
from llmprep.answers.rubric import first_found, grade_free
from llmprep.answers.sentences import sentences
from llmprep.bank.model import Free, Point, RedFlag


@dataclass(frozen=True)
class Fault:
    """One fault of a question; `where` is "path:line"."""

    level: Literal["error", "warning"]
    where: str
    message: str


def check_free(question: Free) -> list[Fault]:
    """The faults of one free question's points, flags, patterns and model answer."""
    return [Fault(level, question.where, message) for level, message in _faults(question)]


def _faults(question: Free) -> Iterator[tuple[Literal["error", "warning"], str]]:
    for point in question.points:
        if not point.match:
            yield "error", f"point {point.id!r} has no patterns, so no answer can earn it offline"
    for flag in question.red_flags:
        if not flag.match:
            yield "warning", f"red flag {flag.id!r} has no patterns, so only a judge can raise it"
    broken = list(_broken(question))
    for message in broken:
        yield "error", message
    if broken:
        return
    yield from _too_eager(question)
    if question.answer.strip():
        yield from _model_answer(question)
    else:
        yield "error", "no `answer`: what would a strong candidate say?"


def _broken(question: Free) -> Iterator[str]:
    for part, source in _patterns(question):
        try:
            compile_pattern(source)
        except PatternError as error:
            yield f"{part.id!r}: the pattern {source!r} cannot be read: {error}"


def _patterns(question: Free) -> Iterator[tuple[Point | RedFlag, str]]:
    parts: list[Point | RedFlag] = [*question.points, *question.red_flags]
    for part in parts:
        for source in part.match:
            yield part, source


def _too_eager(question: Free) -> Iterator[tuple[Literal["error", "warning"], str]]:
    prompt = sentences(question.prompt)
    padding = [sentence for text in FLUFF for sentence in sentences(text)]
    for part, source in _patterns(question):
        found = compile_pattern(source).find(padding)
        if found:
            yield "warning", f"{part.id!r}: the pattern {source!r} finds {found.evidence!r} in words that say nothing"
    says = {p.id: sentences(p.says) for p in question.points}
    corrections = {f.id: sentences(f.says) for f in question.red_flags}
    for point in question.points:
        for source in point.match:
            if compile_pattern(source).find(prompt):
                yield "error", f"point {point.id!r}: the pattern {source!r} matches the prompt itself"
            for other, text in says.items():
                if other != point.id and compile_pattern(source).find(text):
                    yield (
                        "warning",
                        f"point {point.id!r}: the pattern {source!r} also matches what point {other!r} says",
                    )
    for flag in question.red_flags:
        for source in flag.match:
            for other, text in says.items():
                if compile_pattern(source).find(text):
                    yield (
                        "error",
                        f"red flag {flag.id!r}: the pattern {source!r} matches what point {other!r} says",
                    )
            for other, text in corrections.items():
                if compile_pattern(source).find(text):
                    yield (
                        "warning",
                        f"red flag {flag.id!r}: the pattern {source!r} matches the correction of {other!r}",
                    )


def _model_answer(question: Free) -> Iterator[tuple[Literal["error", "warning"], str]]:
    grade = grade_free(question, question.answer)
    for raised in grade.red_flags:
        yield "error", f"the model answer raises red flag {raised.id!r} with {raised.evidence!r}"
    for verdict in grade.points:
        if not verdict.met:
            yield "error", f"the model answer does not earn point {verdict.id!r} by its patterns"
    for remark in grade.remarks:
        yield "error", f"part of the model answer is not counted: {remark}"
    claimed = [(f, f.claim) for f in question.red_flags if f.claim]
    for flag, claim in claimed:
        if flag.match and not first_found(flag.match, sentences(claim)):
            yield "warning", f"red flag {flag.id!r}: none of its patterns matches its own claim {claim!r}"


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong with these bank files. Returns 1 where there is an error."""
    from pathlib import Path

    from llmprep.answers.labels import label_files, read_labels
    from llmprep.bank.load import read_bank
    from llmprep.errors import UserError

    files = [Path(a) for a in arguments]
    try:
        bank, faults = read_bank(files, builtin=False)
        labelled = read_labels(label_files(sorted({f if f.is_dir() else f.parent for f in files})))
    except UserError as error:
        print(error.message, *error.lines, sep="\n  ")
        return 2
    failed = bool(faults)
    for broken in faults:
        print(f"error: {broken}")
    free = [q for q in bank if isinstance(q, Free)]
    for question in free:
        for fault in check_free(question):
            failed |= fault.level == "error"
            print(f"{fault.level}: {fault.where}: {question.id}: {fault.message}")
    sound = [q for q in free if not any(_broken(q))]
    ids = {q.id: q for q in free}
    for answer in labelled:
        asked = ids.get(answer.question)
        if asked is None:
            continue
        own = {p.id for p in asked.points} | {f.id for f in asked.red_flags}
        for stray in sorted((answer.met | answer.flags) - own):
            failed = True
            print(f"error: {answer.where}: {answer.question} has no point or red flag {stray!r}")
    for name, held_out in (("labels", False), ("held-out labels (scores only)", True)):
        report = compare(sound, [a for a in labelled if a.held_out == held_out])
        if report.answers:
            _print_report(name, report, texts=not held_out)
    return int(failed)


def _print_report(name: str, report: Report, *, texts: bool) -> None:
    if texts:
        for wrong in report.wrong:
            text = " ".join(wrong.text.split())
            by = f"  by {wrong.evidence!r}" if wrong.evidence else ""
            print(f"{wrong.where}: {wrong.what} {wrong.id}{by}\n      {text}")
    for id, counts in sorted(report.points.items()):
        if counts.f1 < 1:
            print(f"  {id}: P {counts.precision:.2f}  R {counts.recall:.2f}  F1 {counts.f1:.2f}")
    whole = report.all_points
    print(
        f"{name}: {report.answers} answers; "
        f"points P {whole.precision:.3f} R {whole.recall:.3f} F1 {whole.f1:.3f}; "
        f"flags P {report.flags.precision:.3f} R {report.flags.recall:.3f}; kappa {report.kappa:.3f}"
    )


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
