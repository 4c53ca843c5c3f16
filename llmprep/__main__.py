"""The program: runs the command line and turns errors for people into messages and exit statuses."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import sys
from typing import NoReturn

from llmprep.errors import Exit, UserError

NO_COLOR = "--no-color"


def without_no_color(argv: list[str]) -> tuple[list[str], bool]:
    """The arguments without `--no-color` (accepted anywhere before `--`), and whether it was there."""
    end = argv.index("--") if "--" in argv else len(argv)
    kept = [a for a in argv[:end] if a != NO_COLOR]
    return kept + argv[end:], len(kept) != end


def report(error: UserError) -> None:
    """The one place where an error for people is printed."""
    print(f"llmprep: {error.message}", file=sys.stderr)
    for line in error.lines:
        print(f"  {line}", file=sys.stderr)


def main(argv: list[str] | None = None) -> None:
    """Run a command line (the program's own by default) and exit."""
    args, plain = without_no_color(sys.argv[1:] if argv is None else argv)
    if plain:
        # rich, typer and any child process all understand this one.
        os.environ["NO_COLOR"] = "1"
    try:
        from typer.main import get_command

        from llmprep.cli.app import app

        get_command(app).main(args=args, prog_name="llmprep")
    except UserError as error:
        report(error)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (`llmprep bank list | head`); that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        report(UserError(f"cannot write: {error.strerror}", lines=[error.filename] if error.filename else []))
        sys.exit(Exit.UNAVAILABLE)


def program() -> NoReturn:
    """The program as it is installed: `main`, without taking torch apart at the end.

    With torch in it, an interpreter takes as long to end as torch takes to begin, by a third; nothing of ours waits for that.
    """
    try:
        main()
    except SystemExit as ended:
        # (Where Ctrl-C met a piece of code given as text, an interpreter that ends the usual way forgets our exit status.)
        if not ("torch" in sys.modules or ended.code == Exit.INTERRUPTED) or not isinstance(ended.code, int | None):
            raise
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError):  # whoever read our output is gone; nobody can be told
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(ended.code or 0)
    sys.exit(Exit.DONE)


if __name__ == "__main__":
    program()
