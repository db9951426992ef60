"""Learning the user's folders, with the built-in model on versions of sample photos."""

import dataclasses
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from photosim import Library
from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import Match, PhotoState, Region
from photosim.errors import Cancelled, UnknownLabelError, UserError
from photosim.library import albums, learning
from photosim.library.albums import photos_of_album
from photosim.semantics.albums import AlbumHead
from photosim.store.photos import set_state
from tests.libraries import all_photos
from tests.scenes import CAMERA, CAT, CUP, MOPED, sample, save_versions, side_by_side, versions

ALBUMS = {"Grandma's cat": CAT, "Breakfast": CUP, "Old things": CAMERA}


@pytest.fixture(scope="module")
def taught_once(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """The data folder and photos of a library that has learnt three albums; to be copied."""
    base = tmp_path_factory.mktemp("taught")
    for name, photo in ALBUMS.items():
        save_versions(base / "photos" / name / "2024-05", sample_photos, photo, 12)
    save_versions(base / "photos" / "2023" / "100CANON", sample_photos, MOPED, 6)
    save_versions(base / "photos" / "Few", sample_photos, "rocket", 3)
    with Library.open(base / "data") as library:
        library.index([base / "photos"])
    return base


@pytest.fixture
def photos(taught_once: Path) -> Path:
    return taught_once / "photos"


@pytest.fixture
def library(taught_once: Path, tmp_path: Path) -> Iterator[Library]:
    """Indexed, nothing learnt yet; every test may change it, but not the photos."""
    shutil.copytree(taught_once / "data", tmp_path / "data")
    with Library.open(tmp_path / "data") as library:
        yield library


def kinds(library: Library, label: str) -> set[str]:
    return {photo.path.stem[:-3] for photo in library.photos(library.tagged([label])).values()}


def test_the_report(library: Library) -> None:
    report = library.learn()
    assert report.albums == (("Breakfast", 12), ("Grandma's cat", 12), ("Old things", 12))
    assert report.left_out == (("Few", 3),)
    assert report.accuracy > 0.95
    assert report.chance == pytest.approx(1 / 3)
    assert 0 < report.seconds < 60


def test_albums_become_labels_tags_and_counts(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    before = library.labels()
    library.learn()
    labels = library.labels()
    assert [label.key for label in labels[len(before) :]] == [
        "album:Breakfast",
        "album:Grandma's cat",
        "album:Old things",
    ]
    assert {label.kind for label in labels[len(before) :]} == {"album"}
    for text in ("grandma's cat", "album:Grandma's cat", "  Grandma's   CAT "):
        assert library.label(text).key == "album:Grandma's cat"
    for name, photo in ALBUMS.items():
        assert kinds(library, name) == {photo}
        assert library.tag_counts()[f"album:{name}"] == len(library.tagged([name])) > 8
        fresh = versions(sample(sample_photos, photo), 2, seed=77)[1]  # a view that was not among those learnt from
        tags = library.tags(fresh)
        assert (f"album:{name}", "", True) in [(tag.key, tag.wnid, tag.shown) for tag in tags]
    assert library.tag_counts(["album:Grandma's cat"])["group:cat"] > 8
    for stranger in (MOPED, "rocket", "astronaut"):
        assert not [tag for tag in library.tags(sample(sample_photos, stranger), 11) if tag.key.startswith("album:")]


def test_a_class_goes_before_an_album_of_its_name(library: Library, photos: Path, tmp_path: Path) -> None:
    shutil.copytree(photos / "Breakfast", tmp_path / "more" / "Espresso")
    library.index([tmp_path / "more"])
    library.learn()
    assert library.label("espresso").kind == "class"
    assert library.label("album:Espresso").kind == "album"


def test_focus_on_an_album(library: Library, sample_photos: Path) -> None:
    library.learn()
    both = side_by_side(sample_photos, CAT, CUP)
    for focus, wanted in (("Grandma's cat", CAT), ("Breakfast", CUP)):
        matches = library.similar(both, k=8, focus=focus)
        assert {match.path.stem[:-3] for match in matches} == {wanted}


def test_photos_for_text_search(library: Library) -> None:
    library.learn()
    reader = library._tagging.albums
    albums = reader.albums()
    ids, sure = photos_of_album(reader.table(albums), albums.names.index("Old things"))
    best = [int(ids[place]) for place in np.argsort(-sure)[:12]]
    assert {photo.path.parent.parent.name for photo in library.photos(best).values()} == {"Old things"}
    assert list(ids) == sorted(ids)
    assert 0 <= sure.min() <= sure.max() <= 1


def test_new_photos_and_photos_that_go(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    library.learn()
    before = library.tag_counts()["album:Breakfast"]
    save_versions(tmp_path / "new", sample_photos, CUP, 4, seed=5)
    library.index([tmp_path / "new"])
    assert library.tag_counts()["album:Breakfast"] == before + 4
    new = [photo.id for photo in all_photos(library).values() if photo.path.parent == tmp_path / "new"]
    assert set(new) <= set(library.tagged(["Breakfast"]))
    with library._catalog.writing() as connection:
        set_state(connection, new[:3], PhotoState.OFFLINE)
    assert library.tag_counts()["album:Breakfast"] == before + 1


def show(matches: Sequence[Match]) -> list[tuple[str, bool]]:
    return [(match.path.parent.name, match.score == 1) for match in matches]


def test_photos_in_an_albums_own_folder_belong_to_it(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    """Whatever they show: here rockets in a folder that has the name of an album of cups."""
    rockets, cups = tmp_path / "more" / "Breakfast 2022", tmp_path / "more" / "2022"
    save_versions(rockets, sample_photos, "rocket", 3)
    save_versions(cups, sample_photos, CUP, 3, seed=5)
    library.learn()
    library.index([tmp_path / "more"])
    own = {photo.id for photo in all_photos(library).values() if photo.path.parent in (rockets, cups)}
    assert own <= set(library.tagged(["Breakfast"]))
    assert library.tag_counts()["album:Breakfast"] == len(library.tagged(["Breakfast"])) == 12 + 3 + 3
    first = library.tags(rockets / "rocket-01.jpg")[0]
    assert (first.key, first.probability, first.shown) == ("album:Breakfast", 1, True)
    part = library.tags(rockets / "rocket-01.jpg", region=Region(0, 0, 1, 1))
    assert "album:Breakfast" not in [tag.key for tag in part]  # of a part it is what it shows that counts
    for text in ("Breakfast", "album:Breakfast"):
        found = library.find_photos(text, k=100)
        assert show(found.matches[:15]) == [("2024-05", True)] * 12 + [("Breakfast 2022", True)] * 3
        assert show(found.matches[15:18]) == [("2022", False)] * 3
        assert "the photos of the album and others like them" in found.understood
    assert library.find_photos("Breakfast", k=2).understood == "Breakfast: the photos of the album"


def test_a_photo_of_one_album_that_looks_like_another(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    save_versions(tmp_path / "Old things", sample_photos, CUP, 2, seed=5)
    library.learn()
    library.index([tmp_path / "Old things"])
    for name in ("Breakfast", "Old things"):
        assert library.tag_counts([name])["album:Breakfast"] >= 2
        assert library.tag_counts(["Breakfast", "Old things"])[f"album:{name}"] == 2
    tags = library.tags(tmp_path / "Old things" / "coffee-01.jpg")
    assert [tag.name for tag in tags if not tag.wnid] == ["Old things", "Breakfast"]
    assert tags[1].probability < 1


def test_photos_that_move_belong_where_they_are_now(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    save_versions(more / "Breakfast", sample_photos, "rocket", 3)
    save_versions(more / "2021", sample_photos, "astronaut", 1)
    library.learn()
    library.index([more])

    def own() -> set[str]:
        found = library.find_photos("album:Breakfast", k=100).matches
        return {match.path.name for match in found if match.score == 1 and more in match.path.parents}

    assert own() == {"rocket-00.jpg", "rocket-01.jpg", "rocket-02.jpg"}
    (more / "Breakfast" / "rocket-00.jpg").rename(more / "2021" / "rocket-00.jpg")
    (more / "2021" / "astronaut-00.jpg").rename(more / "Breakfast" / "astronaut-00.jpg")
    assert library.index([more]).moved == 2
    assert own() == {"rocket-01.jpg", "rocket-02.jpg", "astronaut-00.jpg"}
    assert library.tag_counts()["album:Breakfast"] == 12 + 3
    (more / "Breakfast").rename(more / "Space")
    assert library.index([more]).moved == 3
    assert own() == set()
    assert library.tag_counts()["album:Breakfast"] == 12
    save_versions(more / "Space", sample_photos, "hubble_deep_field", 8)
    library.index([more])
    library.learn()
    assert library.tag_counts()["album:Space"] >= 11


def test_another_folder_may_change_what_photos_are_of(library: Library, sample_photos: Path, tmp_path: Path) -> None:
    """A folder above one the user chose before has a name of its own."""
    save_versions(tmp_path / "Breakfast" / "2021", sample_photos, "rocket", 2)
    library.learn()
    library.index([tmp_path / "Breakfast" / "2021"])
    assert library.tag_counts()["album:Breakfast"] == 12
    library.index([tmp_path / "Breakfast"])
    assert library.tag_counts()["album:Breakfast"] == 14


def test_a_guess_is_never_as_sure_as_what_is_known() -> None:
    head = AlbumHead(np.eye(2, dtype=np.float32) * 1000, np.zeros(2, np.float32), 60.0, 0.5)
    values = albums._likeliest(head, np.eye(2, dtype=np.float32))
    assert values[:, 0, 1].max() < 1
    known = albums._known_first(np.array([7, 5]), values, np.array([3, 5]), np.array([1, 0]))
    assert known[:, :, 0].tolist() == [[0, 1], [0, 1]]
    assert known[1, 0, 1] == 1
    assert known[0, 0, 1] < 1


def test_it_survives_and_can_be_forgotten(library: Library, tmp_path: Path, photos: Path) -> None:
    library.learn()
    counts = library.tag_counts()
    with Library.open(tmp_path / "data") as other:
        assert other.tag_counts() == counts
        other.forget_learnt()
        assert not [key for key in other.tag_counts() if key.startswith("album:")]
    with pytest.raises(UnknownLabelError):
        library.label("Breakfast")
    assert library.tag_counts() == {key: count for key, count in counts.items() if not key.startswith("album:")}
    library.forget_learnt()
    library.learn()
    assert library.tag_counts() == counts


def test_what_was_learnt_with_one_model_is_not_used_with_another(library: Library, tmp_path: Path) -> None:
    library.learn()
    spec = dataclasses.replace(library.spec, decode_short_side=319)
    with Library.open(tmp_path / "data") as other:
        other._take(other._make_serving(spec))
        assert not [label for label in other.labels() if label.kind == "album"]


def test_hidden_photos_teach_nothing(library: Library) -> None:
    library.hide(
        photo_id for photo_id, photo in library.photos(library.photo_ids()).items() if "Old things" in photo.path.parts
    )
    report = library.learn()
    assert {name for name, _ in report.albums} == {"Grandma's cat", "Breakfast"}
    assert "Old things" not in dict(report.left_out)
    assert "Old things" not in {label.name for label in library.labels()}


def test_too_little_to_learn_from(library: Library, tmp_path: Path, sample_photos: Path) -> None:
    with Library.open(tmp_path / "empty") as empty:
        with pytest.raises(UserError, match="two folders with a name of their own and 8 photos each; none"):
            empty.learn()
        save_versions(tmp_path / "one" / "Cats", sample_photos, CAT, 8)
        save_versions(tmp_path / "one" / "Cups", sample_photos, CUP, 7)
        empty.index([tmp_path / "one"])
        with pytest.raises(UserError, match="1 of 2"):
            empty.learn()
        assert not [label for label in empty.labels() if label.kind == "album"]


def test_equal_names_are_one_album(library: Library, tmp_path: Path, sample_photos: Path) -> None:
    save_versions(tmp_path / "more" / "2022 few", sample_photos, "rocket", 6, seed=9)
    library.index([tmp_path / "more"])
    report = library.learn()
    assert ("Few", 9) in report.albums or ("few", 9) in report.albums
    assert report.left_out == ()


def test_progress_and_cancel(library: Library) -> None:
    told: list[Progress] = []
    library.learn(progress=told.append)
    assert {progress.phase for progress in told} == {"learning"}
    assert all(0 <= progress.done <= progress.total for progress in told)
    library.forget_learnt()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        library.learn(cancel=cancel)
    assert not [label for label in library.labels() if label.kind == "album"]


def test_photos_that_change_while_they_are_learnt_from(library: Library, tmp_path: Path) -> None:
    """An indexing run, of this or another program, may take a changed photo's vector away in the middle."""
    first = min(all_photos(library).values(), key=lambda photo: photo.id)

    def change(progress: Progress) -> None:
        with Library.open(tmp_path / "data") as other, other._catalog.writing() as connection:
            connection.execute("DELETE FROM vectors WHERE photo_id >= ?", (first.id,))

    assert len(library.learn(progress=change).albums) == 3


def test_large_albums_are_learnt_from_some_of_their_photos(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_MOST", 8)
    report = library.learn()
    assert [count for _, count in report.albums] == [12, 12, 12]
    assert report.accuracy > 0.9


def test_every_so_many() -> None:
    assert learning._every_so_many(list(range(10)), 4) == [0, 2, 5, 7]
    assert learning._every_so_many([3, 5], 4) == [3, 5]
    assert learning._every_so_many([], 4) == []
