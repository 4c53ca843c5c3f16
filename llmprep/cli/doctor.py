"""`llmprep doctor`: what works on this machine and what does not."""

from __future__ import annotations

import sys

import typer

from llmprep.cli.options import AsJson
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit

app = typer.Typer()


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at versions, data, content, device, isolation, judge, terminal and editor, and say how to mend each.

    Exit status 1 if something needs mending; warnings are about what is optional.
    """
    from llmprep.health import examine

    console = out()
    with err().status("looking around"):
        findings = examine(console.width, sys.stdout.encoding or "ascii")
    broken = [f for f in findings if f.status == "fail"]
    if as_json:
        emit_json({"ok": not broken, "checks": [f.as_json() for f in findings]})
    else:
        from llmprep.ui.health_view import health_view
        from llmprep.ui.theme import show

        show(console, health_view(findings))
    if broken:
        raise typer.Exit(Exit.NOT_PASSED)
