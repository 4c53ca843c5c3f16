"""Grading one submission: catalogue, cases, comparison, diagnosis, confinement, worker."""
