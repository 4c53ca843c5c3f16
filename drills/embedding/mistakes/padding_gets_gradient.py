"""The padding row is trained.

Your values are right, but a gradient flows into the padding row. Padding then drifts away from where it was initialised, and with momentum and weight decay it never
stops. Detach that row.
"""


def embedding(ids, weight, padding_idx=None):
    return weight[ids]
