"""The failing case as a learner sees it: for mistakes of stateful, random and plain drills, at several widths."""

from __future__ import annotations

import re

import pytest
import torch

from llmprep.drills.cases import Counted
from llmprep.drills.counterexample import Counterexample
from llmprep.drills.distribution import distribution
from llmprep.drills.script import Laid, Seeded, call, script
from llmprep.drills.verdict import Check, Verdict
from llmprep.ui.blocks import Block
from llmprep.ui.counterexample_view import counterexample_lines
from llmprep.ui.drill_report import verdict_report
from llmprep.ui.tensor_grid import differing, grid
from llmprep.ui.value_lines import parted
from tests.drills.failing import example, failing

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(lines: Block) -> str:
    return "\n".join(line.plain.rstrip() for line in lines)


def screen(shown: Counterexample, width: int = 76) -> str:
    return text(counterexample_lines(shown, width))


def test_a_stateful_case_is_a_history_with_its_failing_line_marked():
    made = example("paged_kv_cache", "the caller may change a table that it got")
    assert screen(failing("paged_kv_cache", "table_not_copied", made)) == (
        "the caller may change a table that it got\n"
        "1   m = BlockManager(n_blocks=3, block_size=2)\n"
        "2   m.allocate(0, n_tokens=2)\n"
        "3   t = m.table(0)  # [2]\n"
        "4   t.append(7)\n"
        "5 ✗ m.table(0)\n"
        "\n"
        "table(0) is [2, 7], expected [2] (or other block numbers)"
    )


def test_a_long_history_says_what_it_leaves_out_and_which_steps_raised_as_they_should():
    made = example("paged_kv_cache", "a copy that does not fit changes nothing")
    assert screen(failing("paged_kv_cache", "counts_before_it_fails", made)) == (
        "a copy that does not fit changes nothing\n"
        "     # steps that only look, and were right, are left out\n"
        " 1   m = BlockManager(n_blocks=1, block_size=3)\n"
        " 3   m.allocate(0, n_tokens=1)\n"
        " 8   m.fork(0, child=1)\n"
        "13   m.append(1)  # raises MemoryError, as it should\n"
        "18   m.append(1)  # raises MemoryError, as it should\n"
        "23   m.free(0)\n"
        "28 ✗ m.append(1)\n"
        "\n"
        "It raised MemoryError: no free block\n"
        "\n"
        "it should return  (0, 1)"
    )


def test_tensors_in_a_list_are_shown_one_by_one_beside_each_other():
    made = example("loss_scaler", "the defaults", torch.float32)
    assert screen(failing("loss_scaler", "no_backoff", made)) == (
        "the defaults\n"
        "1   s = LossScaler()\n"
        "2   s.scale  # 65536.0\n"
        "3   s.unscale(grads)\n"
        "4   s.scale  # 65536.0\n"
        "5   s.unscale(grads_2)\n"
        "6 ✗ s.scale\n"
        "\n"
        "grads[0] float32 (2,)    grads[1] float32 (1, 3)\n"
        "[ 16 -16 ]               [ 5.29082 2.13539 0.493418 ]\n"
        "\n"
        "grads_2[0] float32 (2,)    grads_2[1] float32 (1, 3)\n"
        "[ 0 4 ]                    [ 3.13837 inf -2.556 ]\n"
        "\n"
        "expected  32768.0\n"
        "got       65536.0"
    )


def test_what_is_done_to_a_layer_from_outside_is_written_as_python():
    made = example("lora", "gradients reach x, A and B, and not the base", torch.float32)
    shown = screen(failing("lora", "no_scale", made))
    assert shown.splitlines()[1:4] == [
        "1   m = LoRALinear(weight, bias, r=2, alpha=3)",
        "    m.A.data, m.B.data = A, B",
        "2 ✗ m(x)",
    ]
    assert "Ref(" not in shown
    assert "with_factors" not in shown


