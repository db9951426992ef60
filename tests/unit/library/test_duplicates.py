"""Duplicates of a real library, each kind apart, and folding a result."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import PhotoId
from photosim.errors import Cancelled
from photosim.library import Library
from photosim.library.twins import DuplicateGroup, Likeness
from tests.libraries import all_photos
from tests.scenes import sample
from tests.support import make_photos

Groups = dict[Likeness, set[frozenset[str]]]


def _shot(image: Image.Image, left: float, top: float) -> Image.Image:
    width, height = image.size
    box = (left * width, top * height, (left + 0.85) * width, (top + 0.85) * height)
    return image.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """Photos in several versions, and a library that has indexed them."""
    base = tmp_path_factory.mktemp("twins")
    photos = base / "photos"
    (photos / "copies").mkdir(parents=True)
    coffee, cat, rocket = (sample(sample_photos, name) for name in ("coffee", "chelsea", "rocket"))
    coffee.save(photos / "coffee.jpg", quality=92)
    shutil.copyfile(photos / "coffee.jpg", photos / "copies" / "coffee-again.jpg")
    coffee.resize((300, 200)).save(photos / "coffee-small.jpg", quality=60)
    ImageEnhance.Brightness(coffee).enhance(0.8).save(photos / "coffee-dark.webp")
    turned = Image.Exif()
    turned[0x0112] = 6
    coffee.transpose(Image.Transpose.ROTATE_90).save(photos / "coffee-turned.jpg", exif=turned)
    for number, (left, top) in enumerate(((0.0, 0.0), (0.1, 0.05), (0.05, 0.12))):
        _shot(cat, left, top).save(photos / f"cat-{number}.jpg", quality=90)
    rocket.save(photos / "rocket.jpg")
    make_photos(photos, 4)
    with Library.open(base / "data") as library:
        assert library.index([photos]).failed == 0
    return base


@pytest.fixture
def twins(base: Path, tmp_path: Path) -> Iterator[Library]:
    """That library, a copy of the test's own; its photos are not to be changed."""
    shutil.copytree(base / "data", tmp_path / "data")
    with Library.open(tmp_path / "data") as library:
        yield library


def by_kind(groups: tuple[DuplicateGroup, ...]) -> Groups:
    found: Groups = {kind: set() for kind in Likeness}
    for group in groups:
        found[group.likeness].add(frozenset(twin.path.name for twin in group.photos))
        assert [twin.best for twin in group.photos] == [True] + [False] * (len(group.photos) - 1)
    return found


def id_of(library: Library, name: str) -> PhotoId:
    return all_photos(library)[name].id


COPIES = frozenset({"coffee.jpg", "coffee-small.jpg", "coffee-dark.webp", "coffee-turned.jpg"})
SHOTS = frozenset({"cat-0.jpg", "cat-1.jpg", "cat-2.jpg"})


