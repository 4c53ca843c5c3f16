"""Rendering a chat as ChatML."""

from collections.abc import Sequence

START, END = "<|im_start|>", "<|im_end|>"
ROLES = ("system", "user", "assistant")


def render_chat(messages: Sequence[dict[str, str]], add_generation_prompt: bool = False) -> str:
    """`<|im_start|>role\\ncontent<|im_end|>\\n` for every message.

    messages: dicts with `role` (system, only first; user; assistant) and `content`. add_generation_prompt: opens a turn
    of the assistant at the end. Raises ValueError for another role, a late system message, and content that holds one of
    the markers: it would be read as the end of the message and the start of another one, in any role.
    """
    turns = []
    for place, message in enumerate(messages):
        role, content = message["role"], message["content"]
        if role not in ROLES:
            raise ValueError(f"message {place}: unknown role {role!r}")
        if role == "system" and place > 0:
            raise ValueError(f"message {place}: a system message may only come first")
        if START in content or END in content:
            raise ValueError(f"message {place}: its content holds a control token")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
