"""Knowledge distillation."""

import torch


def distillation_loss(
    student_logits: torch.Tensor, teacher_logits: torch.Tensor, temperature: float = 2.0
) -> torch.Tensor:
    """T^2 * KL(teacher || student) at a temperature, in nats, mean over the positions of logits (..., V).

    Gradients flow into the student only. Source: arXiv:1503.02531 section 2.
    """
    wide = torch.promote_types(student_logits.dtype, torch.float32)
    teacher = torch.log_softmax(teacher_logits.detach().to(wide) / temperature, dim=-1)
    student = torch.log_softmax(student_logits.to(wide) / temperature, dim=-1)
    # Working with logarithms: exp(-large) * large is 0, where 0 * log(0) would be NaN.
    divergence = (teacher.exp() * (teacher - student)).sum(dim=-1)
    # Softening divides the gradients by T twice; T^2 makes up for it.
    return (temperature**2 * divergence.mean()).to(student_logits.dtype)
