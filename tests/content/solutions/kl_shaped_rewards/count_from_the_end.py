"""The last token is where the count of tokens reaches the row's total."""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    with torch.no_grad():
        count = mask.long().cumsum(1)
        last = mask & (count == count[:, -1:])
        return (mask * beta * (ref_logps - logps) + last * final_reward[:, None]).to(logps.dtype)
