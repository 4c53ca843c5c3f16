"""References of the attention and position drills against PyTorch, brute force, papers and worked numbers."""

import math

import pytest
import torch
import torch.nn.functional as F

from llmprep.drills.truth import load_reference

DTYPE = torch.float64


def rand(*shape, seed=0):
    return torch.randn(*shape, dtype=DTYPE, generator=torch.Generator().manual_seed(seed))


def bottom_right(t_q, t_k):
    return torch.tensor([[j <= i + t_k - t_q for j in range(t_k)] for i in range(t_q)], dtype=torch.bool)


# ---------------------------------------------------------------- attention


@pytest.mark.parametrize(("t_q", "t_k", "causal"), [(4, 4, True), (1, 6, True), (3, 5, True), (3, 5, False)])
def test_attention_is_torchs_with_the_mask_spelled_out(t_q, t_k, causal):
    attention = load_reference("attention")["attention"]
    q, k, v = rand(2, 3, t_q, 5), rand(2, 3, t_k, 5, seed=1), rand(2, 3, t_k, 4, seed=2)
    mask = torch.rand(2, 1, 1, t_k, generator=torch.Generator().manual_seed(3)) < 0.7
    mask[..., 0] = True
    visible = mask & bottom_right(t_q, t_k) if causal else mask
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=visible.expand(2, 3, t_q, t_k))
    torch.testing.assert_close(attention(q, k, v, mask, causal), expected)


def test_attention_square_and_causal_is_torchs_is_causal():
    attention = load_reference("attention")["attention"]
    q, k, v = (rand(2, 4, 3, seed=i) for i in range(3))
    torch.testing.assert_close(attention(q, k, v, causal=True), F.scaled_dot_product_attention(q, k, v, is_causal=True))


def test_attention_of_the_prompts_example():
    attention = load_reference("attention")["attention"]
    q = torch.tensor([[2.0, 0, 0, 0]], dtype=DTYPE)
    k = torch.tensor([[math.log(3), 0, 0, 0], [0, 1, 1, 1]], dtype=DTYPE)
    v = torch.tensor([[4.0, 0], [0, 8]], dtype=DTYPE)
    torch.testing.assert_close(attention(q, k, v), torch.tensor([[3.0, 2.0]], dtype=DTYPE))
    assert attention(q, k, v, torch.tensor([[False, True]])).tolist() == [[0, 8]]
    assert attention(q, k, v, torch.tensor([[False, False]])).tolist() == [[0, 0]]


def test_attention_of_blind_queries_is_zero_with_zero_gradients():
    attention = load_reference("attention")["attention"]
    q, k, v = (t.requires_grad_() for t in (rand(4, 3), rand(2, 3, seed=1), rand(2, 2, seed=2)))
    out = attention(q, k, v, causal=True)
    out.sum().backward()
    assert out[:2].eq(0).all()
    assert q.grad[:2].eq(0).all()
    assert torch.isfinite(k.grad).all()
    assert attention(q, k[:0], v[:0]).eq(0).all()


# ---------------------------------------------------------------- multi_head_attention


def torchs_multi_head(x, memory, w_q, w_k, w_v, w_o, n_heads, **masks):
    """torch.nn's own function, whose weights are (out, in)."""
    d = x.shape[-1]
    out, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), d, n_heads,
        torch.cat([w_q.T, w_k.T, w_v.T]), None, None, None, False, 0.0, w_o.T, None, need_weights=False, **masks,
    )  # fmt: skip
    return out.transpose(0, 1)


@pytest.mark.parametrize("n_heads", [1, 2, 3, 6])
@pytest.mark.parametrize("causal", [False, True])
def test_multi_head_attention_is_torchs(n_heads, causal):
    mha = load_reference("multi_head_attention")["multi_head_attention"]
    x, weights = rand(2, 5, 6), [rand(6, 6, seed=i) for i in range(1, 5)]
    mask = ~bottom_right(5, 5) if causal else None
    expected = torchs_multi_head(x, x, *weights, n_heads, attn_mask=mask)
    torch.testing.assert_close(mha(x, *weights, n_heads, causal), expected)


