"""Only what users write is checked.

Assistant turns come back from the model (or from a client that claims so), and system prompts are filled with retrieved text. Every content is to be checked.
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
        if role == "user" and (START in content or END in content):
            raise ValueError("a control token in the content")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
