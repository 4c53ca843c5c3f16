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
    torch.testing.assert_close(
        attention(q, k, v, causal=True), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


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
