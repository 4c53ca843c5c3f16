"""Exact search by cosine."""

import torch


def cosine_top_k(query: torch.Tensor, docs: torch.Tensor, k: int) -> tuple[torch.Tensor, torch.Tensor]:
    """(values, indices) of the k documents (N, d) nearest to query (d,) or (Q, d) by cosine; ties to the lower index.

    Ranked in float64, values in the query's dtype; zero vectors score 0. Raises ValueError if k > N. No gradient.
    """
    if k > docs.shape[0]:
        raise ValueError(f"k = {k} is larger than the number of documents, {docs.shape[0]}")
    with torch.no_grad():
        wide_query, wide_docs = query.double(), docs.double()
        dots = wide_query @ wide_docs.mT
        norms = wide_query.norm(dim=-1, keepdim=True) * wide_docs.norm(dim=-1)
        # A zero vector has no direction: its dot products are 0, and dividing by 1 leaves them there.
        cosines = dots / torch.where(norms > 0, norms, torch.ones_like(norms))
        # Equal documents must tie exactly, so the last digits, which depend on the order of summation, are cut.
        cosines = torch.round(cosines, decimals=12)
        order = torch.sort(cosines, dim=-1, descending=True, stable=True)
        return order.values[..., :k].to(query.dtype), order.indices[..., :k]
