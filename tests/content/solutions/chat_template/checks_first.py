"""All checks first, then one expression."""

import re


def render_chat(messages, add_generation_prompt=False):
    roles = [m["role"] for m in messages]
    if set(roles) - {"system", "user", "assistant"} or "system" in roles[1:]:
        raise ValueError("roles")
    if any(re.search(r"<\|im_(start|end)\|>", m["content"]) for m in messages):
        raise ValueError("markers")
    text = "".join("<|im_start|>" + m["role"] + "\n" + m["content"] + "<|im_end|>\n" for m in messages)
    return text + ("<|im_start|>assistant\n" if add_generation_prompt else "")
