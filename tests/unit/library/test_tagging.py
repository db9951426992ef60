"""Tags of photos, filtering by them, and focus on one of them, with the built-in model on sample photos."""

import dataclasses
import json
import shutil
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photosim import Library
from photosim.assets import bundled_models_folder
from photosim.core.photo import PhotoState, Region
from photosim.core.vectors import Vectors
from photosim.errors import ModelError, NotIndexedError, UnknownLabelError, UserError
from photosim.library.ability import why_no_tags
from photosim.library.reports import FocusMethod
from photosim.semantics.certainty import Grouping, find_members
from photosim.store.photos import set_state
from photosim.store.tags import TagTable
from tests.libraries import all_photos
from tests.scenes import CAMERA, CAT, CUP, MOPED, SHOWN, sample, save_versions, side_by_side

KINDS = (CAT, CUP, CAMERA, MOPED)
HORSE = "horse"
EACH = 5
ALL = EACH * len(KINDS) + 1


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Iterator[Library]:
    """Five versions each of four photos, and the black shape of a horse, taken for a dog; read only."""
    folder = tmp_path_factory.mktemp("scenes")
    for name in KINDS:
        save_versions(folder, sample_photos, name, EACH)
    save_versions(folder, sample_photos, HORSE, 1)
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        assert library.index([folder]).added == ALL
        yield library


def id_of(library: Library, name: str) -> int:
    return int(all_photos(library)[f"{name}-00.jpg"].id)


def kinds(library: Library, ids: "array[int]") -> set[str]:
    return {photo.path.stem[:-3] for photo in library.photos(ids).values()}


class TestTags:
    @pytest.mark.parametrize("name", KINDS)
    def test_what_a_photo_shows(self, scenes: Library, name: str) -> None:
        first, *others = scenes.tags(id_of(scenes, name))
        assert (first.name, first.shown) == (SHOWN[name], True)
        assert len(others) == 4
        assert not any(tag.shown for tag in others)
        assert [tag.probability for tag in others] == sorted((tag.probability for tag in others), reverse=True)
        assert first.probability >= 0.35 > others[0].probability
        assert scenes.label(first.key).name == first.name
        assert first.wnid == first.key

    def test_every_way_to_name_a_photo_gives_the_same(
        self, scenes: Library, tmp_path: Path, sample_photos: Path
    ) -> None:
        path = all_photos(scenes)[f"{CAT}-00.jpg"].path
        expected = scenes.tags(path, k=10)
        assert len(expected) == 10
        assert scenes.tags(id_of(scenes, CAT), k=10) == expected
        outside = shutil.copyfile(path, tmp_path / "outside.jpg")
        assert scenes.tags(outside, k=10) == expected
        assert scenes.tags(sample(sample_photos, CAT))[0].name == SHOWN[CAT]

    def test_k(self, scenes: Library) -> None:
        assert scenes.tags(id_of(scenes, CAT), k=0) == []
        assert len(scenes.tags(id_of(scenes, CAT), k=1)) == 1
        assert len(scenes.tags(id_of(scenes, CAT), k=99)) == 10

    def test_a_region(self, scenes: Library, sample_photos: Path) -> None:
        both = side_by_side(sample_photos, CAT, CUP)
        left, right = Region(0, 0, 0.5, 1), Region(0.5, 0, 0.5, 1)
        assert scenes.tags(both, region=left)[0].name == SHOWN[CAT]
        assert scenes.tags(both, region=right)[0].name == SHOWN[CUP]

    def test_a_group_where_no_class_is_certain(self, scenes: Library, sample_photos: Path) -> None:
        [source] = sample_photos.glob("horse.*")
        tags = scenes.tags(source, k=11)
        assert [tag.shown for tag in tags] == [True, *[False] * 10]
        assert (tags[0].key, tags[0].wnid) == ("group:dog", "")
        dogs = [tag.probability for tag in tags[1:] if "dog" in scenes.label(tag.key).detail.split(", ")]
        assert tags[0].probability == pytest.approx(sum(dogs), abs=1e-3)
        assert max(dogs) < 0.35
        assert tags[0].probability >= 0.6

    def test_unknown_photos(self, scenes: Library, tmp_path: Path) -> None:
        with pytest.raises(NotIndexedError):
            scenes.tags(10**9)
        with pytest.raises(UserError):
            scenes.tags(tmp_path / "none.jpg")


