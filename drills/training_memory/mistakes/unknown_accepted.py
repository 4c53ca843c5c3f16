"""Unknown names pass.

A misspelt optimizer falls through to SGD and reports half the memory. Raise ValueError.
"""

def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
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
    return n_params * (weights + gradients + states)
