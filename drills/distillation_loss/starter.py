"""Knowledge distillation."""

import torch


def distillation_loss(
    student_logits: torch.Tensor, teacher_logits: torch.Tensor, temperature: float = 2.0
) -> torch.Tensor:
    """T^2 * KL(teacher || student) at a temperature, mean over the positions of logits (..., V)."""
    raise NotImplementedError
