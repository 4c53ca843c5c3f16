"""The decoding references, and those of DPO, KV cache size and voting, against brute force and worked numbers."""

import itertools
import math
from fractions import Fraction

import pytest
import torch

from llmprep.drills.catalogue import builtin_drills_dir
from llmprep.drills.truth import Truth, load_reference


def reference(drill: str, name: str):
    return load_reference(drill)[name]


def smallest_prefix(probs: list[float], p: float) -> list[float]:
    """The nucleus by its definition: the first prefix of the ranking whose sum reaches p."""
    order = sorted(range(len(probs)), key=lambda i: (-probs[i], i))
    n = next(n for n in range(1, len(probs) + 1) if sum(probs[i] for i in order[:n]) >= p - 1e-9 or n == len(probs))
    kept = set(order[:n])
    total = sum(probs[i] for i in kept)
    return [probs[i] / total if i in kept else 0.0 for i in range(len(probs))]


@pytest.mark.parametrize("p", [0.13, 0.5, 0.77, 0.9, 1.0])
def test_nucleus_is_the_smallest_prefix_that_reaches_p(p: float) -> None:
    logits = torch.randn(20, 9, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    got = reference("nucleus_sampling", "nucleus_probs")(logits, p)
    wanted = [smallest_prefix(row.softmax(-1).tolist(), p) for row in logits]
    torch.testing.assert_close(got, torch.tensor(wanted, dtype=torch.float64))


def test_temperature_agrees_with_the_odds_formula() -> None:
    probs = reference("temperature", "temperature_probs")(torch.tensor([3.0, 1.5, 0.0], dtype=torch.float64), 0.5)
    assert probs[0] / probs[1] == pytest.approx(math.exp(1.5 / 0.5))
    assert probs[0] == pytest.approx(0.950, abs=5e-4)


@pytest.mark.parametrize("k", [1, 3, 7, 12])
def test_top_k_is_a_softmax_over_what_topk_finds(k: int) -> None:
    logits = torch.randn(6, 7, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    best = logits.topk(min(k, 7))
    wanted = torch.zeros_like(logits).scatter(-1, best.indices, best.values.softmax(-1))
    torch.testing.assert_close(reference("top_k", "top_k_probs")(logits, k), wanted)


@pytest.mark.parametrize("min_p", [0.0, 0.05, 0.3, 1.0])
def test_min_p_by_its_definition(min_p: float) -> None:
    logits = torch.randn(9, 6, generator=torch.Generator().manual_seed(5), dtype=torch.float64)
    for row, got in zip(logits, reference("min_p", "min_p_probs")(logits, min_p), strict=True):
        probs = row.softmax(-1).tolist()
        kept = [x if x >= min_p * max(probs) else 0.0 for x in probs]
        assert got.tolist() == pytest.approx([x / sum(kept) for x in kept])


def test_repetition_penalty_gives_the_worked_example() -> None:
    penalise = reference("repetition_penalty", "apply_repetition_penalty")
    got = penalise(torch.tensor([[2.4, -1.0, 0.5, -3.0]], dtype=torch.float64), [[1, 0, 0]], 1.2)
    assert got.tolist() == [pytest.approx([2.0, -1.2, 0.5, -3.0])]


@pytest.mark.parametrize(
    "knobs", [(1.0, None, None, None), (0.7, 4, 0.8, 0.2), (2.0, 5, None, 0.5), (1.0, None, 0.6, 0.1)]
)
def test_the_sampler_composes_the_single_filters(knobs: tuple) -> None:
    temperature, top_k, top_p, min_p = knobs
    logits = torch.randn(50, 8, generator=torch.Generator().manual_seed(6), dtype=torch.float64)
    probs = reference("temperature", "temperature_probs")(logits, temperature)
    for value, (drill, name) in (
        (top_k, ("top_k", "top_k_probs")),
        (top_p, ("nucleus_sampling", "nucleus_probs")),
        (min_p, ("min_p", "min_p_probs")),
    ):
        if value is not None:
            probs = reference(drill, name)(probs.log(), value)
    torch.testing.assert_close(reference("sample_token", "next_token_probs")(logits, *knobs), probs)


@pytest.mark.parametrize("penalty", [0.0, 0.7, 1.5, -0.5])
@pytest.mark.parametrize("seed", range(5))
def test_a_wide_beam_is_exhaustive_search(penalty: float, seed: int) -> None:
    truth = Truth(builtin_drills_dir() / "beam_search")
    vocab, max_len, eos = 3, 3, 1
    step = truth.given["toy_model"](seed, vocab, 1.0, max_len)
    scored = []
    for n in range(1, max_len + 1):
        for tokens in itertools.product(range(vocab), repeat=n):
            if eos in tokens[:-1] or (tokens[-1] != eos and n < max_len):
                continue
            path = [0, *tokens]
            total = sum(step([path[: i + 1]])[0, t].item() for i, t in enumerate(tokens))
            scored.append((total / n**penalty, path))
    score, path = max(scored)
    got = truth.reference["beam_search"](step, 0, eos, vocab**max_len, max_len, penalty)
    assert got == (path, pytest.approx(score))


def test_beam_width_one_is_greedy_search() -> None:
    truth = Truth(builtin_drills_dir() / "beam_search")
    step = truth.given["toy_model"](11, 4, 1.0, 9)
    path = [0]
    while path[-1] != 2 and len(path) < 5:
        path.append(int(step([path])[0].argmax()))
    assert truth.reference["beam_search"](step, 0, 2, 1, 4)[0] == path


def test_speculative_sampling_gives_the_targets_distribution() -> None:
    """By the drill's own exact chances: summed over what the draft may draw, the first token is the target's."""
    truth = Truth(builtin_drills_dir() / "speculative_sampling")
    step = truth.reference["speculative_step"]
    q, p = torch.tensor([[0.6, 0.3, 0.1]]), torch.tensor([[0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])
    generator = torch.Generator().manual_seed(1)
    n = 6_000
    counts = [0, 0, 0]
    for draft in torch.multinomial(q[0], n, replacement=True, generator=generator):
        counts[step(draft[None], q, p, generator)[0]] += 1
    # Five standard deviations of a share of one half.
    assert [c / n for c in counts] == pytest.approx(p[0].tolist(), abs=5 * 0.5 / math.sqrt(n))


def test_constrained_probabilities_are_a_softmax_over_the_allowed() -> None:
    probs = reference("constrained_decoding", "constrained_probs")
    got = probs(torch.tensor([1.0, 2.0, 3.0, 4.0]), "open", {"open": {0: "open", 1: "close"}})
    assert got.tolist() == pytest.approx([1 / (1 + math.e), math.e / (1 + math.e), 0, 0])


@pytest.mark.parametrize(("n", "c", "k"), [(20, 3, 5), (10, 5, 5), (1000, 1, 1000), (5000, 2, 3), (3000, 1500, 100)])
def test_pass_at_k_is_the_exact_ratio_of_binomials(n: int, c: int, k: int) -> None:
    exact = 1 - Fraction(math.comb(n - c, k), math.comb(n, k))
    assert reference("pass_at_k", "pass_at_k")(n, c, k) == pytest.approx(float(exact), rel=1e-12)


def test_pass_at_k_counted_over_all_subsets() -> None:
    subsets = list(itertools.combinations(range(8), 3))
    share = sum(any(i < 2 for i in s) for s in subsets) / len(subsets)
    assert reference("pass_at_k", "pass_at_k")(8, 2, 3) == pytest.approx(share)


@pytest.mark.parametrize(
    ("answers", "winner"),
    [
        (["7", " Paris ", "paris", "7.0", "PARIS"], " Paris "),
        (["b", "a", "A", "B"], "b"),
        (["1,000", "x", "1e3"], "1,000"),
    ],
)
def test_majority_vote_by_hand(answers: list[str], winner: str) -> None:
    assert reference("self_consistency", "majority_vote")(answers) == winner


def test_dpo_loss_of_the_worked_pair_and_at_the_reference() -> None:
    loss = reference("dpo_loss", "dpo_loss")
    pair = [torch.tensor([x], dtype=torch.float64) for x in (-42.0, -50.0, -45.0, -48.0)]
    assert loss(*pair, beta=0.1).item() == pytest.approx(math.log1p(math.exp(-0.5)))
    same = torch.tensor([-3.0, -7.0])
    assert loss(same, same, same, same).item() == pytest.approx(math.log(2))


def test_kv_cache_of_llama_3_8b() -> None:
    size = reference("kv_cache_size", "kv_cache_bytes")
    assert size(32, 8, 128, 1) == 128 * 1024
    assert size(32, 8, 128, 4096, 32) == 16 * 2**30
    fit = reference("kv_cache_size", "max_concurrent_sequences")
    each = size(32, 8, 128, 63 * 16)
    n = fit(80 * 10**9, 16 * 10**9, 32, 8, 128, 1000, block_size=16)
    assert n * each <= 64 * 10**9 < (n + 1) * each
