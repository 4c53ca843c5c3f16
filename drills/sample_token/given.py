"""A generator that several calls share."""

import torch

made = {}


def shared_generator(name, like):
    """The one generator with this name, on the device of a tensor."""
    if name not in made:
        made[name] = torch.Generator(device=like.device).manual_seed(name)
    return made[name]
