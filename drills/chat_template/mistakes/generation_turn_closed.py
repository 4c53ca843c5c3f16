"""The assistant's turn is closed at once.

<|im_end|> behind the opened turn tells the model that its answer is complete and empty. The generation prompt ends with the newline behind the role.
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
    if add_generation_prompt:
        turns.append(f"{START}assistant\n{END}\n")
    return "".join(turns)
