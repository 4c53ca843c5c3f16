"""The LLM judge: one model call decides every point and wrong claim, and must quote the answer for each."""
