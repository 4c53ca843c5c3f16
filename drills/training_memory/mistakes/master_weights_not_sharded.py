"""The master weights are not sharded.

They are needed only by the GPU that updates the shard, so ZeRO counts them to the optimizer state: 12 / n from stage 1 on.
"""

def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
    if optimizer not in ("adamw", "sgd") or precision not in ("mixed", "fp32") or zero_stage not in (0, 1, 2, 3):
        raise ValueError("unknown optimizer, precision or stage")
    weights = 2 if precision == "mixed" else 4
    gradients = 2 if precision == "mixed" else 4
    states = 8 if optimizer == "adamw" else 0
    if zero_stage >= 1:
        states /= n_gpus
    if zero_stage >= 2:
        gradients /= n_gpus
    if zero_stage >= 3:
        weights /= n_gpus
    if precision == "mixed":
        states += 4 / n_gpus if zero_stage >= 3 else 4
    return n_params * (weights + gradients + states)
