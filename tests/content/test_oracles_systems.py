"""Section E: every reference against brute force, scipy, torch's own quantisers, or worked numbers of the papers."""

from __future__ import annotations

import math
import random
from contextlib import suppress

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy import stats

from llmprep.drills.truth import load_reference


def reference(drill: str, name: str | None = None):
    return load_reference(drill)[name or drill]


def randn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


# ---------------------------------------------------------------- schedules


@pytest.mark.parametrize("seed", range(8))
def test_continuous_schedule_obeys_the_rules_step_by_step(seed):
    rng = random.Random(seed)
    lengths, slots = [rng.randint(1, 9) for _ in range(12)], rng.randint(1, 4)
    schedule = reference("continuous_batching", "continuous_schedule")(lengths, slots)
    assert [f - s + 1 for s, f in schedule] == lengths
    starts = [s for s, _ in schedule]
    assert starts == sorted(starts)
    for step in range(max(f for _, f in schedule) + 1):
        running = sum(s <= step <= f for s, f in schedule)
        waiting = sum(s > step for s in starts)
        assert running == slots or (running < slots and waiting == 0)


def test_static_batching_wastes_a_third_of_the_known_example():
    schedule = reference("continuous_batching", "static_schedule")([20, 50, 30], 3)
    assert schedule == [(0, 19), (0, 49), (0, 29)]
    assert pytest.approx(1 / 3) == 1 - 100 / (3 * 50)
    assert reference("continuous_batching", "static_schedule")([2, 5, 3, 1], 2) == [(0, 1), (0, 4), (5, 7), (5, 5)]
    assert reference("continuous_batching", "continuous_schedule")([2, 5, 3, 1], 2) == [(0, 1), (0, 4), (2, 4), (5, 5)]


@pytest.mark.parametrize("seed", range(8))
def test_chunked_schedule_obeys_the_rules_step_by_step(seed):
    rng = random.Random(seed)
    requests = [(rng.randint(1, 12), rng.randint(1, 5)) for _ in range(6)]
    budget = rng.randint(1, 8)
    done = [0] * len(requests)
    for step in reference("chunked_prefill", "chunked_schedule")(requests, budget):
        assert 0 < sum(step.values()) <= budget
        assert all(n > 0 for n in step.values())
        prefilling = [i for i, (p, _) in enumerate(requests) if done[i] < p]
        for i, (prompt, output) in enumerate(requests):
            if prompt <= done[i] < prompt + output:
                assert step[i] == 1
        cut = [i for i in prefilling if done[i] + step.get(i, 0) < requests[i][0]]
        assert not cut or sum(step.values()) == budget
        assert all(step.get(i, 0) == 0 for i in cut[1:])  # only the first unfinished prompt is cut
        for i, n in step.items():
            assert i not in prefilling or done[i] + n <= requests[i][0]
            done[i] += n
    assert done == [p + o for p, o in requests]


def test_the_worked_example_of_chunked_prefill():
    schedule = reference("chunked_prefill", "chunked_schedule")([(3, 2), (4, 1)], 4)
    assert schedule == [{0: 3, 1: 1}, {0: 1, 1: 3}, {0: 1, 1: 1}]


# ---------------------------------------------------------------- caches


