"""One formula for each stage."""


def training_memory_bytes(n_params, optimizer="adamw", precision="mixed", zero_stage=0, n_gpus=1):
    try:
        w, master = {"mixed": (2, 4), "fp32": (4, 0)}[precision]
        k = {"adamw": 8, "sgd": 0}[optimizer] + master
    except KeyError as error:
        raise ValueError(f"unknown name {error}") from None
    match zero_stage:
        case 0:
            return (2 * w + k) * n_params
        case 1:
            return 2 * w * n_params + k * n_params / n_gpus
        case 2:
            return w * n_params + (w + k) * n_params / n_gpus
        case 3:
            return (2 * w + k) * n_params / n_gpus
    raise ValueError(f"unknown stage {zero_stage}")
