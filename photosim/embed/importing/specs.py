"""What the user says of a model, and what is taken for granted where nothing is said.

SPEC.json holds any of the entries of a model's own description (`photosim.embed.spec.ModelSpec`):

- `name`, `title`, `licence`, `source`: else the file's name, the same, "NOASSERTION" (SPDX's word for not known), and
  where the file was imported from.
- `transform`: any of its entries; else the photo's middle as for the built-in model, squeezed to the size of the input
  with "bilinear", less the mean of ImageNet and by its deviation, as torchvision's classifiers want it.
- `input`, `embedding`, `logits`: names inside the graph; else found. `"logits": null` leaves the classes out.
- `dimension`, `classes`, `bytes`, `sha256`: what they must turn out to be; the last two are the given file's.
- `signed`: else told from the graph. `batch_size`, `decode_short_side`, `storage`: else as below.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from photosim.embed.spec import ModelSpec, Storage, Transform, sha256_of
from photosim.errors import ModelError

IMAGENET_MEAN: Final = (123.675, 116.28, 103.53)
"""(.485, .456, .406) of 255: https://pytorch.org/vision/stable/models.html; GluonCV's, of the ONNX zoo, is the same."""
IMAGENET_STD: Final = (58.395, 57.12, 57.375)
"""(.229, .224, .225) of 255."""
CAFFE_MEAN: Final = (103.939, 116.779, 123.68)
"""Blue, green, red."""

BATCH_SIZE: Final = 4
DECODE_SHORT_SIDE: Final = 320
"""For inputs up to 224 pixels, as measured for the built-in model; larger inputs get as much more."""

_MOST_BYTES: Final = 1_000_000
_MADE: Final = frozenset({"file", "class_weights", "class_weights_sha256"})
_TRANSFORM: Final = frozenset(one.name for one in fields(Transform))
_ENTRIES: Final = frozenset(one.name for one in fields(ModelSpec)) - {"folder"}


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a file from where it was published.

    Attributes:
        title: what the window shows.
        licence: SPDX identifier of the weights.
        text: where the weights come from.
        licence_text: kept beside the model as `<name>.LICENSE.txt`.
    """

    title: str
    licence: str
    text: str
    licence_text: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """The entries of SPEC.json; their types are checked when they become a description.

    Attributes:
        entries: all but the transform.
        transform: any of its entries.
        given: whether there was a file at all.
    """

    entries: dict[str, Any] = field(default_factory=dict)
    transform: dict[str, Any] = field(default_factory=dict)
    given: bool = False

    def text(self, name: str) -> str | None:
        """An entry that is a text, None if it is not there or null."""
        value = self.entries.get(name)
        return value if isinstance(value, str) else None


def read_wishes(path: Path | None) -> Wishes:
    """What is in the user's file.

    Raises:
        ModelError: it cannot be read, or has an entry that is not known or not to be chosen.
    """
    if path is None:
        return Wishes()
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        values = json.loads(content) if len(content) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        message = f"the description {path} cannot be read: {why}"
        raise ModelError(message) from error
    transform = values.pop("transform", {}) if isinstance(values, dict) else {}
    if not isinstance(values, dict) or not isinstance(transform, dict):
        message = f"the description {path} is no JSON object, or its 'transform' is none"
        raise ModelError(message)
    if unknown := (values.keys() - _ENTRIES) | (transform.keys() - _TRANSFORM):
        message = f"the description {path} has an unknown entry {min(unknown)!r}"
        raise ModelError(message)
    if made := values.keys() & _MADE:
        message = f"the description {path} has an entry {min(made)!r}, which the import makes by itself; leave it out"
        raise ModelError(message)
    wishes = Wishes(values, transform, given=True)
    # With anything in the place of what is not known yet, so that a wrong type is told before the work begins.
    anything = Transform(224, None, 1.0, "bilinear", IMAGENET_MEAN, IMAGENET_STD)
    name = values.get("name")
    name = "described" if name is None or isinstance(name, str) else name  # names are looked at later
    parse(describe(wishes, anything, {"name": name, "file": "x.onnx"}), path.with_name("described.json"), path)
    _check_units(transform, path)
    return wishes


def _check_units(transform: dict[str, Any], path: Path) -> None:
    """Refuse what was copied from where pixel values are 0..1: the network would see nothing but noise.

    Raises:
        ModelError: a deviation of less than one of 255 steps.
    """
    if min(transform.get("std", [1])) < 1:
        message = f"the description {path} has 'mean' and 'std' for pixel values 0..1; multiply them by 255"
        raise ModelError(message)


def describe(wishes: Wishes, transform: Transform, found: dict[str, Any]) -> dict[str, Any]:
    """A whole description: what is found, under what is wished, over what is usual."""
    usual = {
        "title": found["name"],
        "bytes": 1,
        "sha256": 64 * "0",
        "licence": "NOASSERTION",
        "source": "imported",
        "input": "image",
        "embedding": "embedding",
        "dimension": 1,
        "batch_size": BATCH_SIZE,
        "decode_short_side": max(DECODE_SHORT_SIDE, DECODE_SHORT_SIDE * transform.size // 224),
    }
    values = usual | wishes.entries | found
    if values.get("logits") is None:
        values |= {"logits": None, "classes": 0}
    elif not values.get("classes"):
        values["classes"] = 1
    values["transform"] = asdict(transform) | wishes.transform
    return values


def check_source(wishes: Wishes, file: Path) -> None:
    """The given file is the one the user means.

    Raises:
        ModelError: it has another size or hash.
    """
    size, digest = wishes.entries.get("bytes"), wishes.entries.get("sha256")
    if (size is not None and file.stat().st_size != size) or (digest is not None and sha256_of(file) != digest):
        message = f"the file {file} is not the one that is described: its size or its hash is another"
        raise ModelError(message)


def finish(
    wishes: Wishes, transform: Transform, found: dict[str, Any], path: Path, described: Path | None
) -> ModelSpec:
    """Write a description and read it back.

    Args:
        wishes: the user's.
        transform: what fits the file.
        found: everything the import made or found out.
        path: of the description, `<name>.json`.
        described: the user's file, named if something in it is wrong.

    Raises:
        ModelError: what is wished does not go with what was found.
        OSError: it cannot be written.
    """
    for name in ("dimension", "classes"):
        if name in wishes.entries and wishes.entries[name] != found[name]:
            message = f"{name!r} is {found[name]}, not {wishes.entries[name]} as {described} says"
            raise ModelError(message)
    values = describe(wishes, transform, found)
    parse(values, path, described)
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    return ModelSpec.read(path)


def parse(values: dict[str, Any], path: Path, described: Path | None = None) -> ModelSpec:
    """The description these values make when they are written to `path`.

    Raises:
        ModelError: a value is of a wrong type or out of its range.
    """
    try:
        return ModelSpec.parse(json.loads(json.dumps(values)), path)  # rows of numbers are lists in a file
    except ModelError as error:
        message = f"the description {described or path} is not usable: {error.__cause__}"
        raise ModelError(message) from error


def storage_of(wishes: Wishes, storage: Storage | None) -> Storage | None:
    """How weights are to be kept: as asked for in the call, else in the description."""
    wished: Storage | None = wishes.entries.get("storage")
    return storage or wished
