"""Appends to a text; the roles that are allowed next are a set."""


def render_chat(messages, add_generation_prompt=False):
    text = ""
    allowed = {"system", "user", "assistant"}
    for message in messages:
        if message["role"] not in allowed:
            raise ValueError(f"role {message['role']} is not allowed here")
        allowed.discard("system")
        for marker in ("<|im_start|>", "<|im_end|>"):
            if message["content"].count(marker):
                raise ValueError(f"{marker} in content")
        text += "<|im_start|>{role}\n{content}<|im_end|>\n".format(**message)
    if not add_generation_prompt:
        return text
    return text + "<|im_start|>assistant\n"
