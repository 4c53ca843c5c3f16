"""A failing case as data: calls as Python, what earlier steps gave, what is wrong in words, one JSON object."""

from __future__ import annotations

import json

import pytest
import torch

from llmprep.drills.calls import describe_script, tell
from llmprep.drills.cases import Counted
from llmprep.drills.counterexample import counterexample
from llmprep.drills.difference import parting
from llmprep.drills.distribution import distribution
from llmprep.drills.script import GivenFn, Ref, Seeded, call, make, read, script, use
from tests.drills.failing import example, failing, truth_of


def text_of(*steps, drill="paged_kv_cache"):
    made = script(*steps)
    return describe_script(made, len(steps) - 1, truth_of(drill).reference)[0]


def test_steps_of_an_object_read_as_python():
    steps = make("m", "BlockManager", 4, 2), use("m", "allocate", 0, 3), use("m", "free", 0), read("m", "n_free")
    assert text_of(*steps).splitlines() == [
        "m = BlockManager(n_blocks=4, block_size=2)",
        "m.allocate(0, n_tokens=3)",
        "m.free(0)",
        "m.n_free",
    ]


def test_calling_an_object_and_passing_an_earlier_result_read_as_python():
    x = torch.ones(1, 1)
    steps = make("layer", "LoRALinear", x, None, 1, 2.0), use("layer", "__call__", x).named("y")
    assert text_of(*steps, use("layer", "__call__", Ref("y")), drill="lora").splitlines() == [
        "layer = LoRALinear(weight, bias=None, r=1, alpha=2.0)",
        "y = layer(weight)",
        "layer(y)",
    ]


def test_tensors_get_the_names_of_parameters_and_the_same_tensor_keeps_its_name():
    x, y = torch.ones(2), torch.zeros(2)
    made = script(call("softmax", x), call("softmax", y, -1), call("softmax", x, dim=0))
    told = tell(made, 2, truth_of("softmax").reference)
    assert [line.code for line in told.lines] == ["softmax(x)", "softmax(x_2, dim=-1)", "softmax(x, dim=0)"]
    assert told.inputs == {"x": x, "x_2": y}


def test_what_given_functions_do_is_written_as_python_or_said():
    given = GivenFn("with_b", (Ref("m"), torch.ones(1)), names=("m", "B"), shown="{m}.B.data = {B}\nx")
    assert text_of(use("m", "__call__", given), drill="lora").splitlines() == ["m.B.data = B", "m(x)"]
    model = GivenFn("toy", (3,), names=("seed",), says="a language model")
    assert text_of(call("beam_search", model, 0), drill="beam_search").splitlines() == [
        "# toy is given: a language model",
        "beam_search(toy(seed=3), bos=0)",
    ]


def test_a_generator_is_made_on_a_line_of_its_own():
    assert text_of(call("dropout", torch.ones(2), 0.5, True, Seeded(3)), drill="dropout").splitlines() == [
        "generator = torch.Generator().manual_seed(3)",
        "dropout(x, p=0.5, training=True, generator=generator)",
    ]


def test_the_same_step_many_times_on_is_a_loop():
    steps = [make("s", "LossScaler"), *[use("s", "unscale", [])] * 1999, read("s", "scale")]
    assert text_of(*steps, drill="loss_scaler").splitlines() == [
        "s = LossScaler()",
        "for _ in range(1999): s.unscale([])",
        "s.scale",
    ]


def test_a_long_history_leaves_out_looks_first_and_then_its_middle():
    changes = [use("m", "append", i) for i in range(30)]
    looks = [s for c in changes for s in (c, read("m", "n_free"))]
    lines = text_of(make("m", "BlockManager", 40, 2), *looks).splitlines()
    assert lines[0] == "# steps that only look, and were right, are left out"
    assert lines[1:3] == ["m = BlockManager(n_blocks=40, block_size=2)", "m.append(0)"]
    assert lines[3] == "# … 22 steps left out"
    assert lines[-2:] == ["m.append(29)", "m.n_free"]
    assert len(lines) == 13


def test_a_step_that_went_wrong_earlier_is_never_left_out():
    steps = [make("m", "BlockManager", 40, 2), *(use("m", "append", i) for i in range(30))]
    told = tell(script(*steps), 30, truth_of("paged_kv_cache").reference, {9: "should raise"}, frozenset({9}))
    (line,) = [line for line in told.lines if line.number == 10]
    assert (line.code, line.note, line.failed) == ("m.append(8)", "should raise", True)
    assert [line.code for line in told.lines if line.is_comment] == ["# … 7 steps left out", "# … 12 steps left out"]


