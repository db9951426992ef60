"""From a published file to a model in its place."""

import re
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosim.assets import bundled_models_folder
from photosim.embed.importing import keras_file, torch_file
from photosim.embed.importing.formats import Format, recognise
from photosim.embed.importing.inputs import adapt_input
from photosim.embed.importing.onnx_file import Network, check_domains, read_onnx, write_onnx
from photosim.embed.importing.outputs import Outputs, choose_outputs
from photosim.embed.importing.specs import (
    BATCH_SIZE,
    CAFFE_MEAN,
    IMAGENET_MEAN,
    IMAGENET_STD,
    Source,
    Wishes,
    check_source,
    describe,
    finish,
    parse,
    read_wishes,
    storage_of,
)
from photosim.embed.importing.storage import keep_as, kept_as
from photosim.embed.importing.trial import Answered, try_out
from photosim.embed.importing.vgg16 import is_vgg16, write_vgg16
from photosim.embed.registry import available_models, is_whole
from photosim.embed.spec import MODEL_NAME, ModelSpec, Storage, Transform, sha256_of
from photosim.errors import ModelError

Tell = Callable[[float], None]

VGG16_NAME: Final = "vgg16"
VGG16_BATCH_SIZE: Final = 2
"""Milliseconds of one core a photo, and most memory of two workers: one by one 157-171, 690 MB; in pairs 149-155,
770 MB; in fours 148-149, 980 MB; in eights 145-153, 1,270 MB. The weights of the dense layers are fetched from memory
once a run."""

_WRITTEN: Final = 0.6
"""Share of the work that is done when the network is written."""
_SPARE_BYTES: Final = 50_000_000
_HALF_MOST: Final = 60_000.0
_STALE_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class _Job:
    """What was asked for."""

    file: Path
    described: Path | None
    wishes: Wishes
    storage: Storage | None
    source: Source | None
    tell: Tell


@dataclass(frozen=True, slots=True)
class _Parts:
    """A network, and what its kind of file says of it."""

    network: Network
    name: str
    title: str
    batch_size: int
    transform: Transform


