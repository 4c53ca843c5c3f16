"""`llmprep bank flagged`, `unflag` and `stats`: what learners made of the questions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from llmprep.cli.complete import question_ids
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import UserError


def flagged(bank: BankDirs = None, as_json: AsJson = False) -> None:
    """Questions and drills that were flagged as bad, with the reason; they are not asked any more."""
    from llmprep.practice.flags import flags
    from llmprep.store.log import Log
    from llmprep.ui.feedback_view import flag_table

    with Log.open() as log:
        found = flags(log.events({"flag", "unflag", "undo"}))
    where = {q.id: q.where for q in open_bank(bank)}
    if as_json:
        rows = [{"id": f.item, "at": f.at.isoformat(), "reason": f.reason, "where": where.get(f.item)} for f in found]
        emit_json({"flagged": rows})
    elif found:
        out().print(flag_table(found, where))
        err().print("llmprep bank unflag ID brings one back", style="dim")
    else:
        out().print("nothing is flagged")


def unflag(
    id: Annotated[str, typer.Argument(metavar="ID", help="What to bring back.", autocompletion=question_ids)],
) -> None:
    """Bring a flagged question or drill back into the rotation."""
    from llmprep.cli.learner import clock
    from llmprep.practice.flags import flags
    from llmprep.store.log import Log

    with Log.open() as log:
        items = [f.item for f in flags(log.events({"flag", "unflag", "undo"}))]
        if id not in items:
            raise UserError(f"{id!r} is not flagged", lines=["`llmprep bank flagged` lists what is"])
        log.append("unflag", id, at=clock())
    err().print(f"{id} is asked again", markup=False)


def stats(
    number: Annotated[int, typer.Option("-n", min=1, help="At most so many questions.")] = 20,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """How questions did with you, the worst first, and which of their patterns you overruled most."""
    from llmprep.practice.item_stats import EVENT_KINDS, overruled, question_stats
    from llmprep.store.log import Log
    from llmprep.ui.feedback_view import overruled_table, stats_table

    with Log.open() as log:
        events = log.events(EVENT_KINDS)
    found, turned = question_stats(events), overruled(events, open_bank(bank))
    if as_json:
        emit_json({"questions": [asdict(s) for s in found], "overruled": [asdict(o) for o in turned]})
    elif not found:
        out().print("no question was answered yet")
    else:
        out().print(stats_table(found[:number]))
        if turned:
            out().print(overruled_table(turned[:number]))


def register(app: typer.Typer) -> None:
    """Add the commands to `llmprep bank`."""
    app.command("flagged")(flagged)
    app.command("unflag")(unflag)
    app.command("stats")(stats)