class TestKinds:
    def test_each_kind_apart(self, twins: Library) -> None:
        groups = twins.duplicates()
        assert by_kind(groups) == {
            Likeness.SAME: {frozenset({"coffee.jpg", "coffee-again.jpg"})},
            Likeness.NEAR: {COPIES},
            Likeness.BURST: {SHOTS},
        }
        assert [group.likeness for group in groups] == [Likeness.SAME, Likeness.NEAR, Likeness.BURST]
        same, near, burst = groups
        assert same.least == 1
        assert 0.97 <= near.least < 1
        assert 0.75 <= burst.least < 1
        assert near.photos[0].path.name == "coffee.jpg"
        assert (near.photos[0].width, near.photos[0].height) == (500, 333)
        assert near.photos[0].sharpness > next(twin for twin in near.photos if twin.width == 300).sharpness > 0

    def test_threshold(self, twins: Library) -> None:
        assert COPIES not in by_kind(twins.duplicates(0.9999))[Likeness.NEAR]
        assert by_kind(twins.duplicates(0.9))[Likeness.NEAR] == {COPIES}

    def test_dates_tell_shots_from_copies(self, twins: Library) -> None:
        ids = [id_of(twins, name) for name in sorted(SHOTS)]
        small = id_of(twins, "coffee-small.jpg")
        with twins._catalog.writing() as connection:
            for number, photo_id in enumerate(ids):
                connection.execute("UPDATE photos SET taken = ? WHERE id = ?", (1000 + 3600 * number, photo_id))
            connection.execute("UPDATE photos SET taken = 5000 WHERE id = ?", (id_of(twins, "coffee.jpg"),))
            connection.execute("UPDATE photos SET taken = 5003 WHERE id = ?", (small,))
        found = by_kind(twins.duplicates())
        assert found[Likeness.BURST] == {frozenset({"coffee.jpg", "coffee-small.jpg"})}  # cats are an hour apart
        near = next(group for group in found[Likeness.NEAR] if "coffee-turned.jpg" in group)
        assert not {"coffee.jpg", "coffee-small.jpg"} <= near  # three seconds apart, they are two shots

    def test_same_ends_and_length_are_not_the_same_bytes(self, tmp_path: Path) -> None:
        photos = tmp_path / "photos"
        photos.mkdir()
        noise = np.random.default_rng(1).integers(0, 256, (500, 700, 3), np.uint8)
        Image.fromarray(noise).save(photos / "a.jpg", quality=95)
        data = bytearray((photos / "a.jpg").read_bytes())
        assert len(data) > 300_000
        (photos / "b.jpg").write_bytes(data)
        data[40_000] ^= 1  # neither at an end nor where a sample is taken
        (photos / "c.jpg").write_bytes(data)
        with Library.open(tmp_path / "data") as library:
            library.index([photos])
            [group] = [group for group in library.duplicates() if group.likeness is Likeness.SAME]
            assert sorted(twin.path.name for twin in group.photos) == ["a.jpg", "b.jpg"]

    def test_no_photos(self, library: Library) -> None:
        assert library.duplicates() == ()


class TestLeftOut:
    def test_told_apart_never_come_back(self, twins: Library) -> None:
        first, *others = (id_of(twins, name) for name in sorted(SHOTS))
        twins.tell_apart(first, others, "duplicate")
        assert by_kind(twins.duplicates())[Likeness.BURST] == {SHOTS - {"cat-0.jpg"}}
        twins.tell_apart(others[0], others[1:], "duplicate")
        assert by_kind(twins.duplicates())[Likeness.BURST] == set()
        coffee, again = id_of(twins, "coffee.jpg"), id_of(twins, "coffee-again.jpg")
        twins.tell_apart(again, [coffee], "duplicate")
        assert by_kind(twins.duplicates())[Likeness.SAME] == set()
        twins.forget_told_apart([(coffee, again)], "duplicate")
        assert by_kind(twins.duplicates())[Likeness.SAME] == {frozenset({"coffee.jpg", "coffee-again.jpg"})}

    def test_look_alikes_told_apart_may_be_duplicates(self, twins: Library) -> None:
        first, *others = (id_of(twins, name) for name in sorted(SHOTS))
        twins.tell_apart(first, others, "look-alike")
        assert by_kind(twins.duplicates())[Likeness.BURST] == {SHOTS}

    def test_hidden_and_gone(self, twins: Library) -> None:
        twins.duplicates()
        hidden, gone = id_of(twins, "cat-0.jpg"), id_of(twins, "coffee-again.jpg")
        twins.hide([hidden])
        twins.forget_files([gone])
        found = by_kind(twins.duplicates())
        assert found[Likeness.SAME] == set()
        assert found[Likeness.BURST] == {SHOTS - {"cat-0.jpg"}}
        twins.unhide([hidden])
        twins.files_returned([gone])
        assert by_kind(twins.duplicates())[Likeness.BURST] == {SHOTS}

    def test_a_file_changed_since_is_no_copy(self, base: Path, tmp_path: Path) -> None:
        photos = tmp_path / "photos"
        shutil.copytree(base / "photos", photos)
        with Library.open(tmp_path / "data") as library:
            library.index([photos])
            (photos / "copies" / "coffee-again.jpg").write_bytes(b"something else")
            assert by_kind(library.duplicates())[Likeness.SAME] == set()


