"""`make seeds`: does any seed reject a right solution?

    python -m tests.seeds [drill ...] [--seeds N]
    python -m tests.seeds [drill ...] --costs N

References and right solutions run in this process on the cases and statistical checks of many seeds, which is several
times quicker than through the worker. With --costs it is what they cost that is judged instead, N times in a worker.
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
from llmprep.drills.cost import check_cost
from llmprep.drills.own_code import load_module
from llmprep.drills.pool import Worker
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


def cost_rejections(drill: Drill, times: int) -> Iterator[str]:
    """What is said about the cost of a right solution, with its file."""
    truth = Truth(drill.folder)
    if not truth.suite.costs:
        return
    with Worker.start() as worker:
        for path, _ in files_of(drill, SOLUTIONS, right_only=True):
            for _ in range(times):
                with worker.open(path.read_bytes(), entries=drill.entries, given=truth.given_source) as submission:
                    said = [check_cost(submission, cost) for cost in truth.suite.costs]
                yield from (f"{drill.id}/{path.stem}: {message}" for message in said if message)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.seeds")
    parser.add_argument("drills", nargs="*")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=None, help="the first seed (a random one if not given)")
    parser.add_argument("--costs", type=int, default=0, help="how often to judge the costs of each right solution")
    args = parser.parse_args()
    catalogue = load_drills()
    drills = [catalogue.get(d) for d in args.drills] or list(catalogue.drills.values())
    first = secrets.randbelow(2**30) if args.first is None else args.first
    rejected = 0
    for drill in drills:
        start = time.perf_counter()
        costs, seeds = args.costs, range(first, first + args.seeds)
        for said in cost_rejections(drill, costs) if costs else rejections(drill, seeds):
            rejected += 1
            print(said, flush=True)
        what = f"costs {costs} times" if costs else f"{args.seeds} seeds"
        print(f"{drill.id}: {what} in {time.perf_counter() - start:.0f} s", flush=True)
    what = f"costs judged {args.costs} times" if args.costs else f"{args.seeds} seeds from {first}"
    print(f"{rejected} rejections of right solutions on {len(drills)} drills, {what}")
    return 1 if rejected else 0


if __name__ == "__main__":
    sys.exit(main())