def test_multi_head_attention_of_the_prompts_example():
    mha = load_reference("multi_head_attention")["multi_head_attention"]
    x = torch.tensor([[[1, 0], [0, math.log(3)]]], dtype=DTYPE)
    eye, w_o = torch.eye(2, dtype=DTYPE), torch.tensor([[1.0, 1], [0, 1]], dtype=DTYPE)
    expected = torch.tensor([[[0.7311, 1.2804], [0.5, 1.3457]]], dtype=DTYPE)
    torch.testing.assert_close(mha(x, eye, eye, eye, w_o, 2), expected, atol=5e-5, rtol=0)
    expected[0, 0] = 1
    torch.testing.assert_close(mha(x, eye, eye, eye, w_o, 2, True), expected, atol=5e-5, rtol=0)


@pytest.mark.parametrize("n_heads", [0, -1, 4, 12])
@pytest.mark.parametrize("drill", ["multi_head_attention", "cross_attention"])
def test_a_bad_number_of_heads_is_refused(drill, n_heads):
    fn = load_reference(drill)[drill]
    inputs = [rand(1, 2, 6)] * (1 + (drill == "cross_attention")) + [rand(6, 6)] * 4
    with pytest.raises(ValueError, match="n_heads"):
        fn(*inputs, n_heads)


# ---------------------------------------------------------------- cross_attention


def test_cross_attention_is_torchs_with_a_key_padding_mask():
    cross = load_reference("cross_attention")["cross_attention"]
    x, memory, weights = rand(3, 4, 6), rand(3, 5, 6, seed=9), [rand(6, 6, seed=i) for i in range(1, 5)]
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 0, 0, 1, 0], [0, 0, 1, 1, 1]], dtype=torch.bool)
    expected = torchs_multi_head(x, memory, *weights, 3, key_padding_mask=~mask)
    torch.testing.assert_close(cross(x, memory, *weights, 3, mask), expected)
    torch.testing.assert_close(cross(x, memory, *weights, 3), torchs_multi_head(x, memory, *weights, 3))


def test_cross_attention_never_reads_padding_and_gives_zeros_without_a_token():
    cross = load_reference("cross_attention")["cross_attention"]
    x, memory, weights = rand(2, 3, 4), rand(2, 4, 4, seed=9), [rand(4, 4, seed=i) for i in range(1, 5)]
    mask = torch.tensor([[True, False, True, False], [False] * 4])
    memory.requires_grad_()
    out = cross(x, memory, *weights, 2, mask)
    out.sum().backward()
    assert out[1].eq(0).all()
    assert memory.grad[~mask].eq(0).all()
    assert memory.grad[mask].ne(0).all()


def test_cross_attention_of_the_prompts_example():
    cross = load_reference("cross_attention")["cross_attention"]
    one = torch.ones(1, 1, dtype=DTYPE)
    memory = torch.tensor([[[math.log(2)], [0], [5]]], dtype=DTYPE)
    inputs = (one[None], memory, one, one, one, one, 1)
    assert cross(*inputs, torch.tensor([[True, True, False]])).item() == pytest.approx(2 / 3 * math.log(2))
    assert cross(*inputs).item() == pytest.approx(4.9101, abs=5e-5)


# ---------------------------------------------------------------- grouped_query_attention


@pytest.mark.parametrize("n_kv_heads", [1, 2, 3, 6])
@pytest.mark.parametrize(("t", "s", "causal"), [(4, 4, True), (2, 5, True), (2, 5, False)])
def test_grouped_query_attention_is_torchs_with_enable_gqa(n_kv_heads, t, s, causal):
    gqa = load_reference("grouped_query_attention")["grouped_query_attention"]
    q, k, v = rand(2, 6, t, 4), rand(2, n_kv_heads, s, 4, seed=1), rand(2, n_kv_heads, s, 4, seed=2)
    mask = bottom_right(t, s) if causal else None
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, enable_gqa=True)
    torch.testing.assert_close(gqa(q, k, v, causal), expected)