class TestFilter:
    def test_counts_are_those_of_the_tags(self, scenes: Library) -> None:
        """Counted a second time by asking every photo."""
        counts = scenes.tag_counts()
        shown = [tag.key for photo in scenes.photo_ids() for tag in scenes.tags(photo, k=10) if tag.probability >= 0.35]
        classes = {key: count for key, count in counts.items() if not key.startswith("group:")}
        assert classes == {key: shown.count(key) for key in set(shown)}
        assert all(count > 0 for count in counts.values())
        for key, count in counts.items():
            assert len(scenes.tagged([key])) == count

    def test_groups_hold_what_is_in_them(self, scenes: Library) -> None:
        assert kinds(scenes, scenes.tagged(["group:cat"])) == {CAT}
        assert kinds(scenes, scenes.tagged(["vehicle"])) == {MOPED}
        assert set(scenes.tagged(["cat"])) <= set(scenes.tagged(["animal"]))
        assert len(scenes.tagged(["cat"])) == EACH

    def test_several_at_once(self, scenes: Library) -> None:
        animals, dogs = scenes.tagged(["animal"]), scenes.tagged(["dog"])
        assert kinds(scenes, animals) == {CAT, HORSE}
        assert list(scenes.tagged(["animal", "cat"])) == [photo for photo in animals if photo not in dogs]
        assert scenes.tagged(["dog", "animal", "dog"]) == dogs
        assert scenes.tag_counts(["animal", "cat"])["group:animal"] == EACH
        assert "group:vehicle" not in scenes.tag_counts(["cat"])
        assert list(scenes.tagged(["cat", "moped"])) == []
        assert scenes.tag_counts(["cat", "moped"]) == {}

    def test_a_class_no_photo_has(self, scenes: Library) -> None:
        assert scenes.tagged(["zebra"]) == array("q")
        assert scenes.tag_counts(["zebra"]) == {}

    def test_none_chosen(self, scenes: Library) -> None:
        assert scenes.tagged([]) == scenes.photo_ids()

    @pytest.mark.parametrize("text", ["", "???", "blorpz", "crane", "x" * 10_000, "\u732b", "group:", "album:none"])
    def test_no_label(self, scenes: Library, text: str) -> None:
        with pytest.raises(UnknownLabelError) as caught:
            scenes.tagged([text])
        assert len(str(caught.value)) < 300
        with pytest.raises(UnknownLabelError):
            scenes.tag_counts(["cat", text])
        with pytest.raises(UnknownLabelError):
            scenes.similar(id_of(scenes, CAT), focus=text)

    def test_an_empty_library(self, library: Library) -> None:
        assert library.tag_counts() == {}
        assert library.tagged(["cat"]) == array("q")

    def test_photos_come_and_go(self, library: Library, tmp_path: Path, sample_photos: Path) -> None:
        save_versions(tmp_path / "photos", sample_photos, CAT, 2)
        library.index([tmp_path / "photos"])
        assert library.tag_counts()["group:cat"] == 2
        save_versions(tmp_path / "photos", sample_photos, CUP, 1)
        library.index()
        assert library.tag_counts()["group:cat"] == 2
        assert len(library.tagged(["espresso"])) == 1
        (tmp_path / "photos" / f"{CAT}-01.jpg").unlink()
        library.index()
        assert library.tag_counts()["group:cat"] == 1
        with library._catalog.writing() as connection:
            set_state(connection, library.photo_ids(), PhotoState.OFFLINE)
        assert library.tag_counts() == {}

    def test_only_new_photos_are_worked_out(
        self, library: Library, tmp_path: Path, sample_photos: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save_versions(tmp_path / "photos", sample_photos, CAT, 3)
        library.index([tmp_path / "photos"])
        library.tag_counts()
        asked: list[int] = []

        def find(classes: NDArray[np.uint16], sure: Vectors, grouping: Grouping) -> object:
            asked.append(len(classes))
            return find_members(classes, sure, grouping)

        monkeypatch.setattr("photosim.library.tagging.find_members", find)
        save_versions(tmp_path / "photos", sample_photos, CUP, 2)
        library.index()
        counts = library.tag_counts()
        assert asked == [2]
        monkeypatch.undo()
        with Library.open(tmp_path / "data") as afresh:
            assert afresh.tag_counts() == counts


class TestFocus:
    @pytest.mark.parametrize("method", ["query", "article"])
    @pytest.mark.parametrize(
        ("focus", "wanted"),
        [("Egyptian cat", CAT), ("285", CAT), ("n02124075", CAT), ("cat", CAT), ("group:cat", CAT), ("espresso", CUP)],
    )
    def test_one_of_two_things(
        self, scenes: Library, sample_photos: Path, tmp_path: Path, method: FocusMethod, focus: str, wanted: str
    ) -> None:
        both = side_by_side(sample_photos, CAT, CUP)
        both.save(tmp_path / "both.png")
        plain = {match.path.stem[:-3] for match in scenes.similar(both, k=6)}
        assert {CAT, CUP} <= plain
        for query in (both, tmp_path / "both.png"):
            matches = scenes.similar(query, k=EACH, focus=focus, method=method)
            found = [match.path.stem[:-3] for match in matches]
            # The article's form lets cats in among the cups.
            assert found.count(wanted) >= (EACH if method == "query" else 3)
            assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
            assert all(-1 <= match.score <= 1 for match in matches)

    def test_a_photo_of_the_library_is_left_out(self, scenes: Library) -> None:
        photo = id_of(scenes, CAT)
        methods: tuple[FocusMethod, ...] = ("query", "article")
        for method in methods:
            matches = scenes.similar(photo, k=100, focus="cat", method=method)
            assert len(matches) == ALL - 1
            assert photo not in [match.photo_id for match in matches]
            assert {match.path.stem[:-3] for match in matches[: EACH - 1]} == {CAT}

    def test_a_region(self, scenes: Library, sample_photos: Path) -> None:
        both = side_by_side(sample_photos, CAT, CUP)
        matches = scenes.similar(both, k=EACH, focus="cup or glass", region=Region(0.5, 0, 0.5, 1))
        assert {match.path.stem[:-3] for match in matches} == {CUP}

    def test_nothing_indexed(self, library: Library, sample_photos: Path) -> None:
        with pytest.raises(NotIndexedError):
            library.similar(sample(sample_photos, CAT), focus="cat")

    def test_damaged_class_weights(self, tmp_path: Path, sample_photos: Path) -> None:
        models = tmp_path / "data" / "models"
        install(models, "broken")
        with Library.open(tmp_path / "data", model="broken") as library:
            save_versions(tmp_path / "photos", sample_photos, CAT, 1)
            library.index([tmp_path / "photos"])
            (models / "efficientnet-lite0-classes.npy").write_bytes(b"no weights")
            with pytest.raises(ModelError, match="damaged"):
                library.similar(library.photo_ids()[0], focus="cat")
            assert library.tags(library.photo_ids()[0])[0].name == SHOWN[CAT]


def install(models: Path, name: str, **changes: object) -> None:
    """The built-in model under another name, described otherwise."""
    models.mkdir(parents=True)
    built_in = bundled_models_folder()
    for file in built_in.glob("efficientnet-lite0*.*"):
        if file.suffix in (".onnx", ".npy"):
            shutil.copyfile(file, models / file.name)
    spec = json.loads((built_in / "efficientnet-lite0.json").read_text(encoding="utf-8")) | {"name": name} | changes
    (models / f"{name}.json").write_text(json.dumps(spec), encoding="utf-8")


class TestOff:
    def test_a_model_without_classes(self, tmp_path: Path, sample_photos: Path) -> None:
        none = {"logits": None, "classes": 0, "class_weights": None, "class_weights_sha256": None}
        install(tmp_path / "data" / "models", "plain", **none)
        save_versions(tmp_path / "photos", sample_photos, CAT, 2)
        with Library.open(tmp_path / "data", model="plain") as library:
            library.index([tmp_path / "photos"])
            photo = library.photo_ids()[0]
            reason = library.tagging_off()
            assert reason is not None
            assert "plain knows no classes" in reason
            assert len(library.similar(photo)) == 1
            for call in (
                lambda: library.tags(photo),
                library.tag_counts,
                lambda: library.tagged(["cat"]),
                lambda: library.similar(photo, focus="cat"),
            ):
                with pytest.raises(UserError, match="plain knows no classes"):
                    call()
            assert library.labels() == ()

    def test_why(self, scenes: Library) -> None:
        assert scenes.tagging_off() is None
        other = dataclasses.replace(scenes.spec, classes=365)
        assert "365 classes without known names" in (why_no_tags(other) or "")
        bare = dataclasses.replace(scenes.spec, class_weights=None, class_weights_sha256=None)
        assert "without class weights" in (why_no_tags(bare) or "")


def test_many_threads_at_once(scenes: Library, sample_photos: Path) -> None:
    """On a library that was just opened, so that everything is loaded by whoever comes first."""
    cat, cup = id_of(scenes, CAT), id_of(scenes, CUP)
    calls: list[Callable[[Library], object]] = [
        lambda library: library.tags(cat),
        lambda library: library.similar(cup, focus="drink"),
        lambda library: library.similar(cup, focus="drink", method="article"),
        lambda library: library.tag_counts(["animal"]),
        lambda library: list(library.tagged(["cat"])),
        lambda library: library.label("moped"),
    ]
    expected = [call(scenes) for call in calls]
    with Library.open(scenes.paths.data.parent) as fresh, ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(call, fresh) for _ in range(10) for call in calls]
        assert [future.result() for future in futures] == expected * 10


def test_tables_differ_unless_they_are_one() -> None:
    empty = TagTable(np.empty(0, np.int64), np.empty((0, 10), np.uint16), np.empty((0, 10), np.float32))
    assert empty == empty  # noqa: PLR0124 - that is the point
    assert empty != dataclasses.replace(empty)
