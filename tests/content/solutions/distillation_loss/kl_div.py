"""torch's kl_div with batchmean."""

import torch
import torch.nn.functional as F


def distillation_loss(student_logits, teacher_logits, temperature=2.0):
    v = student_logits.shape[-1]
    wide = torch.promote_types(student_logits.dtype, torch.float32)
    student = F.log_softmax(student_logits.reshape(-1, v).to(wide) / temperature, -1)
    with torch.no_grad():
        teacher = F.log_softmax(teacher_logits.reshape(-1, v).to(wide) / temperature, -1)
    return (F.kl_div(student, teacher, reduction="batchmean", log_target=True) * temperature**2).to(student_logits.dtype)