def test_a_random_result_is_said_to_be_random_and_shown_beside_what_rules_it_out():
    logits = torch.tensor([[2.0, 1.0, 0.0]])

    def last(logits, generator, **knobs):
        return torch.tensor([2])

    shown = failing(
        "sample_token", {"sample_token": last}, script(call("sample_token", Laid(logits), Seeded(1), top_k=2))
    )
    assert screen(shown) == (
        "generator = torch.Generator().manual_seed(1)\n"
        "sample_token(logits, generator, top_k=2)\n"
        "\n"
        "logits float32 (1, 3)\n"
        "[ 2 1 0 ]\n"
        "\n"
        "Row 0 gave token 2, whose probability is 0 after the filters\n"
        "The result is random: many would be right, but this one never is.\n"
        "\n"
        "probabilities after the filters    it returned\n"
        "float64 (1, 3)                     int64 (1,)\n"
        "[ 0.731059 0.268941 0 ]            [ 2* ]"
    )


def test_lists_stand_above_each_other_with_a_pointer_at_the_first_difference():
    made = script(call("continuous_schedule", [5, 1, 7], 2))
    assert screen(failing("continuous_batching", "slots_in_turn", made)) == (
        "continuous_schedule([5, 1, 7], max_batch=2)\n"
        "\n"
        "expected  [(0, 4), (0, 0), (1, 7)]\n"
        "got       [(0, 4), (0, 0), (5, 11)]\n"
        "                            ▲ first difference at [2][0]: 1, not 5"
    )


def test_differing_entries_are_marked_without_colour_and_counted():
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])

    def first_row_twice(x, dim=-1):
        y = torch.softmax(x, dim).clone()
        y[1, 0] *= 2
        return y

    assert screen(failing("softmax", {"softmax": first_row_twice}, script(call("softmax", x)))) == (
        "softmax(x)\n"
        "\n"
        "x float32 (2, 2)\n"
        "[ 1 2 ]\n"
        "[ 3 4 ]\n"
        "\n"
        "expected                 got\n"
        "float32 (2, 2)           float32 (2, 2)\n"
        "[ 0.268941 0.731059 ]    [ 0.268941  0.731059 ]\n"
        "[ 0.268941 0.731059 ]    [ 0.537883* 0.731059 ]\n"
        "1 of 4 entries differ (*); largest difference 0.269 at [1, 0]"
    )


def test_an_error_is_said_in_one_sentence():
    made = script(call("cached_tokens", [[1], [1]], 0))
    assert screen(failing("prefix_cache", "no_check", made, "errors")) == (
        "cached_tokens([[1], [1]], block_size=0)\n"
        "\n"
        "Should raise ValueError: block_size must be at least 1, not 0, but returned\n"
        "[0, 0]"
    )


def test_a_narrow_window_breaks_calls_between_arguments():
    made = script(call("search_layer", torch.ones(1, 1), [[]], 0, torch.ones(1), 5))
    shown = failing("hnsw_search", "entry_left_out", made)
    assert screen(shown, 30).splitlines()[:7] == [
        "search_layer(",
        "    vectors,",
        "    [[]],",
        "    entry=0,",
        "    query=query,",
        "    ef=5,",
        ")",
    ]


@pytest.mark.parametrize("width", [36, 60, 76, 120, 196])
@pytest.mark.parametrize(
    ("drill", "mistake", "name"),
    [
        ("kv_cache", "cache_shared", "two objects in turns"),
        ("paged_kv_cache", "no_copy_on_write", "copy on write, until memory is full"),
        ("lora", "no_scale", "the gradients of A and B after one backward pass"),
        ("loss_scaler", "only_nan", "the defaults"),
        ("beam_search", "greedy", "greedy misses the best sequence"),
        ("layer_norm", "one_pass_variance", "a mean of 1e4 times the spread"),
    ],
)
def test_no_line_is_wider_than_the_window(drill, mistake, name, width):
    takes_dtype = drill not in ("paged_kv_cache", "beam_search")
    shown = failing(drill, mistake, example(drill, name, *[torch.float32] * takes_dtype))
    # A single number is never broken, however narrow the window.
    assert max(line.cell_len for line in counterexample_lines(shown, width)) <= max(width, 44)


