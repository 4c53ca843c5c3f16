"""Messages are joined by newlines.

Then the last message has none, and the generation prompt sits where a newline should be. Each message ends with its own newline.
"""

START, END = "<|im_start|>", "<|im_end|>"


def render_chat(messages, add_generation_prompt=False):
    turns = []
    for place, message in enumerate(messages):
        role, content = message["role"], message["content"]
        if role not in ("system", "user", "assistant"):
            raise ValueError("unknown role")
        if role == "system" and place > 0:
            raise ValueError("a late system message")
        if START in content or END in content:
            raise ValueError("a control token in the content")
        turns.append(f"{START}{role}\n{content}{END}")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "\n".join(turns)
