"""The generation prompt is always added.

For training on complete conversations it must not be there: the text would end with an empty turn of the assistant. Add it only when asked.
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
        turns.append(f"{START}{role}\n{content}{END}\n")
    if True:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