def test_grouped_query_attention_of_the_prompts_example_and_its_error():
    gqa = load_reference("grouped_query_attention")["grouped_query_attention"]
    q = torch.ones(1, 4, 1, 1, dtype=DTYPE)
    k = torch.tensor([[0, 0], [math.log(3), 0]], dtype=DTYPE).view(1, 2, 2, 1)
    v = torch.tensor([[1.0, 3], [4, 8]], dtype=DTYPE).view(1, 2, 2, 1)
    torch.testing.assert_close(gqa(q, k, v).flatten(), torch.tensor([2.0, 2, 5, 5], dtype=DTYPE))
    assert gqa(q.expand(1, 4, 4, 1), k, v)[:, :, :2].eq(0).all()
    for bad in (1, 3, 5):
        with pytest.raises(ValueError, match="heads"):
            gqa(q[:, :1].expand(1, bad, 1, 1), k, v)


# ---------------------------------------------------------------- sliding_window_attention


@pytest.mark.parametrize("window", [1, 2, 5, 7, 50])
def test_sliding_window_attention_is_torchs_with_a_band_as_mask(window):
    fn = load_reference("sliding_window_attention")["sliding_window_attention"]
    q, k, v = (rand(2, 3, 7, 4, seed=i) for i in range(3))
    band = torch.tensor([[i - window < j <= i for j in range(7)] for i in range(7)])
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=band)
    torch.testing.assert_close(fn(q, k, v, window), expected)


def test_sliding_window_attention_of_the_prompts_example_and_its_error():
    fn = load_reference("sliding_window_attention")["sliding_window_attention"]
    q, k, v = (torch.tensor(x, dtype=DTYPE)[:, None] for x in ([1, 1, 1], [0, math.log(3), 0], [4, 8, 2]))
    torch.testing.assert_close(fn(q, k, v, 2), torch.tensor([[4.0], [7], [6.5]], dtype=DTYPE))
    for window in (0, -1):
        with pytest.raises(ValueError, match="window"):
            fn(q, k, v, window)


# ---------------------------------------------------------------- flash_attention


