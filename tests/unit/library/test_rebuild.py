"""The search index of a large library: built in a child process, and never needed to get an answer."""

import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import PhotoState
from photosim.core.vectors import VectorForm, unpack
from photosim.errors import Cancelled, LibraryError
from photosim.library import Library
from photosim.library.rebuild import BuildTask, IndexBuild
from photosim.store.generation import open_newest
from photosim.store.photos import set_state
from photosim.store.state import SMALL
from tests.catalogs import add_vectors, like_embeddings
from tests.support import make_photos

COUNT = SMALL + 20


@pytest.fixture
def large(library: Library, tmp_path: Path) -> Library:
    """More photos than are searched one by one, of which three are files."""
    add_vectors(library._catalog, library._model_id, like_embeddings(COUNT, library.spec.dimension))
    make_photos(tmp_path / "photos", 3)
    return library


def task_of(library: Library, **changes: object) -> BuildTask:
    values = {
        "database": str(library.paths.database),
        "model_id": library._model_id,
        "root": str(library._looks.index_root),
        "threads": 1,
    }
    return BuildTask(**{**values, **changes})  # type: ignore[arg-type]


def generations(library: Library) -> list[str]:
    root = library._looks.index_root
    return sorted(folder.name for folder in root.iterdir()) if root.is_dir() else []


def test_a_run_builds_it_and_uses_it(large: Library, tmp_path: Path) -> None:
    assert large.status().index == "outdated"
    phases: list[str] = []
    before = large.similar(make_photos(tmp_path / "query", 1)[0], k=10)
    large.index([tmp_path / "photos"], lambda progress: phases.append(progress.phase))
    assert phases[-1] == "sorting"
    status = large.status()
    assert (status.index, status.index_count) == ("ready", COUNT + 3)
    assert generations(large) == ["000001"]
    generation = open_newest(large._looks.index_root, VectorForm(large.spec.dimension))
    assert generation is not None
    assert len(generation.vector_ids) == COUNT + 3
    after = large.similar(tmp_path / "query" / "p000.jpg", k=10)
    assert after[0].path == tmp_path / "photos" / "p000.jpg"
    assert {match.path for match in before[:5]} <= {match.path for match in after}
    phases.clear()
    large.index([tmp_path / "photos"], lambda progress: phases.append(progress.phase))
    assert "sorting" not in phases


def test_stopped_while_it_is_built(large: Library, tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.phase == "sorting":
            threading.Timer(0.2, cancel.cancel).start()

    start = time.monotonic()
    report = large.index([tmp_path / "photos"], stop, cancel)
    assert report.cancelled
    assert report.added == 3
    assert time.monotonic() - start < 30
    assert "000001" not in generations(large)
    assert len(large.similar(tmp_path / "photos" / "p000.jpg", k=5)) == 5
    again = large.index([tmp_path / "photos"])
    assert not again.cancelled
    assert generations(large) == ["000001"]


def test_the_childs_failure_is_one_line(large: Library) -> None:
    large._looks.index_root.parent.mkdir(parents=True)
    large._looks.index_root.write_text("in the way")
    with pytest.raises(LibraryError, match="the search index could not be built: ") as caught:
        IndexBuild(task_of(large)).finish(CancelToken())
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)
    with pytest.raises(LibraryError, match="could not be built"):
        IndexBuild(task_of(large, database=str(large.paths.data / "nowhere" / "x.db"))).finish(CancelToken())


def test_what_was_built_is_thrown_away_at_once(large: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a user who cleans up, say: all of it can be deleted at any time."""
    original = IndexBuild.finish

    def finish(build: IndexBuild, cancel: CancelToken) -> None:
        original(build, cancel)
        shutil.rmtree(large._looks.index_root)

    monkeypatch.setattr(IndexBuild, "finish", finish)
    report = large.index([tmp_path / "photos"])
    assert (report.added, report.problems) == (3, ())
    assert len(large.similar(tmp_path / "photos" / "p000.jpg", k=5)) == 5
    monkeypatch.undo()
    large.index()
    assert generations(large) == ["000001"]


def test_a_child_that_ends_because_of_the_stop_is_no_failure(large: Library) -> None:
    """Ctrl-C in a terminal reaches the child as well, perhaps first."""
    cancel = CancelToken()
    build = IndexBuild(task_of(large, database=str(large.paths.data / "nowhere" / "x.db")))
    while build.running:
        time.sleep(0.01)
    cancel.cancel()
    with pytest.raises(Cancelled):
        build.finish(cancel)


def test_when_all_photos_have_gone_there_is_nothing_to_build(large: Library, tmp_path: Path) -> None:
    large.index([tmp_path / "photos"])
    with large._catalog.writing() as connection:
        set_state(connection, [int(key) for key in large.photo_ids()], PhotoState.MISSING)
    (tmp_path / "empty").mkdir()
    report = large.index([tmp_path / "empty"])
    assert report.problems == ()
    assert generations(large) == []
    assert large.status().index == "exact"
    large.index([tmp_path / "photos"])
    assert large.status().indexed == 3
    assert len(large.similar(tmp_path / "photos" / "p000.jpg")) == 2


def test_a_new_photo_is_found_without_another_build(large: Library, tmp_path: Path) -> None:
    large.index([tmp_path / "photos"])
    row = like_embeddings(1, large.spec.dimension, seed=99)
    [new] = add_vectors(large._catalog, large._model_id, row)
    [(best, score)] = large._looks.searcher.query(unpack(row)[0], 1)
    assert (best, score > 0.999) == (new, True)
    assert generations(large) == ["000001"]
    assert np.isfinite(score)
