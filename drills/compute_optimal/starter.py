"""Compute-optimal model size."""


def compute_optimal(flops: float, tokens_per_parameter: float = 20.0) -> tuple[float, float]:
    """Parameters and training tokens that use up a budget of FLOPs at a given ratio of tokens to parameters."""
    raise NotImplementedError


def training_flops(n_params: float, n_tokens: float) -> float:
    """FLOPs of training a dense transformer."""
    raise NotImplementedError
