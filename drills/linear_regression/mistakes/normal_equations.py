"""The normal equations are solved directly.

x^T x is singular as soon as two columns depend on each other or there are fewer rows than columns: the solver raises or returns huge numbers. It also squares the condition number. Use the pseudo-inverse or lstsq.
"""

import torch


def linear_regression(x, y):
    wide = torch.promote_types(x.dtype, torch.float32)
    xc, yc = x.to(wide) - x.to(wide).mean(0), y.to(wide) - y.to(wide).mean(0)
    w = torch.linalg.solve(xc.mT @ xc, xc.mT @ yc)
    return w.to(x.dtype), (y.to(wide).mean(0) - x.to(wide).mean(0) @ w).to(x.dtype)