def test_nothing_of_a_submission_steers_the_terminal():
    def hostile(messages, add_generation_prompt=False):
        return "\x1b[2J\x1b]0;owned\x07\u202egnorw\r" + "x" * 5_000

    shown = failing("chat_template", {"render_chat": hostile}, script(call("render_chat", [])))
    seen = screen(shown)
    assert not CONTROL.search(seen.replace("\n", ""))
    assert "\u202e" not in seen
    assert max(map(len, seen.splitlines())) <= 76


def test_long_texts_are_cut_around_the_place_where_they_part():
    one, other = "a" * 500 + "X" + "b" * 500, "a" * 500 + "Y" + "b" * 500
    lines = parted(("expected", "got"), one, other, "first difference at character 500: 'X', not 'Y'", 60)
    expected, got, pointer, where = (line.plain for line in lines)
    assert expected.index("X") == got.index("Y") == pointer.index("▲")
    assert expected.count("…") == 2
    assert where == "first difference at character 500: 'X', not 'Y'"


def test_dicts_are_a_table_with_the_keys_that_differ_marked():
    lines = parted(("expected", "got"), {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}, "", 60)
    assert text(lines) == "       expected    got\n  'a'  1           1\n✗ 'b'  2           3\n✗ 'c'  missing     4"


def test_columns_that_do_not_fit_are_left_out_around_the_entry_in_question():
    (line,) = grid(torch.arange(40.0)[None], 40, frozenset([(0, 25)]), focus=(0, 25))
    assert line.plain.startswith("[ … ")
    assert line.plain.endswith(" … ]")
    assert "25*" in line.plain
    assert line.cell_len <= 40


def test_of_a_large_tensor_the_row_in_question_is_shown():
    lines = grid(torch.arange(100.0).reshape(10, 10), 76, focus=(7, 3))
    assert text(lines).splitlines() == [
        "min 0  mean 49.5  max 99",
        "[7] [ 70 71 72 73 74 75 76 77 78 79 ]",
    ]


def test_entries_differ_by_more_than_rounding_in_their_type():
    exact = torch.tensor([1.0, 2.0], dtype=torch.float64)
    assert differing(exact, torch.tensor([1.01, 2.5], dtype=torch.bfloat16)) == {(1,)}
    assert differing(exact, torch.tensor([1.01, 2.5], dtype=torch.float32)) == {(0,), (1,)}


def test_a_distribution_is_a_table_of_expected_and_got_with_bars():
    counted = Counted("two drafts", [1500, 0, 1500], [0.5, 0.2, 0.3], ["[1]", "[0, 0]", "[0, 2]"])
    seen = screen(distribution(counted))
    assert seen.splitlines()[:5] == [
        "two drafts: 3,000 draws",
        "  outcome  expected       got",
        "  [1]        50.00%    50.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━│",
        "✗ [0, 0]     20.00%     0.00%              │",
        "✗ [0, 2]     30.00%    50.00%  ━━━━━━━━━━━━━━━━━│━━━━━━━━━━━",
    ]


def report(verdict: Verdict, width: int) -> str:
    from io import StringIO

    from rich.console import Console

    stream = StringIO()
    Console(file=stream, width=width).print(verdict_report(verdict, width))
    return stream.getvalue()


def test_messages_of_checks_use_the_whole_window():
    message = "the result is 0.358641 at [1, 0, 2], expected 1.74188 (8 of 8 entries differ) " * 2
    checks = Check("loads", "load", True), Check("values", "values", False, message.strip(), share=0.96)
    long_name = Check("chosen with probability p, and then masked", "statistics", False, message.strip(), share=0.0)
    seen = report(Verdict("d", (*checks, long_name), "cpu", "limits", 1, 0.1), 100).splitlines()
    assert all(len(line) <= 100 for line in seen)
    assert any(len(line.rstrip()) > 85 for line in seen)
    assert any(line.rstrip() == "✗ chosen with probability p, and then masked" for line in seen)