class TestAgain:
    def test_only_what_is_new_is_compared(self, base: Path, tmp_path: Path) -> None:
        photos = tmp_path / "photos"
        shutil.copytree(base / "photos", photos)
        with Library.open(tmp_path / "data") as library:
            library.index([photos])
            first = library.duplicates()
        phases: list[Progress] = []
        with Library.open(tmp_path / "data") as library:
            assert library.duplicates(progress=phases.append) == first
            assert {progress.phase for progress in phases} == {"reading"}  # files of one content; nothing else
            with Image.open(photos / "cat-2.jpg") as cat:
                cat.resize((200, 140)).save(photos / "cat-2-small.jpg")
            library.index()
            phases.clear()
            found = by_kind(library.duplicates(progress=phases.append))
            assert frozenset({"cat-2.jpg", "cat-2-small.jpg"}) in found[Likeness.NEAR]
            assert found[Likeness.BURST] == {SHOTS}
            assert [p.total for p in phases if p.phase == "comparing"] == [1] * len(
                [p for p in phases if p.phase == "comparing"]
            )

    def test_a_changed_photo_is_compared_anew(self, base: Path, tmp_path: Path) -> None:
        photos = tmp_path / "photos"
        shutil.copytree(base / "photos", photos)
        with Library.open(tmp_path / "data") as library:
            library.index([photos])
            assert by_kind(library.duplicates())[Likeness.BURST] == {SHOTS}
            shutil.copyfile(photos / "rocket.jpg", photos / "cat-1.jpg")
            library.index()
            found = by_kind(library.duplicates())
            assert found[Likeness.BURST] == {SHOTS - {"cat-1.jpg"}}
            assert frozenset({"cat-1.jpg", "rocket.jpg"}) in found[Likeness.SAME]

    def test_one_shown_again_is_compared_with_what_came_meanwhile(self, base: Path, tmp_path: Path) -> None:
        photos = tmp_path / "photos"
        shutil.copytree(base / "photos", photos)
        with Library.open(tmp_path / "data") as library:
            library.index([photos])
            rocket_id = id_of(library, "rocket.jpg")
            library.hide([rocket_id])
            library.duplicates()
            with Image.open(photos / "rocket.jpg") as rocket:
                rocket.resize((320, 213)).save(photos / "rocket-small.jpg")
            library.index()
            assert not any("rocket-small.jpg" in group for group in by_kind(library.duplicates())[Likeness.NEAR])
            library.unhide([rocket_id])
            assert frozenset({"rocket.jpg", "rocket-small.jpg"}) in by_kind(library.duplicates())[Likeness.NEAR]

    @pytest.mark.parametrize("phase", ["reading", "comparing", "checking"])
    def test_cancelled_and_gone_on_with(self, twins: Library, phase: str) -> None:
        token = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.phase == phase:
                token.cancel()

        with pytest.raises(Cancelled):
            twins.duplicates(progress=stop, cancel=token)
        assert by_kind(twins.duplicates())[Likeness.NEAR] == {COPIES}


class TestCollapse:
    def test_near_ones_fold_into_the_first(self, twins: Library) -> None:
        names = ("rocket.jpg", "coffee-dark.webp", "p000.jpg", "coffee.jpg", "coffee-turned.jpg", "coffee-again.jpg")
        assert twins.collapse([id_of(twins, name) for name in names]) == (0, 1, 2, 1, 1, 1)
        assert twins.collapse([id_of(twins, name) for name in reversed(names)]) == (0, 0, 0, 3, 0, 5)

    def test_told_apart_stay(self, twins: Library) -> None:
        ids = [id_of(twins, name) for name in ("coffee.jpg", "coffee-again.jpg")]
        assert twins.collapse(ids) == (0, 0)
        twins.tell_apart(ids[0], [ids[1]], "duplicate")
        assert twins.collapse(ids) == (0, 1)

    def test_unknown_photos_and_none(self, twins: Library) -> None:
        assert twins.collapse([]) == ()
        coffee = id_of(twins, "coffee.jpg")
        assert twins.collapse([99_999, coffee, 99_998, id_of(twins, "coffee-again.jpg")]) == (0, 1, 2, 1)
