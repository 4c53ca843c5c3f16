"""Position by position."""

import torch


def distillation_loss(student_logits, teacher_logits, temperature=2.0):
    v = student_logits.shape[-1]
    total, n = 0.0, 0
    for s, t in zip(student_logits.reshape(-1, v).double(), teacher_logits.detach().reshape(-1, v).double()):
        logq = (s / temperature) - torch.logsumexp(s / temperature, 0)
        logp = (t / temperature) - torch.logsumexp(t / temperature, 0)
        for i in range(v):
            total = total + torch.exp(logp[i]) * (logp[i] - logq[i])
        n += 1
    return (temperature**2 * total / n).to(student_logits.dtype)
