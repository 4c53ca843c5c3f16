"""The content is stripped.

White space at the edges of a message may matter (code, few-shot formats), and what is rendered in training must be rendered the same in serving. Leave the content as it is.
"""

START, END = "<|im_start|>", "<|im_end|>"


def render_chat(messages, add_generation_prompt=False):
    turns = []
    for place, message in enumerate(messages):
        role, content = message["role"], message["content"].strip()
        if role not in ("system", "user", "assistant"):
            raise ValueError("unknown role")
        if role == "system" and place > 0:
            raise ValueError("a late system message")
        if START in content or END in content:
            raise ValueError("a control token in the content")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
