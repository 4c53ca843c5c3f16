"""What the paged-cache drill tries: random operations; after each, all tables and n_free. Block ids may be anything."""

from collections import defaultdict
from contextlib import suppress

from llmprep.drills.cases import Suite, Wrong, make, read, script, use
from llmprep.drills.compare import clip
from llmprep.drills.truth import load_reference

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
SEQUENCES = (0, 1, 2)
CHANGES = ("allocate", "append", "fork", "free")
ANY_BLOCKS = defaultdict(str, table=" (or other block numbers)", append=" (or another block number)")


def run(n_blocks, block_size, *operations):
    """A script of operations, each followed by n_free and the tables of all sequences."""
    steps = [make("m", "BlockManager", n_blocks, block_size), read("m", "n_free")]
    for name, *arguments in operations:
        steps += [use("m", name, *arguments), read("m", "n_free"), *(use("m", "table", s).looking() for s in SEQUENCES)]
    return script(*steps)


def known(manager, seq):
    try:
        return manager.table(seq) is not None
    except KeyError:
        return False


def draw_operation(d, manager, block_size):
    """An operation that fails for one reason at most."""
    kind, seq, other = d.one_of(CHANGES), d.one_of(SEQUENCES), d.one_of(SEQUENCES)
    if kind == "allocate":
        return (kind, seq, 0 if known(manager, seq) else d.size(0, manager.n_free * block_size + 1))
    if kind == "fork":
        return (kind, seq, other) if known(manager, seq) else (kind, seq, 7)
    if kind == "free":
        return (kind, seq) if d.flag() else ("append", seq)
    return (kind, seq)


@suite.cases
def operations(d):
    n_blocks, block_size = d.size(1, 7), d.size(1, 3)
    manager = load_reference("paged_kv_cache")["BlockManager"](n_blocks, block_size)
    done = [("allocate", 0, d.size(0, n_blocks * block_size))]
    for _ in range(d.size(1, 12)):
        name, *arguments = done[-1]
        with suppress(KeyError, ValueError, MemoryError):
            getattr(manager, name)(*arguments)
        done.append(draw_operation(d, manager, block_size))
    return run(n_blocks, block_size, *done)


@suite.cases
def sizes(d):
    return run(d.size(0, 3), d.size(-1, 3), ("allocate", 0, d.size(0, 7)), ("append", 0), ("append", 0))


@suite.example("copy on write, until memory is full")
def copy_on_write():
    calls = [
        ("allocate", 0, 3),
        ("fork", 0, 1),
        ("append", 1),
        ("append", 0),
        ("append", 0),
        ("append", 1),
        ("free", 0),
    ]
    return run(4, 2, *calls)


@suite.example("three share a block; its last holder may write")
def three():
    calls = [("fork", 0, 1), ("fork", 1, 2), ("append", 0), ("append", 1), ("append", 2), ("append", 2), ("free", 1)]
    return run(4, 3, ("allocate", 0, 1), *calls)


@suite.example("a full shared block is not copied")
def full_block():
    calls = [("fork", 0, 1), ("append", 0), ("append", 1), ("free", 0), ("append", 1), ("append", 1)]
    return run(4, 2, ("allocate", 0, 2), *calls)


@suite.example("freeing keeps what others hold")
def shared_free():
    calls = [("fork", 0, 1), ("free", 0), ("allocate", 0, 3), ("allocate", 2, 2), ("free", 1), ("allocate", 0, 4)]
    return run(3, 2, ("allocate", 0, 4), *calls)


@suite.example("an allocation that does not fit changes nothing")
def too_large():
    calls = [("allocate", 0, 3), ("allocate", 1, 3), ("allocate", 1, 2), ("free", 0), ("allocate", 2, 4)]
    return run(3, 2, *calls)


@suite.example("a copy that does not fit changes nothing")
def no_copy():
    calls = [("fork", 0, 1), ("append", 1), ("append", 1), ("free", 0), *[("append", 1)] * 4]
    return run(1, 3, ("allocate", 0, 1), *calls)


@suite.example("an append that does not fit changes nothing")
def no_room():
    calls = [("allocate", 1, 1), ("append", 0), ("append", 0), ("free", 1), ("append", 0)]
    return run(2, 1, ("allocate", 0, 1), *calls)


@suite.example("a sequence may be named again after it was freed")
def named_again():
    calls = [
        ("free", 0),
        ("free", 0),
        ("append", 0),
        ("allocate", 0, 1),
        ("allocate", 0, 0),
        ("fork", 0, 0),
        ("fork", 0, 2),
    ]
    return run(3, 2, ("allocate", 0, 4), *calls)


@suite.example("the caller may change a table that it got")
def copied_table():
    steps = [make("m", "BlockManager", 3, 2), use("m", "allocate", 0, 2), use("m", "table", 0).named("t")]
    steps += [use("t", "append", 7), use("m", "table", 0), use("m", "append", 0), use("m", "table", 0)]
    return script(*steps, use("m", "free", 0), read("m", "n_free"))


@suite.judge
def books(script, expected, got):
    """While a block is in use, one block of the submission must stand for one block of the reference."""
    before, now = {}, {}  # the submission's block -> the reference's, after the last change and the one before
    for i, (step, want, have) in enumerate(zip(script.steps, expected, got, strict=True)):
        changes = step.of == "m" and step.name in CHANGES
        if changes:
            before, now = now, {}
        if want.raised or have.raised or step.do == "make":
            continue
        what = step.name if step.do == "read" else f"{step.name}({', '.join(map(str, step.args))})"
        wrong = Wrong(f"{what} is {clip(have.value, 80)}, expected {clip(want.value, 80)}{ANY_BLOCKS[step.name]}", i)
        if step.name == "n_free" or (changes and step.name != "append"):
            if type(have.value) is not type(want.value) or have.value != want.value:
                return wrong
            continue
        if step.of != "m":
            continue
        if not isinstance(have.value, list | tuple) or len(have.value) != len(want.value):
            return wrong
        if any(type(v) is not int for v in have.value):
            return wrong
        if step.name == "append" and have.value[1] != want.value[1]:
            return wrong
        n = 1 if step.name == "append" else len(want.value)
        for mine, theirs in list(zip(have.value, want.value))[:n]:
            if now.setdefault(mine, theirs) != theirs or len(set(now.values())) < len(now):
                return Wrong(f"{what}: block {mine} is shared where it should not be, or the other way round", i)
            if any((m == mine) != (t == theirs) for m, t in before.items()):
                return Wrong(f"{what}: block {mine} is not the block that stood there before the last change", i)
    return None
