"""A model whose vectors have signs, from files to answers: here the class scores of the built-in one."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.embed.registry import DEFAULT_MODEL
from photosim.library import Library
from photosim.paths import AppPaths
from tests.libraries import all_photos
from tests.support import make_photos

COUNT = 12


def install_signed(folder: Path) -> None:
    """A description of the built-in network that takes its class scores, 1,000 numbers of either sign, for vectors."""
    folder.mkdir(parents=True)
    values = json.loads((bundled_models_folder() / f"{DEFAULT_MODEL}.json").read_text(encoding="utf-8"))
    for name in ("class_weights", "class_weights_sha256", "logits", "classes"):
        del values[name]
    values |= {"name": "scores", "embedding": "logits", "dimension": 1000, "signed": True}
    (folder / "scores.json").write_text(json.dumps(values), encoding="utf-8")
    os.link(bundled_models_folder() / values["file"], folder / values["file"])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    data = tmp_path / "data"
    install_signed(AppPaths.below(data).models)
    make_photos(tmp_path / "photos", COUNT)
    with Library.open(data, model="scores") as library:
        library.index([tmp_path / "photos"])
        yield library


def test_stored_vectors_have_signs_and_answer_like_the_files(library: Library, tmp_path: Path) -> None:
    photos = all_photos(library)
    assert len(photos) == COUNT
    vectors = library._looks.searcher.scan(lambda block: block)
    assert (vectors.values < 0).any()
    np.testing.assert_allclose(np.linalg.norm(vectors.values, axis=1), 1, rtol=1e-5)
    for name in ("p000.jpg", "p007.jpg"):
        path = tmp_path / "photos" / name
        with Image.open(path) as opened:
            outside = library.similar(opened, k=COUNT)  # looked at now
        inside = library.similar(path, k=COUNT)  # as stored
        assert outside[0].path == path
        assert outside[0].score > 0.9999
        assert [match.path for match in outside[1:]] == [match.path for match in inside]
        np.testing.assert_allclose([match.score for match in outside[1:]], [match.score for match in inside], atol=1e-3)


def test_the_same_file_opened_by_the_built_in_model_has_vectors_of_its_own(library: Library, tmp_path: Path) -> None:
    with Library.open(tmp_path / "data", model=DEFAULT_MODEL) as other:
        assert other.index([tmp_path / "photos"]).failed == 0
        assert (other._looks.searcher.scan(lambda block: block).values >= 0).all()
    assert (library._looks.searcher.scan(lambda block: block).values < 0).any()
