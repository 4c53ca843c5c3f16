"""The number of chunks first."""


def chunk_tokens(tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("bad overlap")
    if len(tokens) == 0:
        return []
    step = size - overlap
    count = max(1, -(-(len(tokens) - overlap) // step))
    return [tokens[k * step : k * step + size] for k in range(count)]
