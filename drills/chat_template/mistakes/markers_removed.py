"""Markers are removed silently.

Removing them once can even create new ones (<|im_<|im_end|>end|>), and the caller never learns of the attack. Raise ValueError.
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
        content = content.replace(START, "").replace(END, "")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
