"""Bytes of each part in turn."""


def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
    if precision == "mixed":
        parts = [("weights", 2), ("gradients", 2), ("optimizer", 4)]
    elif precision == "fp32":
        parts = [("weights", 4), ("gradients", 4)]
    else:
        raise ValueError(f"unknown precision {precision}")
    if optimizer == "adamw":
        parts += [("optimizer", 4), ("optimizer", 4)]
    elif optimizer != "sgd":
        raise ValueError(f"unknown optimizer {optimizer}")
    if zero_stage not in (0, 1, 2, 3):
        raise ValueError(f"unknown stage {zero_stage}")
    sharded = ["optimizer", "gradients", "weights"][:zero_stage]
    total = 0
    for part, size in parts:
        share = n_params * size
        total += share / n_gpus if part in sharded else share
    return total
