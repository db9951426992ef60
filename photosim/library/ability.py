"""What a model can do, told without loading anything."""

from typing import Final

from photosim.embed.spec import ModelSpec

_IMAGENET: Final = 1000


def why_no_tags(spec: ModelSpec) -> str | None:
    """Why tags of classes, and focus on them, are off with a model: one line; None if they are on."""
    if spec.logits is None:
        return f"the model {spec.name} knows no classes, so tags and focus are off with it"
    if spec.classes != _IMAGENET:
        return (
            f"the model {spec.name} has {spec.classes} classes without known names, so tags and focus are off with it"
        )
    if spec.class_weights is None:
        return f"the model {spec.name} comes without class weights, so tags and focus are off with it"
    return None