def import_model(
    file: Path,
    folder: Path,
    *,
    name: str | None = None,
    spec: Path | None = None,
    storage: Storage | None = None,
    tell: Tell | None = None,
    source: Source | None = None,
) -> ModelSpec:
    """Make an installed model of a published file: an ONNX classifier, or VGG16 of torchvision or Keras.

    Args:
        file: what was published; stays as it is. What it is is told from its content.
        folder: of all installed models; gets a folder `<name>`, whole or not at all, if need be in the place of one
            that is damaged.
        name: of the model; None for the one in SPEC.json, "vgg16" for a VGG16, else one made of the file's name.
        spec: SPEC.json, see `specs`; needed for any network but VGG16.
        storage: how weights are to be kept; None for the one in SPEC.json, else see `storage.keep_as`.
        tell: gets the share of the work that is done, 0..1; it may raise `Cancelled`, which leaves nothing behind.
        source: of a file that photosim knows.

    Raises:
        ModelError: the file is no model that can be read, is refused, does not run, or there is a model of that name.
        Cancelled: by `tell`.
    """
    job = _Job(file, spec, read_wishes(spec), storage, source, tell or (lambda _: None))
    job.tell(0.0)
    kind = recognise(file)
    check_source(job.wishes, file)
    wanted = job.wishes.text("name") if name is None else name
    if wanted is not None:  # before the long part
        _check_name(wanted, folder)
    parts = _take_apart(job, kind)
    chosen = parts.name if wanted is None else wanted
    _check_name(chosen, folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_stale(folder)
        # The registry looks one level deep only, so what is made here is no model yet.
        with tempfile.TemporaryDirectory(prefix=f".{chosen}-", suffix=".tmp", dir=folder) as scratch:
            made = Path(scratch) / chosen
            made.mkdir(mode=0o700)
            _make(job, parts, made)
            _check_name(chosen, folder)  # another program may have been quicker
            if (folder / chosen).exists():
                (folder / chosen).rename(Path(scratch) / "before")
            made.rename(folder / chosen)
    except OSError as error:
        message = f"the model {chosen} cannot be put into {folder}: {error.strerror or error}"
        raise ModelError(message) from error
    job.tell(1.0)
    return ModelSpec.read(folder / chosen / f"{chosen}.json")


def _take_apart(job: _Job, kind: Format) -> _Parts:
    """The network in a file, as it is.

    Raises:
        ModelError: the file is damaged, or nothing says what its network wants to see.
    """
    if kind == "onnx":
        network = read_onnx(job.file)
        known = is_vgg16(network.graph)
        if not known and not job.wishes.given:
            message = (
                f"the network in {job.file} is no VGG16; say in SPEC.json how it wants its photos ({{}} if like "
                f"torchvision's classifiers), and give that file with --spec, or in the window as "
                f"{job.file.with_suffix('.json').name} beside it"
            )
            raise ModelError(message)
        check_domains(network, job.file)
    else:
        reader = torch_file if kind == "torch" else keras_file
        network, known = write_vgg16(reader.read_vgg16(job.file)), True
    usual = Transform(224, 1.2, 0.9, "bilinear", IMAGENET_MEAN, IMAGENET_STD)
    if kind == "keras":
        usual = replace(usual, mean=CAFFE_MEAN, std=(1.0, 1.0, 1.0), channels="BGR")
    if known:
        return _Parts(network, VGG16_NAME, "VGG16", VGG16_BATCH_SIZE, usual)
    name = _name_of(job.file)
    return _Parts(network, name, name, BATCH_SIZE, usual)


def _make(job: _Job, parts: _Parts, folder: Path) -> None:
    """Write all files of a model into its folder.

    Raises:
        ModelError: the network cannot be used.
        OSError: a file cannot be written.
    """
    wishes, network, name, where = job.wishes, parts.network, folder.name, str(job.file)
    entry, size = adapt_input(network, wishes.text("input"), wishes.transform.get("size"), where)
    with_classes = wishes.entries.get("logits", "") is not None
    outputs = choose_outputs(network, wishes.text("embedding"), wishes.text("logits"), where, with_classes=with_classes)
    keep_as(network, storage_of(wishes, job.storage))
    path = folder / f"{name}.onnx"
    _check_space(network, folder)
    write_onnx(network, path, lambda share: job.tell(share * _WRITTEN))
    found = _found(job, parts, outputs) | {
        "name": name,
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": sha256_of(path),
        "input": entry,
        "storage": kept_as(network),
    }
    network.tensors.clear()  # those that were read whole need not lie in memory while the network runs
    transform = replace(parts.transform, size=size)
    job.tell(_WRITTEN)
    answered = try_out(parse(describe(wishes, transform, found), folder / f"{name}.json"), where)
    found |= {"dimension": answered.dimension, "classes": answered.classes}
    found |= _settled_sign(job, answered, signed=found["signed"]) | _write_classes(outputs, answered, folder)
    if job.source is not None and job.source.licence_text is not None:
        (folder / f"{name}.LICENSE.txt").write_text(job.source.licence_text, encoding="utf-8")
    finish(wishes, transform, found, folder / f"{name}.json", job.described)


def _settled_sign(job: _Job, answered: Answered, *, signed: bool) -> dict[str, Any]:
    """Whether vectors can be negative, after what was seen.

    Raises:
        ModelError: the user says they cannot, and they are.
    """
    if answered.least < 0 and job.wishes.entries.get("signed") is False:
        message = f"the network in {job.file} answers with negative values, though 'signed' is false"
        raise ModelError(message)
    return {"signed": signed or answered.least < 0}


def _write_classes(outputs: Outputs, answered: Answered, folder: Path) -> dict[str, Any]:
    """Write the class weights, if there are any and they are those of this embedding."""
    weights = outputs.class_weights
    if weights is None or weights.shape != (answered.classes, answered.dimension):
        return {}
    path = folder / f"{folder.name}-classes.npy"
    np.save(path, weights.astype(np.float16) if np.abs(weights).max() < _HALF_MOST else weights)
    return {"class_weights": path.name, "class_weights_sha256": sha256_of(path)}


def _found(job: _Job, parts: _Parts, outputs: Outputs) -> dict[str, Any]:
    """What is known before the network has run."""
    wished = job.wishes.entries
    found: dict[str, Any] = {
        "title": wished.get("title", parts.title),
        "source": wished.get("source", f"imported from {job.file.name}"),
        "batch_size": wished.get("batch_size", parts.batch_size),
        "signed": wished.get("signed", outputs.signed),
        "embedding": outputs.embedding,
        "logits": outputs.logits,
    }
    if job.source is not None:
        found |= {"title": job.source.title, "licence": job.source.licence, "source": job.source.text}
    return found


def _name_of(file: Path) -> str:
    """A name for a model, made of its file's."""
    plain = re.sub(r"[^a-z0-9._-]+", "-", file.stem.lower()).strip("._-")[:64].rstrip("._-")
    return plain or "model"


def _check_name(name: str, folder: Path) -> None:
    """A name that can be given.

    Raises:
        ModelError: it is taken, or cannot be a folder's.
    """
    if not MODEL_NAME.fullmatch(name) or name.endswith("."):
        message = f"the name {name!r} cannot be given to a model: a-z, 0-9, dot, dash and underscore are for that"
        raise ModelError(message)
    if name in available_models([bundled_models_folder()]):
        message = f"the model {name} comes with photosim; give the new one another name"
        raise ModelError(message)
    in_the_way = (folder / name).exists() and is_whole(name, folder)
    if in_the_way or (folder / f"{name}.json").exists():
        message = f"there is a model {name} already; remove it first, or give the new one another name"
        raise ModelError(message)


def _check_space(network: Network, folder: Path) -> None:
    """There is room for the weights.

    Args:
        network: what is to be written.
        folder: where it is made, two levels below that of all models.

    Raises:
        ModelError: there is not.
    """
    needed = sum(tensor.nbytes for tensor in network.tensors.values()) + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        message = f"the disk of {folder.parents[1]} has {free / 1e6:.0f} MB left; the model needs {needed / 1e6:.0f} MB"
        raise ModelError(message)


def _remove_stale(folder: Path) -> None:
    """Remove what a run that was killed left behind; younger ones may be another program's that still works."""
    for left in folder.glob(".*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
