"""The search goes on when nothing live can win.

It costs calls of the model for beams whose sums can only fall. Compare the best finished score with what live beams can still reach.
"""

def beam_search(step, bos, eos, beam_width, max_len, length_penalty=0.0):
    def score(beam):
        return beam[1] / (len(beam[0]) - 1) ** length_penalty

    def reach(beam):
        return max(beam[1] / n**length_penalty for n in range(len(beam[0]), max_len + 1))

    beams = [([bos], 0.0, False)]
    while True:
        live = [b for b in beams if not b[2]]
        finished = [b for b in beams if b[2]]
        best = max(finished, key=score, default=None)
        if best and not live:
            return best[0], score(best)
        pool = list(finished)
        for (tokens, total, _), row in zip(live, step([b[0] for b in live]).tolist()):
            for token, logp in enumerate(row):
                new = [*tokens, token]
                pool.append((new, total + logp, token == eos or len(new) - 1 == max_len))
        beams = sorted(pool, key=score, reverse=True)[:beam_width]
