"""What the tests of the library and of the command line ask about an index report and a library's photos."""

import json
import shutil
from pathlib import Path

import numpy as np

from photosim.assets import bundled_models_folder
from photosim.core.decode import load_photo
from photosim.core.photo import Photo
from photosim.core.vectors import Vectors, pack, unpack
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL
from photosim.embed.spec import ModelSpec
from photosim.library import Library
from photosim.library.reports import IndexReport
from tests.catalogs import vector_of

COUNTS = ("added", "updated", "moved", "missing", "unchanged", "failed")


def counts(report: IndexReport) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: getattr(report, name) for name in COUNTS if getattr(report, name)}


def all_photos(library: Library) -> dict[str, Photo]:
    """Every photo that is there, by file name."""
    return {photo.path.name: photo for photo in library.photos(library.photo_ids()).values()}


def stored_vectors(library: Library) -> dict[str, Vectors]:
    """Unit vectors of the photos that have one, by file name."""
    answer = {}
    with library._catalog.reading() as connection:
        for name, photo in all_photos(library).items():
            packed = vector_of(connection, library._model_id, photo.id)
            if packed is not None:
                answer[name] = unpack(packed[None])[0]
    return answer


def embed_alone(library: Library, file: Path) -> Vectors:
    """The unit vector of one photo, embedded by itself."""
    photo = load_photo(file, short_side=library.spec.decode_short_side)
    with OnnxEmbedder(library.spec) as embedder:
        vector: Vectors = unpack(pack(embedder.embed(prepare(photo.image, library.spec)[None]).vectors))[0]
    return vector


def assert_vectors_belong(library: Library, files: list[Path]) -> None:
    """Each photo's vector is its own, not a neighbour's."""
    vectors = stored_vectors(library)
    for file in files:
        assert float(np.dot(vectors[file.name], embed_alone(library, file))) > 0.9999, file.name


def copy_of_built_in(folder: Path, name: str, **changes: object) -> ModelSpec:
    """An installed model `folder/name/` with the built-in network and another transform, so of another identity."""
    source, place = bundled_models_folder(), folder / name
    place.mkdir(parents=True)
    values = json.loads((source / f"{DEFAULT_MODEL}.json").read_text(encoding="utf-8"))
    for key, suffix in (("file", ".onnx"), ("class_weights", "-classes.npy")):
        shutil.copyfile(source / values[key], place / f"{name}{suffix}")
        values[key] = f"{name}{suffix}"
    values |= {"name": name, "title": name.title(), "transform": values["transform"] | {"crop": 0.7}, **changes}
    (place / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")
    return ModelSpec.read(place / f"{name}.json")
