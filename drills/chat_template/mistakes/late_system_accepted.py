"""A system message is accepted anywhere.

Chat models are tuned on a system message in front. One in the middle is off the training distribution, and often a sign that someone has spliced it in. Raise ValueError.
"""

START, END = "<|im_start|>", "<|im_end|>"


def render_chat(messages, add_generation_prompt=False):
    turns = []
    for place, message in enumerate(messages):
        role, content = message["role"], message["content"]
        if role not in ("system", "user", "assistant"):
            raise ValueError("unknown role")
        if START in content or END in content:
            raise ValueError("a control token in the content")
        turns.append(f"{START}{role}\n{content}{END}\n")
    if add_generation_prompt:
        turns.append(f"{START}assistant\n")
    return "".join(turns)
