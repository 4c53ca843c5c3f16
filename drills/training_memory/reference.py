"""Memory of the model state in training."""

# Bytes a parameter: weights, gradients, master weights.
PRECISIONS = {"mixed": (2, 2, 4), "fp32": (4, 4, 0)}
# AdamW keeps two float32 moments.
MOMENTS = {"adamw": 8, "sgd": 0}


def training_memory_bytes(
    n_params: int, optimizer: str = "adamw", precision: str = "mixed", zero_stage: int = 0, n_gpus: int = 1
) -> float:
    """Bytes that each GPU holds for weights, gradients and optimizer state; activations are extra.

    Raises ValueError for an unknown optimizer, precision or stage. Source: ZeRO, arXiv:1910.02054 figure 1.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"precision must be one of {', '.join(PRECISIONS)}, not {precision!r}")
    if optimizer not in MOMENTS:
        raise ValueError(f"optimizer must be one of {', '.join(MOMENTS)}, not {optimizer!r}")
    if zero_stage not in (0, 1, 2, 3):
        raise ValueError(f"zero_stage must be 0, 1, 2 or 3, not {zero_stage!r}")
    weights, gradients, master = PRECISIONS[precision]
    # The master weights are only needed by the update, so ZeRO counts them to the optimizer.
    state = master + MOMENTS[optimizer]
    # Each stage shards one part more.
    per_parameter = (
        weights / (n_gpus if zero_stage >= 3 else 1)
        + gradients / (n_gpus if zero_stage >= 2 else 1)
        + state / (n_gpus if zero_stage >= 1 else 1)
    )
    return n_params * per_parameter