@pytest.mark.parametrize("seed", range(6))
def test_cached_tokens_are_whole_blocks_of_the_longest_common_prefix(seed):
    rng = random.Random(seed)
    requests = [[rng.randint(0, 1) for _ in range(rng.randint(0, 9))] for _ in range(12)]
    for block in (1, 2, 3):
        mine = reference("prefix_cache", "cached_tokens")(requests, block)
        for i, tokens in enumerate(requests):
            best = 0
            for other in requests[:i]:
                n = 0
                while n < min(len(tokens), len(other)) and tokens[n] == other[n]:
                    n += 1
                best = max(best, n // block * block)
            assert mine[i] == best


def test_the_worked_example_of_the_prefix_cache():
    requests = [[1, 2, 3, 4, 5], [1, 2, 3, 4], [3, 4, 1, 2], [1, 2, 9, 9, 3, 4], [1, 2, 3]]
    assert reference("prefix_cache", "cached_tokens")(requests, 2) == [0, 4, 0, 2, 2]


@pytest.mark.parametrize("seed", range(6))
def test_block_manager_keeps_every_sequences_tokens(seed):
    """Write real tokens into the blocks; whatever happens, each sequence must read its own back."""
    rng = random.Random(seed)
    n_blocks, size = 6, rng.randint(1, 3)
    manager = reference("paged_kv_cache", "BlockManager")(n_blocks, size)
    memory: dict[tuple[int, int], int] = {}
    texts: dict[int, list[int]] = {}
    for t in range(150):
        kind, seq, other = rng.choice(["append", "append", "fork", "free", "allocate"]), rng.randint(0, 3), 4 + t
        before = {s: manager.table(s) for s in texts}
        try:
            if kind == "append":
                old = manager.table(seq)
                block, offset = manager.append(seq)
                if offset and block != old[-1]:  # copied on write
                    for i in range(offset):
                        memory[block, i] = memory[old[-1], i]
                memory[block, offset] = t
                texts[seq].append(t)
            elif kind == "fork":
                manager.fork(seq, other)
                texts[other] = list(texts[seq])
                manager.free(other if rng.random() < 0.5 else seq)
                gone = other if other not in _known(manager, texts) else seq
                del texts[gone]
            elif kind == "free":
                manager.free(seq)
                del texts[seq]
            else:
                n = rng.randint(0, 5)
                manager.allocate(seq, n)
                texts[seq] = [1000 * t + i for i in range(n)]
                for i, token in enumerate(texts[seq]):
                    memory[manager.table(seq)[i // size], i % size] = token
        except (KeyError, ValueError, MemoryError):
            assert before == {s: manager.table(s) for s in texts}
        used = {b for s in texts for b in manager.table(s)}
        assert manager.n_free == n_blocks - len(used)
        for s, text in texts.items():
            table = manager.table(s)
            assert len(table) == math.ceil(len(text) / size)
            assert [memory[table[i // size], i % size] for i in range(len(text))] == text


def _known(manager, texts):
    known = set()
    for s in texts:
        with suppress(KeyError):
            manager.table(s)
            known.add(s)
    return known


# ---------------------------------------------------------------- quantisation


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
def test_int8_is_torchs_per_channel_quantisation():
    w = randn(5, 7).float() * torch.tensor([1.0, 1e-3, 50.0, 3.0, 0.2])[:, None]
    q, scale = reference("quantize_int8")(w)
    theirs = torch.quantize_per_channel(w, scale.flatten().double(), torch.zeros(5, dtype=torch.long), 0, torch.qint8)
    assert torch.equal(q, theirs.int_repr())
    assert torch.equal(scale[:, 0], w.abs().amax(1) / 127)
    torch.testing.assert_close(reference("quantize_int8", "dequantize_int8")(q, scale), theirs.dequantize())
    half = reference("quantize_int8")(torch.tensor([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]]))
    assert half[0].tolist() == [[64, -127, 32], [0, 0, 0]]


@pytest.mark.parametrize("group", [1, 2, 3, 6, 12])
def test_int4_groups_against_numpys_rounding(group):
    w = randn(3, 12).numpy()
    packed, scale, zero = reference("quantize_int4")(torch.tensor(w), group)
    nibbles = np.stack([packed.numpy() % 16, packed.numpy() // 16], -1).reshape(3, 12)
    for i in range(3):
        for g in range(12 // group):
            part = w[i, g * group : (g + 1) * group]
            assert zero[i, g] == pytest.approx(part.min(), rel=1e-6)
            assert scale[i, g] == pytest.approx(np.ptp(part) / 15, rel=1e-5, abs=1e-9)
            levels = np.linspace(part.min(), part.max(), 16)
            for value, code in zip(part, nibbles[i, g * group : (g + 1) * group]):
                assert abs(levels[code] - value) <= abs(levels - value).min() + 1e-6
    back = reference("quantize_int4", "dequantize_int4")(packed, scale, zero, group)
    widest = scale.max().item()
    assert (back.double() - torch.tensor(w)).abs().max() <= widest / 2 * (1 + 1e-5) + 1e-6


def test_the_worked_example_of_int4():
    w = torch.tensor([[0, 1, 2, 3, -1, -1, 2, 0.6]])
    packed, scale, zero = reference("quantize_int4")(w, 4)
    assert packed.tolist() == [[80, 250, 0, 143]]
    torch.testing.assert_close(scale, torch.tensor([[0.2, 0.2]]))
    torch.testing.assert_close(zero, torch.tensor([[0.0, -1.0]]))
    torch.testing.assert_close(reference("quantize_int4", "dequantize_int4")(packed, scale, zero, 4), w)


def test_nf4_levels_are_the_normal_quantiles_of_bitsandbytes():
    offset = 0.9677083
    positive = stats.norm.ppf(np.linspace(offset, 0.5, 9)[:-1])
    negative = -stats.norm.ppf(np.linspace(offset, 0.5, 8)[:-1])
    levels = np.sort(np.concatenate([positive, [0.0], negative]))
    np.testing.assert_allclose(levels / levels.max(), load_reference("nf4")["LEVELS"], atol=2e-7)


@pytest.mark.parametrize(("shape", "block"), [((130,), 64), ((3, 5, 7), 4), ((2, 2), 1), ((5,), 9)])
def test_nf4_codes_are_nearest_by_brute_force(shape, block):
    levels = load_reference("nf4")["LEVELS"]
    x = randn(*shape)
    codes, absmax = reference("nf4", "nf4_quantize")(x, block)
    flat = x.flatten().tolist()
    for n, row in enumerate(codes.tolist()):
        part = flat[n * block : (n + 1) * block]
        assert absmax[n] == max(map(abs, part))
        nearest = [min(range(16), key=lambda k: abs(v / float(absmax[n]) - levels[k])) for v in part]
        assert row == nearest + [7] * (block - len(part))
    back = reference("nf4", "nf4_dequantize")(codes, absmax, shape)
    assert back.shape == x.shape
    assert (back - x).abs().max() <= 0.16 * absmax.max()


def test_the_worked_example_of_nf4():
    x = torch.tensor([0.5, -2.0, 0.0, 1.0, 3.0])
    codes, absmax = reference("nf4", "nf4_quantize")(x, 4)
    assert codes.tolist() == [[10, 0, 7, 12], [15, 7, 7, 7]]
    assert absmax.tolist() == [2.0, 3.0]
    back = reference("nf4", "nf4_dequantize")(codes, absmax, (5,))
    torch.testing.assert_close(back, torch.tensor([0.492225, -2.0, 0.0, 0.88142, 3.0]), rtol=1e-5, atol=1e-6)


def gptq_layer(n_out, n_in, seed):
    x = randn(6 * n_in, n_in, seed=seed) @ (randn(n_in, n_in, seed=seed + 1) + torch.eye(n_in))
    return randn(n_out, n_in, seed=seed + 2), x.T @ x / len(x)


@pytest.mark.parametrize("bits", [2, 3, 4])
@pytest.mark.parametrize("seed", [0, 10, 20])
def test_gptq_re_optimises_the_columns_that_are_left(bits, seed):
    """The free columns after each step are the least-squares answer to the error made so far."""
    w, h = gptq_layer(3, 6, seed)
    result = reference("gptq", "gptq_quantize")(w, h, bits, 0.05)
    damped = h + 0.05 * h.diagonal().mean() * torch.eye(6)
    low, high = w.amin(1).clamp(max=0), w.amax(1).clamp(min=0)
    scale = (high - low) / (2**bits - 1)
    zero = (-low / scale).round()
    left = w.clone()
    for j in range(6):
        q = ((left[:, j] / scale).round() + zero).clamp(0, 2**bits - 1)
        torch.testing.assert_close(result[:, j], scale * (q - zero))
        # Minimise over the columns behind j the loss of (original - result so far - free columns).
        gap = (w - result)[:, : j + 1]
        free = damped[j + 1 :, j + 1 :]
        left[:, j + 1 :] = w[:, j + 1 :] + torch.linalg.solve(free, (gap @ damped[: j + 1, j + 1 :]).T).T
    assert torch.isfinite(result).all()


@pytest.mark.parametrize("bits", [3, 4])
def test_gptq_beats_rounding_on_correlated_inputs(bits):
    w, h = gptq_layer(8, 32, 3)
    result = reference("gptq", "gptq_quantize")(w, h, bits)
    plain = reference("gptq", "gptq_quantize")(w, torch.eye(32, dtype=torch.float64), bits)  # nothing to make up for
    loss = [float(torch.trace((w - q) @ h @ (w - q).T)) for q in (result, plain)]
    assert loss[0] < 0.7 * loss[1]


# ---------------------------------------------------------------- mixture of experts


@pytest.mark.parametrize("k", [1, 2, 4])
def test_moe_layer_and_its_gradients_are_those_of_a_masked_dense_layer(k):
    tensors = [randn(7, 3), randn(3, 4, seed=1), randn(4, 3, 5, seed=2), randn(4, 5, 3, seed=3)]

    def dense(x, router, w_1, w_2):
        logits = x @ router
        threshold = logits.topk(k).values[:, -1:]
        gate = torch.softmax(logits.masked_fill(logits < threshold, float("-inf")), -1)
        return torch.einsum("te,etd->td", gate, F.gelu(torch.einsum("td,edf->etf", x, w_1)) @ w_2)

    results = []
    for fn in (dense, lambda *t: reference("moe_layer")(*t, k)):
        leaves = [t.clone().requires_grad_(True) for t in tensors]
        out = fn(*leaves)
        results.append([out, *torch.autograd.grad((out * randn(7, 3, seed=9)).sum(), leaves, allow_unused=True)])
    for mine, theirs in zip(*results):
        torch.testing.assert_close(mine, theirs)


def test_the_worked_example_of_the_moe_layer():
    router = torch.tensor([[3.0, 1.0, 1.5]], dtype=torch.float64).log()
    w_1 = torch.tensor([1.0, 1.0, -1.0], dtype=torch.float64).view(3, 1, 1)
    w_2 = torch.tensor([1.0, 5.0, 2.0], dtype=torch.float64).view(3, 1, 1)
    out = reference("moe_layer")(torch.ones(1, 1, dtype=torch.float64), router, w_1, w_2, 2)
    assert out.item() == pytest.approx(0.455127, abs=1e-6)


def test_load_balancing_loss_at_its_known_points():
    loss = reference("load_balancing_loss")
    assert loss(torch.zeros(5, 4), 2).item() == pytest.approx(1.0)
    assert loss(torch.tensor([[50.0, 0.0, 0.0, 0.0]] * 3), 1).item() == pytest.approx(4.0)
    rows = torch.tensor([[2.0, 1.0, 1.0], [1.0, 2.0, 1.0], [6.0, 1.0, 1.0]]).log()
    assert loss(rows, 1).item() == pytest.approx(1.291667, abs=1e-6)
    assert loss(rows, 2).item() == pytest.approx(1.1875, abs=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_load_balancing_loss_from_one_hot_masks(k):
    logits = randn(9, 5).requires_grad_(True)
    mask = F.one_hot(logits.topk(k).indices, 5).sum(1).double()
    theirs = 5 * torch.dot(mask.mean(0) / k, logits.softmax(-1).mean(0))
    mine = reference("load_balancing_loss")(logits, k)
    torch.testing.assert_close(mine, theirs)
    torch.testing.assert_close(*(torch.autograd.grad(x, logits)[0] for x in (mine, theirs)))


# ---------------------------------------------------------------- sizes of training


def test_compute_optimal_is_chinchilla():
    assert reference("compute_optimal", "training_flops")(70e9, 1.4e12) == pytest.approx(5.88e23)
    assert reference("compute_optimal")(5.88e23) == pytest.approx((70e9, 1.4e12))
    for flops in (1e18, 3e24):
        for ratio in (1, 20, 1875.0):
            n, d = reference("compute_optimal")(flops, ratio)
            assert 6 * n * d == pytest.approx(flops)
            assert d / n == pytest.approx(ratio)


@pytest.mark.parametrize(("stage", "gigabytes"), [(0, 120.0), (1, 31.4), (2, 16.6), (3, 1.9)])
def test_training_memory_is_the_zero_papers_figure(stage, gigabytes):
    """Figure 1 of arXiv:1910.02054: 7.5e9 parameters on 64 GPUs."""
    mine = reference("training_memory", "training_memory_bytes")(7_500_000_000, zero_stage=stage, n_gpus=64)
    assert mine / 1e9 == pytest.approx(gigabytes, abs=0.05)


def test_training_memory_of_the_other_recipes():
    memory = reference("training_memory", "training_memory_bytes")
    assert [memory(1, o, p) for o in ("adamw", "sgd") for p in ("mixed", "fp32")] == [16, 16, 8, 8]
    assert memory(3, "sgd", "mixed", 1, 2) == 3 * (4 + 2)
    for bad in (("adam", "mixed", 0), ("sgd", "fp16", 0), ("sgd", "fp32", 4)):
        with pytest.raises(ValueError):
            memory(1, *bad)
