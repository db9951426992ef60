"""What a model is: its files, its transform, its outputs, all in one small JSON file `<name>.json`.

Weights, transform and name travel together, so that a vector can always be traced to what made it.
"""

import hashlib
import json
import re
from dataclasses import MISSING, asdict, dataclass, fields
from math import isfinite
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from photosim.errors import ModelError

Filter = Literal["bilinear", "bicubic", "lanczos"]
Channels = Literal["RGB", "BGR"]
Storage = Literal["fp32", "fp16", "int8"]

_VECTOR_VERSION = 1
"""Raised whenever the code of `decode` or `preprocess` changes the vectors of an unchanged spec."""

MODEL_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Transform:
    """From an upright photo to the network's square input: cut out the middle, then squeeze.

    Attributes:
        size: pixels a side of the input.
        aspect_limit: the longer side is cut to at most this many times the shorter; 1 gives a square,
            None keeps the whole photo.
        crop: share of both sides that is kept after that, 0..1, about the centre.
        filter: of the resize; Pillow widens it when shrinking, so that nothing is skipped.
        mean: subtracted from the pixel values 0..255, one a channel.
        std: divides what is left.
        channels: order of the channels, which `mean` and `std` follow, too.
    """

    size: int
    aspect_limit: float | None
    crop: float
    filter: Filter
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    channels: Channels = "RGB"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model.

    Attributes:
        folder: where its files are; not in the JSON file.
        name: what the user types.
        title: what the window shows.
        file: name of the ONNX file in `folder`.
        bytes: its size.
        sha256: its hash, 64 hex digits.
        licence: SPDX identifier of the weights.
        source: where the weights come from.
        input: name of the network's input, float32 (n, 3, size, size).
        transform: what is done to a photo before.
        embedding: name of the output with the vectors.
        dimension: length of a vector.
        logits: name of the output with the class scores, None for a network without.
        classes: number of classes, 0 without `logits`.
        class_weights: name of a `.npy` file (classes, dimension), None if there is none.
        class_weights_sha256: its hash.
        signed: whether values of the embedding can be negative, as they cannot be right after a ReLU.
        storage: how the file keeps most of its weights.
        batch_size: photos a run that are fastest on a CPU.
        decode_short_side: pixels the short side of a decoded photo must keep for this model.
    """

    folder: Path
    name: str
    title: str
    file: str
    bytes: int
    sha256: str
    licence: str
    source: str
    input: str
    transform: Transform
    embedding: str
    dimension: int
    batch_size: int
    decode_short_side: int
    logits: str | None = None
    classes: int = 0
    class_weights: str | None = None
    class_weights_sha256: str | None = None
    signed: bool = False
    storage: Storage = "fp32"

    @property
    def path(self) -> Path:
        """The ONNX file."""
        return self.folder / self.file

    @property
    def class_weights_path(self) -> Path | None:
        """The file of class weights."""
        return self.folder / self.class_weights if self.class_weights else None

    @property
    def identity(self) -> str:
        """Stands for everything that makes a vector: equal means comparable. Fit for a folder name."""
        parts = {
            "version": _VECTOR_VERSION,
            "network": self.sha256,
            "transform": asdict(self.transform),
            "input": self.input,
            "embedding": self.embedding,
            "decode_short_side": self.decode_short_side,
        }
        if self.signed:  # told only where it holds, so that older identities stay what they were
            parts["signed"] = True
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return f"{self.name}-{digest[:12]}"

    @classmethod
    def read(cls, path: Path) -> "ModelSpec":
        """Read `<name>.json`; the network itself is checked when it is opened.

        Raises:
            ModelError: the file cannot be read, or something in it is missing or wrong.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            message = f"the model description {path} is not usable: {error}"
            raise ModelError(message) from error
        return cls.parse(values, path)

    @classmethod
    def parse(cls, values: object, path: Path) -> "ModelSpec":
        """The same from what the file `path` holds, or will.

        Args:
            values: as `json` reads it; is not changed.
            path: `<name>.json`.

        Raises:
            ModelError: something in it is missing or wrong.
        """
        try:
            entries = dict(values) if isinstance(values, dict) else values
            transform = entries.pop("transform", None) if isinstance(entries, dict) else None
            spec = cls(
                folder=path.parent,
                transform=Transform(**_checked(Transform, transform)),
                **_checked(cls, entries),
            )
            _check_values(spec, path)
        except ValueError as error:
            message = f"the model description {path} is not usable: {error}"
            raise ModelError(message) from error
        return spec