def test_a_judge_names_the_step_that_is_wrong_and_earlier_steps_say_what_they_gave():
    made = example("paged_kv_cache", "the caller may change a table that it got")
    shown = failing("paged_kv_cache", "table_not_copied", made)
    assert [(line.code, line.note) for line in shown.lines[2:]] == [
        ("t = m.table(0)", "[2]"),
        ("t.append(7)", ""),
        ("m.table(0)", ""),
    ]
    assert shown.lines[-1].failed
    assert shown.says == "table(0) is [2, 7], expected [2] (or other block numbers)"


def test_errors_are_said_once_with_what_came_instead():
    shown = failing("prefix_cache", "no_check", script(call("cached_tokens", [[1], [1]], 0)), "errors")
    assert shown.says.startswith("should raise ValueError: block_size must be at least 1")
    assert shown.says.endswith("but returned [0, 0]")
    assert shown.expected == "raises ValueError"


def test_a_random_result_has_no_expected_value_but_what_is_wrong_in_it():
    q, p = torch.tensor([[0.0, 1.0]]), torch.tensor([[0.5, 0.5], [1.0, 0.0]])
    steps = [call("speculative_step", torch.tensor([1]), q, p, Seeded(s)) for s in range(20)]
    shown = None
    for step in steps:  # until the draft token is rejected
        try:
            shown = failing("speculative_sampling", "resamples_from_the_draft", script(step))
            break
        except StopIteration:
            continue
    assert shown is not None
    assert shown.random
    assert shown.expected is None
    assert shown.got == [1]
    assert shown.facts["max(0, p - q) at position 0"]["values"] == [0.5, 0.0]


def test_the_dtype_of_what_is_expected_is_that_of_a_right_result():
    x = torch.tensor([1.0, 2.0], dtype=torch.bfloat16)
    shown = failing("softmax", {"softmax": lambda x, dim=-1: 2 * torch.softmax(x, dim)}, script(call("softmax", x)))
    assert shown.expected["dtype"] == "bfloat16"


def test_the_backward_pass_is_shown_where_a_gradient_is_wrong():
    def detached(x, dim=-1):
        return torch.softmax(x, dim) + 0 * x.sum() - (x - x.detach()).sum()

    shown = failing("softmax", {"softmax": detached}, script(call("softmax", torch.tensor([1.0, 2.0]))), "gradients")
    assert shown.call.splitlines() == ["out = softmax(x)", "(out * g).sum().backward()"]
    assert shown.inputs["g"]["shape"] == [2]


def test_the_json_of_a_case_is_one_object_with_the_same_facts():
    shown = failing(
        "paged_kv_cache", "table_not_copied", example("paged_kv_cache", "the caller may change a table that it got")
    )
    read_back = json.loads(json.dumps(shown.as_json(), allow_nan=False))
    assert read_back["steps"][-1] == {"step": 5, "code": "m.table(0)", "failed": True}
    assert read_back["expected"] == [2]
    assert read_back["got"] == [2, 7]
    assert read_back["first_difference"] == "[1]: 7 is too much"


@pytest.mark.parametrize(
    ("expected", "got", "words"),
    [
        ([1, 2, 3], [1, 3, 3], "[1]: 2, not 3"),
        ([1, 2], [1], "[1]: 2 is missing"),
        ([(0, 5), (6, 8)], [(0, 5), (5, 8)], "[1][0]: 6, not 5"),
        ("one\ntwo", "one two", "character 3: '\\n', not ' '"),
        ({"a": 1, "b": 2}, {"a": 1}, "['b']: 2 is missing"),
        (["x", "yes"], ["x", "yet"], "[1], character 2: 's', not 't'"),
    ],
)
def test_the_first_difference_is_said_by_its_place(expected, got, words):
    found = parting(expected, got)
    assert found is not None
    assert found.words == words


def test_values_that_do_not_differ_or_hold_tensors_have_no_first_difference():
    assert parting([1.0, 2.0], (1.0, 2.0 + 1e-13)) is None
    assert parting([torch.ones(1)], [torch.zeros(1)]) is None
    assert parting(3, 4) is None


def test_a_distribution_tells_every_outcome_and_which_are_off():
    shown = distribution(Counted("a coin", [900, 100, 0], [0.5, 0.5, 0.0], ["heads", "tails", "edge"]))
    assert shown.as_json()["facts"] == {
        "draws": 1000,
        "outcomes": [
            {"outcome": "heads", "seen": 0.9, "expected": 0.5},
            {"outcome": "tails", "seen": 0.1, "expected": 0.5},
            {"outcome": "edge", "seen": 0.0, "expected": 0.0},
        ],
    }
    assert [row.off for row in shown.live["tallies"]] == [True, True, False]


def test_counterexample_is_what_the_grader_calls():
    """The grader passes a case, a failure and the reference's names."""
    assert counterexample.__code__.co_varnames[: counterexample.__code__.co_argcount] == (
        "tried",
        "failure",
        "namespace",
    )
