"""The room that a case leaves for rounding: wide where terms cancel, narrow where the truth merely jumps."""

import torch

from llmprep.drills.cases import as_script, call
from llmprep.drills.conditioning import widths
from llmprep.drills.truth import Truth


def reference(tmp_path, body):
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "reference.py").write_text("import torch\n\n\ndef f(x):\n    return " + body + "\n")
    return Truth(tmp_path / "toy")


def room(truth, values, dtype):
    script = as_script(call("f", torch.tensor(values, dtype=dtype)))
    native = truth.run(script, grads=True, seed=3, upcast=False, device="cpu")
    exact = truth.run(script, grads=True, seed=3, upcast=True, device="cpu")
    found = widths(truth, script, grads=True, seed=3, device="cpu", exact=exact, native=native)
    return found[id(native[0].value)], found[id(native[0].grads["t0"])]


def test_a_sum_that_cancels_is_given_the_rounding_of_its_terms(tmp_path):
    value, gradient = room(reference(tmp_path, "x.sum(-1)"), [1.0, 1.0, -2.0], torch.float64)
    assert 1e-16 < value < 1e-14
    assert 0 < gradient < 1e-14


def test_a_gradient_that_is_always_zero_is_given_the_rounding_of_its_terms(tmp_path):
    _, gradient = room(reference(tmp_path, "x + 3 * (x - x.detach())"), [1.0, 2.0], torch.float64)
    assert 1e-16 < gradient < 1e-14


def test_room_grows_with_the_unit_of_rounding_of_the_dtype(tmp_path):
    truth = reference(tmp_path, "x.sum(-1)")
    assert 1e-7 < room(truth, [1.0, 1.0, -2.0], torch.float32)[0] < 1e-5
    assert 1e-3 < room(truth, [1.0, 1.0, -2.0], torch.bfloat16)[0] < 0.2


def test_a_jump_is_not_mistaken_for_ill_conditioning(tmp_path):
    value, _ = room(reference(tmp_path, "torch.where(x > 1.0, 5.0 * x, x)"), [1.0, 3.0], torch.float64)
    assert value < 0.1


def test_terms_of_a_gradient_that_cancel_whatever_the_inputs_are_given_their_rounding(tmp_path):
    # Two rows, normalized: +1 and -1 wherever they are, so that hardly a gradient is left of terms near 1 / 0.16.
    normalized = "(x - x.mean(0)) * torch.rsqrt((x - x.mean(0)).square().mean(0) + 1e-5)"
    _, gradient = room(reference(tmp_path, normalized), [0.6414, 0.9513], torch.float32)
    assert 2e-6 < gradient < 1e-4