def sha256_of(path: Path) -> str:
    """The hash of a file, 64 hex digits.

    Raises:
        ModelError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = f"the model file {path} cannot be read: {error.strerror or error}"
        raise ModelError(message) from error


def _checked(wanted: type[ModelSpec | Transform], values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The values of a JSON object for the fields of a dataclass.

    Raises:
        ValueError: one is missing, unknown or of the wrong type.
    """
    if not isinstance(values, dict):
        message = f"{wanted.__name__.lower()!r} is missing or no JSON object"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for whatever is wrong in a file
    known = {field.name: field for field in fields(wanted) if field.name not in {"folder", "transform"}}
    if unknown := values.keys() - known.keys():
        message = f"unknown entry {min(unknown)!r}"
        raise ValueError(message)
    for name, field in known.items():
        if name not in values and field.default is MISSING:
            message = f"{name!r} is missing"
            raise ValueError(message)
        if name in values and not _fits(values[name], field.type):
            message = f"{name!r} is {values[name]!r}, not {_describe(field.type)}"
            raise ValueError(message)
    return {name: _converted(value, known[name].type) for name, value in values.items()}


def _converted(value: Any, wanted: Any) -> Any:  # noqa: ANN401 - JSON and a type
    """Lists as tuples, and whole numbers as floats where those are wanted: 127 and 127.0 are one identity."""
    if isinstance(value, list):
        return tuple(map(float, value))
    floats = wanted is float or float in get_args(wanted)
    return float(value) if floats and value is not None else value


def _fits(value: object, wanted: Any) -> bool:  # noqa: ANN401 - a type or a typing form
    """Whether a JSON value is of a field's type: str, int, float, a Literal, a tuple of floats, or None."""
    if get_origin(wanted) is Literal:
        return value in get_args(wanted)
    if get_origin(wanted) is tuple:
        parts = get_args(wanted)
        return isinstance(value, list) and len(value) == len(parts) and all(map(_fits, value, parts))
    if isinstance(wanted, UnionType):
        return any(_fits(value, part) for part in get_args(wanted))
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)


def _describe(wanted: Any) -> str:  # noqa: ANN401 - a type or a typing form
    """A type as a person reads it."""
    if get_origin(wanted) is Literal:
        return "one of " + ", ".join(get_args(wanted))
    return wanted.__name__ if isinstance(wanted, type) else str(wanted)


def _check_values(spec: ModelSpec, path: Path) -> None:
    """What types cannot say.

    Raises:
        ValueError: a value is out of its range, or two do not agree.
    """
    transform = spec.transform
    limit = transform.aspect_limit
    rules = {
        f"'name' is {spec.name!r}, but the file is {path.name!r}": spec.name == path.stem,
        "'name' may hold a-z, 0-9, dot, dash and underscore": bool(MODEL_NAME.fullmatch(spec.name)),
        "'file' and 'class_weights' are names without a folder": all(
            name is None or name == Path(name).name for name in (spec.file, spec.class_weights)
        ),
        "'sha256' is not 64 hex digits": bool(_SHA256.fullmatch(spec.sha256)),
        "'logits' and 'classes' go together": (spec.logits is None) == (spec.classes == 0),
        "'classes' is not in 0..65535": 0 <= spec.classes <= 65535,
        "'class_weights' and 'class_weights_sha256' go together": (
            (spec.class_weights is None) == (spec.class_weights_sha256 is None)
        ),
        "'bytes', 'dimension', 'batch_size', 'decode_short_side' and 'size' are at least 1": (
            min(spec.bytes, spec.dimension, spec.batch_size, spec.decode_short_side, transform.size) >= 1
        ),
        "'crop' is not in 0..1": 0 < transform.crop <= 1,
        "'aspect_limit' is neither null nor at least 1": limit is None or limit >= 1,
        "'std' has a value that is not positive": min(transform.std) > 0,
    }
    for message, holds in rules.items():
        if not holds:
            raise ValueError(message)
