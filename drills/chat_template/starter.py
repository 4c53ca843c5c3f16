"""Rendering a chat as ChatML."""

from collections.abc import Sequence


def render_chat(messages: Sequence[dict[str, str]], add_generation_prompt: bool = False) -> str:
    """The ChatML text of messages with `role` and `content`."""
    raise NotImplementedError
