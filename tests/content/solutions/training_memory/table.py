"""Every combination as a table of exact fractions."""

from fractions import Fraction

PARTS = {
    ("adamw", "mixed"): (2, 2, 12),
    ("sgd", "mixed"): (2, 2, 4),
    ("adamw", "fp32"): (4, 4, 8),
    ("sgd", "fp32"): (4, 4, 0),
}


def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
    if (optimizer, precision) not in PARTS or zero_stage not in range(4):
        raise ValueError("unknown")
    parts = PARTS[optimizer, precision]
    sharded = 3 - zero_stage
    exact = sum(Fraction(n_params * b, n_gpus if i >= sharded else 1) for i, b in enumerate(parts))
    return int(exact) if exact.denominator == 1 else float(exact)
