"""One call of step for each live beam; plain lists and dicts."""


def beam_search(step, bos, eos, beam_width, max_len, length_penalty=0.0):
    beams = [{"tokens": [bos], "sum": 0.0, "score": None, "done": False}]
    while True:
        done = [b for b in beams if b["done"]]  # the best first, as beams are sorted
        live = [b for b in beams if not b["done"]]
        if done:
            ceilings = []
            for b in live:
                for n in range(len(b["tokens"]), max_len + 1):
                    ceilings.append(b["sum"] / pow(n, length_penalty))
            winner = done[0]
            if not [c for c in ceilings if c > winner["score"]]:
                return winner["tokens"], winner["score"]
        following = done
        for b in live:
            row = step([b["tokens"]])[0]
            for token, logp in enumerate(row.tolist()):
                tokens = b["tokens"] + [token]
                total = b["sum"] + logp
                n = len(b["tokens"])
                ends = token == eos or n == max_len
                following.append(
                    {"tokens": tokens, "sum": total, "score": total / pow(n, length_penalty), "done": ends}
                )
        following.sort(key=lambda b: -b["score"])
        beams = following[:beam_width]
