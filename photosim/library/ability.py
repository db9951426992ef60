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


def why_unusable(spec: ModelSpec) -> str | None:
    """Why a model cannot be run, as far as a look at its files' sizes tells: one line; None if it likely can.

    A damaged file of the right size is found out by its hash when the network is opened.
    """
    again = f"install or import the model {spec.name} again"
    try:
        size = spec.path.stat().st_size
    except OSError:
        return f"the model file {spec.path} is gone; {again}"
    if size != spec.bytes:
        return f"the model file {spec.path} is damaged; {again}"
    if spec.class_weights_path is not None and not spec.class_weights_path.is_file():
        return f"the file of class weights {spec.class_weights_path} is gone; {again}"
    return None
