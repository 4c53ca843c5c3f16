"""A two-way classification with the chosen answer first."""

import torch


def reward_model_loss(chosen, rejected):
    logits = torch.stack([chosen, rejected], -1).double()
    return torch.nn.functional.cross_entropy(logits, torch.zeros(len(chosen), dtype=torch.long, device=chosen.device)).to(chosen.dtype)
