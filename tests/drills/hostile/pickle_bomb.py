"""Returns an object that runs code when it is unpickled."""

FAMILY = "objects"

import os


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch /tmp/llmprep-was-here",))


def softmax(x, dim=-1):
    return Bomb()
