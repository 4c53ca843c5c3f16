"""`make seeds`: does any seed reject a right solution?

    python -m tests.seeds [drill ...] [--seeds N]

References and right solutions run in this process on the cases and statistical checks of many seeds, which is several
times quicker than through the worker; what a submission costs is not measured.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from llmprep.drills.case_set import CaseSet
from llmprep.drills.catalogue import Drill, load_drills
from llmprep.drills.check_content import files_of
from llmprep.drills.own_code import load_module
from llmprep.drills.runner import OwnRunner
from llmprep.drills.search import Search
from llmprep.drills.statistics_check import observe
from llmprep.drills.truth import Truth

SOLUTIONS = Path(__file__).parent / "content" / "solutions"


def rejections(drill: Drill, seeds: range) -> Iterator[str]:
    """What is said about a right solution, with its file and seed."""
    truth = Truth(drill.folder)
    files = files_of(drill, SOLUTIONS, right_only=True)
    runners = {path.stem: OwnRunner(vars(load_module(path)), truth.given) for path, _ in files}
    for seed in seeds:
        cases = CaseSet(truth, seed)
        for stem, runner in runners.items():
            search = Search(cases, runner)
            search.all()
            said = [f.message for t in search.tried for f in t.failures]
            said += [o.fault for o in observe(truth.suite, runner, seed) if o.fault]
            yield from (f"{drill.id}/{stem} with seed {seed}: {message}" for message in said)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.seeds")
    parser.add_argument("drills", nargs="*")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=None, help="the first seed (a random one if not given)")
    args = parser.parse_args()
    catalogue = load_drills()
    drills = [catalogue.get(d) for d in args.drills] or list(catalogue.drills.values())
    first = secrets.randbelow(2**30) if args.first is None else args.first
    rejected = 0
    for drill in drills:
        start = time.perf_counter()
        for said in rejections(drill, range(first, first + args.seeds)):
            rejected += 1
            print(said, flush=True)
        print(f"{drill.id}: {args.seeds} seeds in {time.perf_counter() - start:.0f} s", flush=True)
    print(f"{rejected} rejections of right solutions on {len(drills)} drills, {args.seeds} seeds from {first}")
    return 1 if rejected else 0


if __name__ == "__main__":
    sys.exit(main())
