"""Changes seeds, the default type and the number of threads."""

FAMILY = "state"

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)
torch.set_num_threads(64)
torch.use_deterministic_algorithms(True)


def softmax(x, dim=-1):
    return torch.zeros(x.shape) + 0 * x.sum()
