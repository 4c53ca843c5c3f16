"""Sums as a tensor, top beams by topk over the flattened pool."""

import torch


def beam_search(step, bos, eos, beam_width, max_len, length_penalty=0.0):
    finished = []  # (score, tokens)
    live, sums = [[bos]], torch.zeros(1, dtype=torch.float64)
    for length in range(1, max_len + 1):
        if finished and live:
            lengths = torch.arange(length, max_len + 1, dtype=torch.float64)
            if max(finished)[0] >= (sums.max() / lengths**length_penalty).max().item():
                break
        if not live:
            break
        logps = step(live).double()
        vocab = logps.shape[1]
        totals = (sums[:, None] + logps).flatten()
        scores = torch.cat(
            [totals / length**length_penalty, torch.tensor([s for s, _ in finished], dtype=torch.float64)]
        )
        best = scores.topk(min(beam_width, len(scores)))
        new_live, new_sums, new_finished = [], [], []
        for value, index in zip(best.values.tolist(), best.indices.tolist()):
            if index >= len(totals):
                new_finished.append(finished[index - len(totals)])
                continue
            tokens = [*live[index // vocab], index % vocab]
            if tokens[-1] == eos or length == max_len:
                new_finished.append((value, tokens))
            else:
                new_live.append(tokens)
                new_sums.append(totals[index])
        live, finished = new_live, new_finished
        sums = torch.stack(new_sums) if new_sums else sums
    value, tokens = max(finished)
    return tokens, value
