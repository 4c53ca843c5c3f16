"""Image by image and text by text."""

import torch


def clip_loss(image, text, logit_scale):
    n = image.shape[0]
    a = [row.double() / torch.sqrt((row.double() ** 2).sum()) for row in image]
    b = [row.double() / torch.sqrt((row.double() ** 2).sum()) for row in text]
    total = 0.0
    for k in range(n):
        out = torch.stack([logit_scale * (a[k] * b[j]).sum() for j in range(n)])
        back = torch.stack([logit_scale * (a[j] * b[k]).sum() for j in range(n)])
        total = total - torch.log_softmax(out, 0)[k] - torch.log_softmax(back, 0)[k]
    return (total / (2 * n)).to(image.dtype)
