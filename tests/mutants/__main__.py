"""`make mutants`: how many mechanical mutants of references and right solutions the drill grader rejects.

    python -m tests.mutants [drill ...] [--sample N] [--seed S] [--show | --stubs]

Survivors are either listed as equivalent (see equivalent.py), with the reason, or a case is missing. One kind is a right program by
the rules of every drill and is counted apart: a mutant that only drops a cast and still is within tolerance everywhere.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from llmprep.drills.case_set import Case, CaseSet
from llmprep.drills.catalogue import Drill, load_drills
from llmprep.drills.check_content import files_of
from llmprep.drills.grade import Grading
from llmprep.drills.pool import Limits, Worker, WorkerFailed
from llmprep.drills.runner import Reply, SubmissionRunner
from llmprep.drills.search import CaseFailed, Search
from llmprep.drills.truth import Truth
from tests.mutants import equivalent
from tests.mutants.operators import Mutant, mutants

HERE = Path(__file__).parent
SOLUTIONS = HERE.parent / "content" / "solutions"
AIM = 0.98


class Rejected(Exception):
    """A mutant failed a case."""


class FirstFailure(Search):
    """A search that ends at the first case that fails."""

    def _judge(self, answered: Iterable[tuple[Case, Reply]]) -> None:
        for pair in answered:
            super()._judge([pair])
            if self.tried[-1].failures:
                raise Rejected


class Quick(Grading):
    """Grading that only has to tell whether everything passes: nothing is shrunk, compared or explained."""

    def _shrink(self, search: Search) -> None:
        pass

    def _compare_cost(self) -> None:
        pass

    def _diagnose(self) -> None:
        return None


@dataclass
class Tally:
    """What came of one drill's mutants."""

    rejected: int = 0
    equivalent: int = 0
    survivors: list[tuple[str, Mutant]] = field(default_factory=list)
    stale: list[equivalent.Key] = field(default_factory=list)
    """Entries of the list of equivalents that no mutant answers to any more."""

    @property
    def share(self) -> float:
        """Rejected among those that are not equivalent."""
        live = self.rejected + len(self.survivors)
        return self.rejected / live if live else 1.0


def survives(drill: Drill, worker: Worker, source: str, sets: Sequence[CaseSet]) -> bool:
    """Whether a source passes the cases of all sets, and every other check."""
    first, *others = sets
    try:
        with worker.open(source.encode(), entries=drill.entries, given=first.truth.given_source) as submission:
            if not submission.load.ok:
                return False
            FirstFailure(first, SubmissionRunner(submission)).all()
        for cases in others:
            checks, _ = Quick(drill, worker, source.encode(), cases).run()
            if not all(c.passed for c in checks):
                return False
    except (WorkerFailed, CaseFailed, Rejected):
        return False
    return True


def tally(drill: Drill, worker: Worker, sample: int, seed: int) -> Tally:
    """Grade the mutants of one drill, or a sample of each file's."""
    found, known, met = Tally(), equivalent.known(drill.id), set()
    # A second seed: what survives must not owe it to one unlucky draw.
    sets = [CaseSet(Truth(drill.folder), seed + i) for i in range(2)]
    rng = random.Random(f"{drill.id}:{seed}")
    for path, _ in files_of(drill, SOLUTIONS, right_only=True):
        original = path.read_text(encoding="utf-8")
        if not survives(drill, worker, original, sets):  # too slow for the limits here, or no right program
            raise SystemExit(f"{path} does not pass itself, so that nothing can be said about its mutants")
        made = list(mutants(original))
        chosen = made if not sample or len(made) <= sample else rng.sample(made, sample)
        for mutant in chosen:
            if (key := equivalent.key(path.stem, mutant)) in known:
                found.equivalent += 1
                met.add(key)
            elif survives(drill, worker, mutant.source, sets):
                if mutant.drops_a_cast:
                    found.equivalent += 1
                else:
                    found.survivors.append((path.stem, mutant))
            else:
                found.rejected += 1
    found.stale = [] if sample else sorted(known - met)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("drills", nargs="*")
    parser.add_argument("--sample", type=int, default=0, help="at most so many mutants a file (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print every survivor")
    parser.add_argument("--stubs", action="store_true", help="print every survivor as an entry for equivalent/ID.yaml")
    args = parser.parse_args()
    catalogue = load_drills()
    drills = [catalogue.get(d) for d in args.drills] or list(catalogue.drills.values())
    total = Tally()
    with Worker.start(limits=Limits(load_s=5, call_s=6, cpu_s=60)) as worker:
        for drill in drills:
            found = tally(drill, worker, args.sample, args.seed)
            total.rejected += found.rejected
            total.equivalent += found.equivalent
            total.survivors += found.survivors
            total.stale += found.stale
            print(
                f"{drill.id:<28} {found.rejected:>5} rejected {len(found.survivors):>4} survived "
                f"{found.equivalent:>4} equivalent   {found.share:6.1%}",
                flush=True,
            )
            if args.show:
                for stem, mutant in found.survivors:
                    print(f"    {stem}:{mutant.line}: {mutant.change}    in: {mutant.text}", flush=True)
            if args.stubs:
                print(equivalent.stubs(found.survivors), end="", flush=True)
            for entry in found.stale:
                print(f"    equivalent/{drill.id}.yaml: no mutant answers to {entry}", flush=True)
    print(f"all: {total.rejected} rejected, {len(total.survivors)} survived, {total.share:.1%} (aim {AIM:.0%})")
    return 0 if total.share >= AIM and not total.stale else 1


if __name__ == "__main__":
    sys.exit(main())
