"""The divergence is taken the other way round.

KL(student || teacher) is mode-seeking: the student may ignore what the teacher holds for possible. Some on-policy methods want that; distillation as defined here weighs by the teacher.
"""

import torch


def distillation_loss(student_logits, teacher_logits, temperature=2.0):
    wide = torch.promote_types(student_logits.dtype, torch.float32)
    p = torch.log_softmax(teacher_logits.detach().to(wide) / temperature, -1)
    q = torch.log_softmax(student_logits.to(wide) / temperature, -1)
    per = (q.exp() * (q - p)).sum(-1)
    return (temperature**2 * per.mean()).to(student_logits.dtype)
