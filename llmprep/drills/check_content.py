"""Does a drill prove itself? Reference and right solutions pass, starter and every mistake fail and are named.

python -m llmprep.drills.check_content attention dpo_loss --seeds 3
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from llmprep.drills.case_set import CaseSet
from llmprep.drills.catalogue import Drill, load_drills
from llmprep.drills.grade import grade_source
from llmprep.drills.pool import Worker
from llmprep.drills.truth import Truth
from llmprep.drills.verdict import Verdict
from llmprep.errors import UserError


@dataclass(frozen=True)
class Result:
    """How one file of a drill fared: what was wanted of it and what came of it."""

    drill: str
    file: str
    wanted: str
    verdict: Verdict

    @property
    def fault(self) -> str:
        """What is wrong with the content, or nothing."""
        failed = next((c for c in self.verdict.checks if not c.passed), None)
        if self.wanted == "pass":
            return f"should pass, but {failed.kind}: {failed.name}: {failed.message}" if failed else ""
        if failed is None:
            return "should be rejected, but passed"
        named = self.verdict.diagnosis.mistake if self.verdict.diagnosis else None
        if self.wanted == "fail":
            return f"is named {named!r}" if named else ""
        if named is not None and named != self.wanted:
            return f"is misnamed {named!r}"
        return ""

    @property
    def unnamed(self) -> bool:
        return self.wanted not in ("pass", "fail") and self.verdict.diagnosis is None


def files_of(drill: Drill, solutions: Path, *, right_only: bool = False) -> Iterable[tuple[Path, str]]:
    """Every file of a drill with what is wanted of it: pass, fail, or a mistake's name."""
    yield drill.folder / "reference.py", "pass"
    for path in sorted((solutions / drill.id).glob("*.py")):
        yield path, "pass"
    if right_only:
        return
    yield drill.folder / "starter.py", "fail"
    for path in sorted((drill.folder / "mistakes").glob("*.py")):
        yield path, path.stem


def check_drill(
    drill: Drill, worker: Worker, solutions: Path, seed: int | None = None, *, right_only: bool = False
) -> list[Result]:
    """Grade every file of a drill through one worker, on the same cases."""
    cases = CaseSet(Truth(drill.folder), seed)
    return [
        Result(
            drill.id,
            path.name,
            wanted,
            grade_source(drill, path.read_bytes(), worker, cases=cases),
        )
        for path, wanted in files_of(drill, solutions, right_only=right_only)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("drills", nargs="*", help="drill ids (all when none is given)")
    parser.add_argument("--seeds", type=int, default=1, help="how often, with fresh seeds")
    parser.add_argument("--right", action="store_true", help="only what is right: does any seed reject it?")
    parser.add_argument("--solutions", type=Path, default=Path("tests/content/solutions"))
    parser.add_argument("--isolation", default="auto")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    catalogue = load_drills()
    drills = [catalogue.get(d) for d in args.drills] or list(catalogue.drills.values())
    faults = unnamed = mistakes = 0
    with Worker.start(isolation=args.isolation) as worker:
        for drill in drills:
            start, graded = time.perf_counter(), 0
            for _ in range(args.seeds):
                for result in check_drill(drill, worker, args.solutions, right_only=args.right):
                    graded += 1
                    mistakes += result.wanted not in ("pass", "fail")
                    unnamed += result.unnamed
                    faults += bool(result.fault)
                    note = result.fault or ("is not named" if result.unnamed else "")
                    if note or args.verbose:
                        v = result.verdict
                        print(
                            f"{drill.id}/{result.file} (seed {v.seed}, score {v.score}, {v.seconds:.2f} s): {note or 'ok'}"
                        )
            print(f"{drill.id}: {graded} checks in {time.perf_counter() - start:.1f} s", flush=True)
    print(f"{faults} faults; {unnamed} of {mistakes} mistakes not named")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UserError as error:
        sys.exit("\n".join((error.message, *error.lines)))
