"""Channel by channel."""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    out, means, variances = [], [], []
    for c in range(x.shape[1]):
        own = x[:, c].double()
        mean, var = running_mean[c].double(), running_var[c].double()
        if training:
            mean = own.mean()
            var = ((own - mean) ** 2).mean()
            means.append((1 - momentum) * running_mean[c].double() + momentum * mean.detach())
            variances.append((1 - momentum) * running_var[c].double() + momentum * own.detach().flatten().var())
        else:
            means.append(mean.detach())
            variances.append(var.detach())
        out.append((own - mean) / (var + eps) ** 0.5 * weight[c] + bias[c])
    return torch.stack(out, 1).to(x.dtype), torch.stack(means).to(x.dtype), torch.stack(variances).to(x.dtype)
