"""Grading one answer: choice, order, cloze, numeric, rubric, LLM judge."""
