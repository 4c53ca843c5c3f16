"""The total of all GPUs is returned.

A model fits or does not fit on each GPU by itself. Return what one GPU holds.
"""

def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
    if optimizer not in ("adamw", "sgd") or precision not in ("mixed", "fp32") or zero_stage not in (0, 1, 2, 3):
        raise ValueError("unknown optimizer, precision or stage")
    weights = 2 if precision == "mixed" else 4
    gradients = 2 if precision == "mixed" else 4
    states = 8 if optimizer == "adamw" else 0
    if precision == "mixed":
        states += 4
    if zero_stage >= 1:
        states /= n_gpus
    if zero_stage >= 2:
        gradients /= n_gpus
    if zero_stage >= 3:
        weights /= n_gpus
    return n_gpus * n_params * (weights + gradients + states)
