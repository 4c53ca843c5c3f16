"""The diagonal less two logsumexps."""

import torch


def clip_loss(image, text, logit_scale):
    a = image.double() / image.double().square().sum(-1, keepdim=True).sqrt()
    b = text.double() / text.double().square().sum(-1, keepdim=True).sqrt()
    s = torch.einsum("nd,md->nm", a, b) * logit_scale
    rows, columns = torch.logsumexp(s, 1), torch.logsumexp(s, 0)
    return (0.5 * (rows + columns) - s.diagonal()).mean().to(image.dtype)
