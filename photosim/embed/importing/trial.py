"""Running a network once before it is let in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosim.core.threads import usable_cores
from photosim.embed.sessions import first_line, open_network, runtime_errors
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError

_ALIKE = 0.999
"""Least cosine between a photo's answer alone and in company. Order of sums costs 1e-6; a mix-up leaves far less."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a network turned out to answer with.

    Attributes:
        dimension: length of a vector.
        classes: number of classes, 0 without.
        least: the least value of a vector that was seen.
    """

    dimension: int
    classes: int
    least: float


def try_out(spec: ModelSpec, where: str) -> Answered:
    """Run a network on random pixels, one photo and two.

    Args:
        spec: of a file that is in place; its dimension and number of classes are not looked at.
        where: names the file it was made from in messages.

    Raises:
        ModelError: it cannot be loaded, fails, answers in another shape or with values that are no numbers, or mixes
            up the photos of a batch.
    """
    side = spec.transform.size
    pixels = np.random.default_rng(0).standard_normal((2, 3, side, side)).astype(np.float32)
    names = [name for name in (spec.embedding, spec.logits) if name]
    try:
        network = open_network(spec, usable_cores(), "cpu")
        alone = [network.run(names, {spec.input: pixels[place : place + 1]}) for place in range(2)]
    except ModelError as error:
        reason = first_line(error.__cause__ or error)
        message = f"the network in {where} cannot be loaded: {reason}"
        raise ModelError(message) from error
    except runtime_errors() as error:
        message = f"the network in {where} does not run on photos of {side} pixels a side: {first_line(error)}"
        raise ModelError(message) from error
    try:
        together = network.run(names, {spec.input: pixels})
    except runtime_errors() as error:
        message = f"the network in {where} takes one photo at a time; export it for any number: {first_line(error)}"
        raise ModelError(message) from error
    for place, name in enumerate(names):
        _compare(together[place], [one[place] for one in alone], name, where)
    classes = together[1].shape[1] if spec.logits else 0
    return Answered(together[0].shape[1], classes, float(together[0].min()))


def _compare(together: NDArray[np.float32], alone: list[NDArray[np.float32]], name: str, where: str) -> None:
    """Rows of two photos are numbers, and those of each photo alone.

    Raises:
        ModelError: they are not.
    """
    shapes = [together.shape, *(one.shape for one in alone)]
    width = together.shape[-1]
    if together.dtype != np.float32 or shapes != [(2, width), (1, width), (1, width)] or not width:
        message = f"the network in {where} answers {name!r} for two photos in the shape {together.shape}"
        raise ModelError(message)
    if not np.isfinite(together).all():
        message = f"the network in {where} answers {name!r} with values that are no numbers"
        raise ModelError(message)
    for row, one in zip(together.astype(np.float64), alone, strict=True):
        single = one[0].astype(np.float64)
        lengths = np.linalg.norm(row) * np.linalg.norm(single)
        if (lengths or (row != single).any()) and row @ single < _ALIKE * lengths:
            message = f"the network in {where} answers {name!r} differently for a photo alone and beside another"
            raise ModelError(message)
