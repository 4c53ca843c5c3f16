"""GPTQ."""

import torch


@torch.no_grad()
def gptq_quantize(w: torch.Tensor, hessian: torch.Tensor, bits: int = 4, damp: float = 0.01) -> torch.Tensor:
    """The weight w (out, in) on a grid of 2^bits levels a row, errors made up for by later columns.

    hessian: (in, in), proportional to the sum of x x^T over the layer's inputs. Returns dequantised weights in w's
    dtype. Source: Frantar et al., arXiv:2210.17323 algorithm 1.
    """
    wide = torch.promote_types(w.dtype, torch.float32)
    left = w.to(wide).clone()  # the weights that are still to be rounded; they move
    h = hessian.to(wide)

    # The grid of each row comes from the original weights and contains 0.
    levels = 2**bits - 1
    low = left.amin(dim=1).clamp(max=0)
    high = left.amax(dim=1).clamp(min=0)
    scale = (high - low) / levels
    scale = torch.where(scale == 0, torch.ones_like(scale), scale)  # a row of zeros
    zero = torch.round(-low / scale)

    # Damping keeps the inverse tame where calibration data never excited a direction.
    damped = h + damp * h.diagonal().mean() * torch.eye(len(h), dtype=wide, device=w.device)
    # Row j of the factor is row j of the inverse Hessian of the columns from j on, over the root of its diagonal.
    upper = torch.linalg.cholesky(torch.linalg.inv(damped), upper=True)

    out = torch.empty_like(left)
    for j in range(left.shape[1]):
        column = left[:, j]
        q = (torch.round(column / scale) + zero).clamp(0, levels)
        out[:, j] = scale * (q - zero)
        error = (column - out[:, j]) / upper[j, j]
        left[:, j + 1 :] -= error.unsqueeze(1) * upper[j, j + 1 :]
    return out.to(w.dtype)
