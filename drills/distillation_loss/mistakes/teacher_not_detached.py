"""A gradient flows into the teacher.

The teacher would be trained towards the student. Detach it, or run it under no_grad.
"""

import torch


def distillation_loss(student_logits, teacher_logits, temperature=2.0):
    wide = torch.promote_types(student_logits.dtype, torch.float32)
    p = torch.log_softmax(teacher_logits.to(wide) / temperature, -1)
    q = torch.log_softmax(student_logits.to(wide) / temperature, -1)
    per = (p.exp() * (p - q)).sum(-1)
    return (temperature**2 * per.mean()).to(student_logits.dtype)
