"""Memory of the model state in training."""


def training_memory_bytes(
    n_params: int, optimizer: str = "adamw", precision: str = "mixed", zero_stage: int = 0, n_gpus: int = 1
) -> float:
    """Bytes that each GPU holds for weights, gradients and optimizer state."""
    raise NotImplementedError