@pytest.mark.parametrize("block_size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize(("t_q", "t_k", "causal"), [(7, 7, True), (2, 7, True), (3, 7, False)])
def test_flash_attention_is_torchs_in_values_and_gradients(block_size, t_q, t_k, causal):
    flash = load_reference("flash_attention")["flash_attention"]
    inputs = [rand(2, t_q, 4), rand(2, t_k, 4, seed=1), rand(2, t_k, 3, seed=2)]
    upstream = rand(2, t_q, 3, seed=3)
    results = []
    for fn in (
        lambda q, k, v: flash(q, k, v, block_size, causal),
        lambda q, k, v: F.scaled_dot_product_attention(q, k, v, bottom_right(t_q, t_k) if causal else None),
    ):
        leaves = [t.clone().requires_grad_() for t in inputs]
        out = fn(*leaves)
        results.append((out, *torch.autograd.grad(out, leaves, upstream)))
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_flash_attention_of_the_prompts_example_and_of_nothing():
    flash = load_reference("flash_attention")["flash_attention"]
    q, k, v = (torch.tensor(x, dtype=DTYPE)[:, None] for x in ([1], [0, math.log(3), math.log(4)], [8, 0, 2]))
    assert flash(q, k, v, 2).item() == pytest.approx(2.0)
    assert flash(q, k[:0], v[:0], 2).item() == 0
    assert flash(q.expand(5, 1), k, v, 2, True)[:2].eq(0).all()
    with pytest.raises(ValueError, match="block_size"):
        flash(q, k, v, 0)


# ---------------------------------------------------------------- linear_attention


@pytest.mark.parametrize("causal", [False, True])
def test_linear_attention_is_its_definition_pair_by_pair(causal):
    fn = load_reference("linear_attention")["linear_attention"]
    q, k, v = rand(2, 5, 3), rand(2, 5, 3, seed=1), rand(2, 5, 4, seed=2)
    weights = (F.elu(q) + 1) @ (F.elu(k) + 1).mT
    if causal:
        weights = weights.masked_fill(~bottom_right(5, 5), 0)
    expected = (weights / weights.sum(-1, keepdim=True)) @ v
    torch.testing.assert_close(fn(q, k, v, causal), expected)


def test_linear_attention_of_the_prompts_example_and_far_below_zero():
    fn = load_reference("linear_attention")["linear_attention"]
    q, k, v = (torch.tensor(x, dtype=torch.float32)[:, None] for x in ([0, 0], [0, 2], [8, 4]))
    assert fn(q, k, v).flatten().tolist() == [5, 5]
    assert fn(q, k, v, True).flatten().tolist() == [8, 5]
    low = torch.tensor([[-30.0], [-30.0 + math.log(3)]])
    torch.testing.assert_close(fn(low, low, v), torch.tensor([[5.0], [5.0]]))


# ---------------------------------------------------------------- rope


def test_rope_is_multiplication_by_unit_complex_numbers():
    rope = load_reference("rope")["apply_rope"]
    x, positions = rand(3, 4, 8), torch.tensor([5, 0, 77, 1234])
    pairs = torch.view_as_complex(x.unflatten(-1, (4, 2)))
    angle = torch.tensor([[p * 1000.0 ** (-2 * i / 8) for i in range(4)] for p in positions.tolist()], dtype=DTYPE)
    expected = torch.view_as_real(pairs * torch.polar(torch.ones_like(angle), angle)).flatten(-2)
    torch.testing.assert_close(rope(x, positions, 1000.0), expected)


def test_rope_of_the_prompts_example_its_relativity_and_its_error():
    rope = load_reference("rope")["apply_rope"]
    x = torch.tensor([[1.0, 0, 1, 0]], dtype=DTYPE)
    expected = torch.tensor([[math.cos(2), math.sin(2), math.cos(0.2), math.sin(0.2)]], dtype=DTYPE)
    torch.testing.assert_close(rope(x, torch.tensor([2]), 100.0), expected)
    torch.testing.assert_close(
        expected, torch.tensor([[-0.4161, 0.9093, 0.9801, 0.1987]], dtype=DTYPE), atol=5e-5, rtol=0
    )
    q, k = rand(1, 6), rand(1, 6, seed=1)
    scores = [(rope(q, torch.tensor([i])) * rope(k, torch.tensor([i - 3]))).sum().item() for i in (3, 10, 500)]
    assert scores == pytest.approx([scores[0]] * 3)
    with pytest.raises(ValueError, match="even"):
        rope(x[:, :3], torch.tensor([2]))


# ---------------------------------------------------------------- alibi


@pytest.mark.parametrize(
    ("n_heads", "exponents"),
    [
        (1, [8]),
        (2, [4, 8]),
        (8, [1, 2, 3, 4, 5, 6, 7, 8]),
        (3, [4, 8, 2]),
        (6, [2, 4, 6, 8, 1, 3]),
        (12, [1, 2, 3, 4, 5, 6, 7, 8, 0.5, 1.5, 2.5, 3.5]),
    ],
)
def test_alibi_has_the_papers_slopes(n_heads, exponents):
    bias = load_reference("alibi")["alibi_bias"](n_heads, 1, 2)
    assert (-bias[:, 0, 0]).tolist() == pytest.approx([2.0**-e for e in exponents])


def test_alibi_is_aligned_to_the_bottom_right_and_hides_the_future():
    alibi = load_reference("alibi")["alibi_bias"]
    inf = math.inf
    assert alibi(2, 2, 3)[0].tolist() == [[-0.0625, 0, -inf], [-0.125, -0.0625, 0]]
    assert alibi(2, 3, 2)[0].tolist() == [[-inf, -inf], [0, -inf], [-0.0625, 0]]
    assert alibi(1, 1, 1).dtype == torch.float32
    for n_heads in (0, -1):
        with pytest.raises(ValueError, match="n_heads"):
            alibi(n_heads, 1, 1)


# ---------------------------------------------------------------- sinusoidal_positions


@pytest.mark.parametrize("d_model", [1, 2, 5, 8])
def test_sinusoidal_positions_follow_the_papers_formula(d_model):
    table = load_reference("sinusoidal_positions")["sinusoidal_positions"](9, d_model)
    expected = [
        [(math.cos if c % 2 else math.sin)(p / 10000 ** ((c // 2 * 2) / d_model)) for c in range(d_model)]
        for p in range(9)
    ]
    torch.testing.assert_close(table, torch.tensor(expected, dtype=torch.float32))


def test_sinusoidal_positions_of_the_prompts_example():
    table = load_reference("sinusoidal_positions")["sinusoidal_positions"](2, 5)
    expected = torch.tensor([[0, 1, 0, 1, 0], [0.8415, 0.5403, 0.0251, 0.9997, 0.0006]])
    torch.testing.assert_close(table, expected, atol=5e-5, rtol=0)


# ---------------------------------------------------------------- rope_scaling


def test_yarn_keeps_fast_pairs_slows_slow_ones_and_blends_between_by_the_number_of_turns():
    yarn = load_reference("rope_scaling")["yarn_frequencies"]
    d, base, factor, length = 64, 10000.0, 8.0, 4096
    for i, got in enumerate(yarn(d, base, factor, length).tolist()):
        theta = base ** (-2 * i / d)
        turns = length * theta / (2 * math.pi)
        if turns > 32:
            assert got == pytest.approx(theta, rel=1e-12)
        elif turns < 1:
            assert got == pytest.approx(theta / factor, rel=1e-12)
        else:
            # The point at this share of the way from theta / factor to theta.
            assert (got - theta / factor) / (theta - theta / factor) == pytest.approx((turns - 1) / 31, rel=1e-9)


def test_yarn_of_the_prompts_example_and_of_factor_one():
    yarn = load_reference("rope_scaling")["yarn_frequencies"]
    got = yarn(8, 10000, 4, 2048)
    assert got.tolist() == pytest.approx([1, 0.1, 0.0030467, 0.00025], rel=5e-5)
    assert got.dtype == torch.float64
    assert yarn(8, 100.0, 1.0, 64).tolist() == pytest.approx([100 ** (-2 * i / 8) for i in range(4)], rel=1e-12)


# ---------------------------------------------------------------- transformer_block


def block_parameters(d):
    shapes = {
        "ln1_w": (d,), "ln1_b": (d,), "w_q": (d, d), "w_k": (d, d), "w_v": (d, d), "w_o": (d, d),
        "ln2_w": (d,), "ln2_b": (d,), "w_1": (d, 4 * d), "b_1": (4 * d,), "w_2": (4 * d, d), "b_2": (d,),
    }  # fmt: skip
    return {name: rand(*shape, seed=20 + i) for i, (name, shape) in enumerate(shapes.items())}


@pytest.mark.parametrize("n_heads", [1, 2, 3])
def test_transformer_block_is_torchs_pre_norm_encoder_layer_with_a_causal_mask(n_heads):
    block = load_reference("transformer_block")["transformer_block"]
    p, x, eps = block_parameters(6), rand(2, 5, 6), 0.01
    layer = torch.nn.TransformerEncoderLayer(
        6,
        n_heads,
        24,
        dropout=0.0,
        activation="gelu",
        layer_norm_eps=eps,
        batch_first=True,
        norm_first=True,
        dtype=DTYPE,
    )
    attention = layer.self_attn
    with torch.no_grad():
        attention.in_proj_weight.copy_(torch.cat([p["w_q"].T, p["w_k"].T, p["w_v"].T]))
        attention.in_proj_bias.zero_()
        attention.out_proj.weight.copy_(p["w_o"].T)
        attention.out_proj.bias.zero_()
        for ours, theirs in (
            ("ln1_w", layer.norm1.weight), ("ln1_b", layer.norm1.bias), ("ln2_w", layer.norm2.weight),
            ("ln2_b", layer.norm2.bias), ("b_1", layer.linear1.bias), ("b_2", layer.linear2.bias),
        ):  # fmt: skip
            theirs.copy_(p[ours])
        layer.linear1.weight.copy_(p["w_1"].T)
        layer.linear2.weight.copy_(p["w_2"].T)
        expected = layer(x, src_mask=~bottom_right(5, 5))
    torch.testing.assert_close(block(x, p, n_heads, eps), expected)


def test_transformer_block_of_the_prompts_example_and_its_error():
    block = load_reference("transformer_block")["transformer_block"]
    p = block_parameters(2)
    p.update({name: torch.zeros_like(p[name]) for name in ("ln1_b", "ln2_b", "w_1", "b_1")})
    p.update({name: torch.ones_like(p[name]) for name in ("ln1_w", "ln2_w")})
    p.update(w_v=torch.eye(2, dtype=DTYPE), w_o=torch.eye(2, dtype=DTYPE), b_2=torch.tensor([10.0, 20], dtype=DTYPE))
    out = block(torch.tensor([[[3.0, 1]]], dtype=DTYPE), p, 1, eps=0.0)
    torch.testing.assert_close(out, torch.tensor([[[14.0, 20]]], dtype=DTYPE))
    with pytest.raises(ValueError, match="n_heads"):
        block(rand(1, 1, 2), p, 3)


# ---------------------------------------------------------------- kv_cache


@pytest.mark.parametrize("sizes", [[6], [1] * 6, [3, 1, 2], [2, 4]])
def test_cached_attention_is_the_full_causal_pass_however_it_is_split(sizes):
    cached = load_reference("kv_cache")["CachedAttention"]
    x, weights = rand(2, 6, 4), [rand(4, 4, seed=i) for i in range(1, 5)]
    expected = torchs_multi_head(x, x, *weights, 2, attn_mask=~bottom_right(6, 6))
    cache = cached(*weights, 2, 6)
    torch.testing.assert_close(torch.cat([cache(piece) for piece in x.split(sizes, 1)], 1), expected)
    with pytest.raises(ValueError, match="max_len"):
        cache(x[:, :1])
    cache.reset()
    torch.testing.assert_close(cache(x), expected)


def test_a_refused_piece_leaves_the_cache_as_it_was():
    cached = load_reference("kv_cache")["CachedAttention"]
    x, weights = rand(1, 5, 4), [rand(4, 4, seed=i) for i in range(1, 5)]
    cache, other = cached(*weights, 1, 4), cached(*weights, 1, 4)
    cache(x[:, :2])
    with pytest.raises(ValueError, match="max_len"):
        cache(x[:, 2:5])
    other(x[:, :2])
    torch.testing.assert_close(cache(x[:, 2:4]), other(x[:, 2:4]))


def test_cached_attention_of_the_prompts_example():
    cached = load_reference("kv_cache")["CachedAttention"]
    one = torch.ones(1, 1, dtype=DTYPE)
    cache = cached(one, one, one, one, 1, 3)
    assert cache(0 * one[None]).item() == 0
    assert cache(math.log(2) * one[None]).item() == pytest.approx(0.4283, abs=5e-5)
    with pytest.raises(ValueError, match="max_len"):
        cache(torch.zeros(1, 2, 1, dtype=DTYPE))
    cache(one[None])
    with pytest.raises(ValueError, match="n_heads"):
        cached(one, one, one, one, 2, 3)
