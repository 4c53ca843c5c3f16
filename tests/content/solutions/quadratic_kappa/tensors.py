"""Confusion matrix and weights as tensors."""

import torch


def quadratic_kappa(a, b, n_classes):
    a, b = torch.tensor(a), torch.tensor(b)
    table = torch.bincount(a * n_classes + b, minlength=n_classes**2).view(n_classes, n_classes).double()
    labels = torch.arange(n_classes, dtype=torch.float64)
    weights = (labels[:, None] - labels) ** 2
    expected = torch.outer(table.sum(1), table.sum(0)) / table.sum()
    below = (weights * expected).sum()
    if below == 0:
        return 1.0
    return float(1 - (weights * table).sum() / below)
