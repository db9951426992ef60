"""Models others have published that photosim can fetch by itself, with what to expect of each file.

The ONNX model zoo gave its files away on GitHub until July 2025 and does so on Hugging Face since
(https://github.com/onnx/models/blob/main/README.md, "Deprecation Notice"). GitHub's addresses are tried last: what
comes from any of them, or from a mirror, has to have the hash that stands here.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from photosim.embed.spec import Storage
from photosim.errors import ModelError

MIRROR_VARIABLE: Final = "PHOTOSIM_MODEL_MIRROR"
"""Environment variable: base addresses of mirrors, separated by blanks."""

_IN_THE_ZOO: Final = "validated/vision/classification/vgg/model"


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A file that can be downloaded and made a model of.

    Attributes:
        name: what the user types, and the name of the model it becomes.
        title: for people.
        file: name of the file.
        urls: where it is, best first.
        bytes: its size.
        sha256: its hash, 64 hex digits.
        licence: SPDX identifier of the weights.
        source: where they come from, for people.
        dimension: numbers a photo of the model it becomes.
        classes: how many it knows by name.
        storage: how the model will keep its weights.
    """

    name: str
    title: str
    file: str
    urls: tuple[str, ...]
    bytes: int
    sha256: str
    licence: str
    source: str
    dimension: int
    classes: int
    storage: Storage


def _in_the_zoo(stem: str) -> tuple[str, ...]:
    """Where the zoo has, or had, one of its files of VGG."""
    file = f"{stem}.onnx"
    return (
        f"https://huggingface.co/onnxmodelzoo/{stem}/resolve/main/{file}",
        f"https://huggingface.co/onnxmodelzoo/legacy_models/resolve/main/{_IN_THE_ZOO}/{file}",
        f"https://media.githubusercontent.com/media/onnx/models/main/{_IN_THE_ZOO}/{file}",
        f"https://github.com/onnx/models/raw/main/{_IN_THE_ZOO}/{file}",
    )


PUBLISHED: Final = (
    PublishedModel(
        name="vgg16",
        title="VGG16",
        file="vgg16-12.onnx",
        urls=_in_the_zoo("vgg16-12"),
        bytes=553_437_752,
        sha256="722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b",
        licence="Apache-2.0",
        source="ONNX model zoo, vgg16-12.onnx: https://github.com/onnx/models",
        dimension=4096,
        classes=1000,
        storage="fp16",
    ),
    PublishedModel(
        name="vgg16-int8",
        title="VGG16, 8-bit",
        file="vgg16-12-int8.onnx",
        urls=_in_the_zoo("vgg16-12-int8"),
        bytes=138_407_238,
        sha256="0d0a8e1d69f70404421e37dbad4f8bd21d42758e9f426bd5b39e9e4e9e1afa23",
        licence="Apache-2.0",
        source="ONNX model zoo, vgg16-12-int8.onnx: https://github.com/onnx/models",
        dimension=4096,
        classes=1000,
        storage="int8",
    ),
)


def find_published(name: str) -> PublishedModel:
    """The published model of that name.

    Raises:
        ModelError: there is none; the names there are are listed.
    """
    for model in PUBLISHED:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in PUBLISHED)
    message = f"no model {name!r} can be downloaded; there are: {known}. For a file of your own: photosim models import"
    raise ModelError(message)


def addresses(model: PublishedModel, mirrors: Sequence[str] = ()) -> tuple[str, ...]:
    """Where to look for a file, in order: the given mirrors, those of the environment, the published addresses.

    Raises:
        ModelError: a mirror is neither an https address nor one of this computer.
    """
    from photosim.embed.web import RefusedAddressError, refuse_unsafe  # noqa: PLC0415 - listing models needs no network

    bases = [*mirrors, *os.environ.get(MIRROR_VARIABLE, "").split()]
    urls = [f"{base.rstrip('/')}/{model.file}" for base in bases]
    try:
        for url in urls:
            refuse_unsafe(url)
    except RefusedAddressError as error:
        message = f"the mirror cannot be used: {error}"
        raise ModelError(message) from error
    return (*urls, *model.urls)
