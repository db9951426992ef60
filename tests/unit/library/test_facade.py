"""Asking a library: look-alikes, pictures, how things stand."""

import dataclasses
import io
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

import photosim
from photosim.core.photo import PhotoId, PhotoState, Region
from photosim.errors import LibraryError, ModelError, NotIndexedError, PhotoError
from photosim.library import Library
from tests.libraries import all_photos
from tests.support import make_photo, make_photos

SAMPLES = ("astronaut", "chelsea", "coffee", "rocket", "hubble_deep_field", "retina")


@pytest.fixture(scope="module")
def sample_library(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Iterator[Library]:
    """Six sample photos and a darker, a mirrored and a cut version of each; read only."""
    folder = tmp_path_factory.mktemp("samples")
    for name in SAMPLES:
        [source] = sample_photos.glob(f"{name}.*")
        with Image.open(source) as image:
            photo = image.convert("RGB")
        photo.thumbnail((500, 500))
        width, height = photo.size
        photo.save(folder / f"{name}.jpg")
        ImageEnhance.Brightness(photo).enhance(0.6).save(folder / f"{name}-darker.jpg")
        ImageOps.mirror(photo).save(folder / f"{name}-mirrored.png")
        photo.crop((width // 10, height // 10, width * 9 // 10, height * 9 // 10)).save(folder / f"{name}-cut.webp")
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        report = library.index([folder])
        assert (report.added, report.failed) == (24, 0)
        yield library


@pytest.fixture
def indexed(library: Library, folder: Path) -> Library:
    """Ten made photos, indexed; every test may change them."""
    library.index([folder])
    return library


def path_of(library: Library, name: str) -> Path:
    return all_photos(library)[name].path


class TestSimilar:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_versions_of_a_photo_are_its_look_alikes(self, sample_library: Library, name: str) -> None:
        matches = sample_library.similar(path_of(sample_library, f"{name}.jpg"), k=3)
        assert {match.path.stem for match in matches} == {f"{name}-{kind}" for kind in ("darker", "mirrored", "cut")}
        assert all(0.5 < match.score < 1 for match in matches)
        assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)

    def test_every_way_to_name_a_photo_gives_the_same(self, sample_library: Library, tmp_path: Path) -> None:
        path = path_of(sample_library, "chelsea.jpg")
        photo = all_photos(sample_library)["chelsea.jpg"]
        expected = sample_library.similar(path, k=5)
        assert sample_library.similar(str(path), k=5) == expected
        assert sample_library.similar(photo.id, k=5) == expected
        assert sample_library.similar(np.int64(photo.id), k=5) == expected
        assert expected[0].photo_id == all_photos(sample_library)[expected[0].path.name].id
        outside = shutil.copyfile(path, tmp_path / "outside.jpg")
        with Image.open(path) as image:
            for query in (outside, image):
                itself, *others = sample_library.similar(query, k=6)
                assert (itself.path, itself.score > 0.9999) == (path, True)
                assert [match.path for match in others] == [match.path for match in expected]

    def test_a_path_from_the_current_folder(self, sample_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        path = path_of(sample_library, "coffee.jpg")
        monkeypatch.chdir(path.parent)
        assert sample_library.similar("coffee.jpg") == sample_library.similar(path)

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a special right on Windows")
    def test_a_photo_reached_through_a_link_is_left_out_too(self, sample_library: Library, tmp_path: Path) -> None:
        path = path_of(sample_library, "coffee.jpg")
        (tmp_path / "link").symlink_to(path.parent)
        matches = sample_library.similar(tmp_path / "link" / "coffee.jpg")
        assert matches == sample_library.similar(path)

    def test_k(self, sample_library: Library) -> None:
        path = path_of(sample_library, "coffee.jpg")
        assert sample_library.similar(path, k=0) == []
        assert len(sample_library.similar(path, k=1)) == 1
        matches = sample_library.similar(path, k=1000)
        assert len({match.path for match in matches}) == 23
        assert path not in [match.path for match in matches]

    def test_a_region_searches_with_that_part(self, sample_library: Library, tmp_path: Path) -> None:
        """A cat left of a rocket: each half finds its own."""
        halves = []
        for name in ("chelsea.jpg", "rocket.jpg"):
            with Image.open(path_of(sample_library, name)) as image:
                halves.append(image.resize((300, 300)))
        both = Image.new("RGB", (600, 300))
        both.paste(halves[0], (0, 0))
        both.paste(halves[1], (300, 0))
        file = tmp_path / "both.png"
        both.save(file)
        for query in (file, both):
            left = sample_library.similar(query, k=3, region=Region(0, 0, 0.5, 1))
            right = sample_library.similar(query, k=3, region=Region(0.5, 0, 0.5, 1))
            assert {match.path.stem.split("-")[0] for match in left} == {"chelsea"}
            assert {match.path.stem.split("-")[0] for match in right} == {"rocket"}

    def test_a_region_of_a_photo_in_the_library_leaves_that_photo_out(self, sample_library: Library) -> None:
        path = path_of(sample_library, "chelsea.jpg")
        matches = sample_library.similar(path, k=24, region=Region(0.2, 0.2, 0.6, 0.6))
        assert path not in [match.path for match in matches]
        assert len(matches) == 23

    def test_a_photo_changed_since_is_seen_as_it_is_now(self, indexed: Library, folder: Path) -> None:
        shutil.copyfile(folder / "p007.jpg", folder / "p001.jpg")
        [best] = indexed.similar(folder / "p001.jpg", k=1)
        assert (best.path.name, best.score > 0.9999) == ("p007.jpg", True)

    def test_unreadable(self, indexed: Library, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "broken.jpg").write_bytes(b"no photo")
        for query, reason in (
            (tmp_path / "broken.jpg", "it is not a photo in a known format"),
            (tmp_path / "gone.jpg", "the file is gone"),
            (tmp_path, "it is a folder, not a photo"),
            (tmp_path / "a\0b.jpg", "the file"),
        ):
            with pytest.raises(PhotoError, match=reason) as caught:
                indexed.similar(query)
            assert str(query) in str(caught.value)
        (folder / "p000.jpg").unlink()
        with pytest.raises(PhotoError, match="the file is gone"):
            indexed.similar(folder / "p000.jpg")
        with pytest.raises(PhotoError):
            indexed.similar(Image.new("RGB", (0, 5)))

    def test_nothing_indexed(self, library: Library, folder: Path) -> None:
        with pytest.raises(NotIndexedError, match="photosim index FOLDER"):
            library.similar(folder / "p000.jpg")

    def test_the_only_photo_is_like_no_other(self, library: Library, tmp_path: Path) -> None:
        [file] = make_photos(tmp_path / "photos", 1)
        library.index([tmp_path / "photos"])
        assert library.similar(file) == []

    @pytest.mark.parametrize("photo_id", [0, -1, 10**12, 2**63 - 1])
    def test_unknown_id(self, indexed: Library, photo_id: int) -> None:
        with pytest.raises(NotIndexedError, match=f"no photo number {photo_id}"):
            indexed.similar(photo_id)
        with pytest.raises(NotIndexedError, match=f"no photo number {photo_id}"):
            indexed.picture(photo_id, 100)

    def test_photos_of_an_offline_folder_are_left_out(self, indexed: Library, folder: Path, tmp_path: Path) -> None:
        make_photos(tmp_path / "more", 3, first=50)
        indexed.index([tmp_path / "more"])
        folder.rename(tmp_path / "away")
        indexed.index()
        matches = indexed.similar(tmp_path / "more" / "p050.jpg", k=100)
        assert {match.path.name for match in matches} == {"p051.jpg", "p052.jpg"}


class TestPhotos:
    def test_ids_and_photos(self, indexed: Library, folder: Path) -> None:
        ids = indexed.photo_ids()
        assert len(ids) == 10
        photos = indexed.photos(ids)
        assert [int(key) for key in ids] == sorted(photos)
        for photo in photos.values():
            status = photo.path.stat()
            assert (photo.size, photo.mtime_ns) == (status.st_size, status.st_mtime_ns)
            assert (photo.state, photo.error, photo.width, photo.height) == (PhotoState.OK, None, 160, 120)
        make_photo(folder / "new.jpg", 200)
        indexed.index()
        assert len(indexed.photo_ids(after=int(ids[-1]))) == 1

    def test_folders(self, indexed: Library, folder: Path) -> None:
        [status] = indexed.folders()
        assert (status.path, status.online, status.photos) == (folder, True, 10)

    def test_upright_size(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "photos").mkdir()
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.new("RGB", (60, 40), "red").save(tmp_path / "photos" / "turned.jpg", exif=exif)
        library.index([tmp_path / "photos"])
        photo = all_photos(library)["turned.jpg"]
        assert (photo.width, photo.height) == (40, 60)


class TestThumbnail:
    def test_it_is_there_after_indexing(self, indexed: Library, folder: Path) -> None:
        photo = all_photos(indexed)["p000.jpg"]
        (folder / "p000.jpg").unlink()  # so it must come from the cache
        thumbnail = indexed.thumbnail(photo.id)
        assert (thumbnail.photo_id, thumbnail.error) == (photo.id, None)
        assert thumbnail.jpeg is not None
        assert Image.open(io.BytesIO(thumbnail.jpeg)).size == (160, 120)

    def test_it_is_made_again(self, indexed: Library) -> None:
        shutil.rmtree(indexed.paths.thumbnails)
        for photo_id in indexed.photo_ids():
            assert indexed.thumbnail(photo_id).jpeg is not None
        assert len(list(indexed.paths.thumbnails.rglob("*.jpg"))) == 10

    def test_why_there_is_none(self, indexed: Library, folder: Path) -> None:
        (folder / "broken.jpg").write_bytes(b"")
        indexed.index()
        assert indexed.thumbnail(all_photos(indexed)["broken.jpg"].id).error == "the file is empty"
        (folder / "p000.jpg").unlink()
        shutil.rmtree(indexed.paths.thumbnails)
        thumbnail = indexed.thumbnail(all_photos(indexed)["p000.jpg"].id)
        assert (thumbnail.jpeg, thumbnail.error) == (None, "the file is gone")
        assert indexed.thumbnail(999).error == "the photo is not in the library any more"

    def test_a_cache_that_cannot_be_made_is_done_without(self, tmp_path: Path, folder: Path) -> None:
        with Library.open(tmp_path / "data") as library:
            library.paths.cache.write_text("in the way")
            assert library.index([folder]).added == 10
            assert library.thumbnail(int(library.photo_ids()[0])).jpeg is not None


class TestPicture:
    def test_it_fits_the_screen_and_tells_the_full_size(self, sample_library: Library) -> None:
        path = path_of(sample_library, "astronaut.jpg")
        picture = sample_library.picture(path, 100)
        assert max(picture.width, picture.height) == 100
        assert (picture.full_width, picture.full_height) == (500, 500)
        assert len(picture.rgb) == 3 * picture.width * picture.height
        with Image.open(path) as image:
            expected = np.asarray(image.resize((100, 100)), float)
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(100, 100, 3)
        assert np.abs(pixels - expected).mean() < 4

    def test_it_is_never_enlarged(self, indexed: Library, folder: Path) -> None:
        photo = all_photos(indexed)["p000.jpg"]
        for query in (folder / "p000.jpg", photo.id, Image.open(folder / "p000.jpg")):
            picture = indexed.picture(query, 5000)
            assert (picture.width, picture.height) == (160, 120)
            assert (picture.full_width, picture.full_height) == (160, 120)

    def test_unreadable(self, indexed: Library, tmp_path: Path) -> None:
        with pytest.raises(PhotoError, match="the file is gone"):
            indexed.picture(tmp_path / "gone.jpg", 100)


class TestStatus:
    def test_empty(self, library: Library, tmp_path: Path) -> None:
        status = library.status()
        assert dataclasses.asdict(status) == {
            "photos": 0,
            "indexed": 0,
            "pending": 0,
            "failed": 0,
            "missing": 0,
            "offline": 0,
            "model": "efficientnet-lite0",
            "model_title": "EfficientNet-Lite0",
            "dimension": 1280,
            "provider": None,
            "index": "exact",
            "index_count": 0,
            "folders": (),
            "database": tmp_path / "data" / "data" / "library.db",
            "data": tmp_path / "data" / "data",
            "cache": tmp_path / "data" / "cache",
            "provider_wanted": None,
            "provider_problem": None,
            "runtime": f"onnxruntime {version('onnxruntime')}",
            "model_problem": None,
            "switch": None,
            "hidden": 0,
        }

    def test_counts(self, indexed: Library, folder: Path) -> None:
        (folder / "broken.jpg").write_bytes(b"")
        (folder / "p000.jpg").unlink()
        indexed.index()
        status = indexed.status()
        assert (status.photos, status.indexed, status.failed, status.missing) == (11, 9, 1, 1)
        assert (status.pending, status.offline) == (0, 0)
        assert status.provider
        assert [one.photos for one in status.folders] == [10]

    def test_what_computes_and_why_nothing_better_does(self, tmp_path: Path, folder: Path) -> None:
        """Remembered from indexing; a library that has opened its network since tells of that."""
        with Library.open(tmp_path / "data", provider="directml") as library:
            assert library.status().provider is None
            library.index([folder])
        with Library.open(tmp_path / "data") as library:
            status = library.status()
            assert (status.provider, status.provider_wanted) == ("CPU", "DirectML")
            assert status.provider_problem is not None
            assert status.provider_problem.startswith("DirectML is not in the installed onnxruntime")
            library.similar(make_photo(tmp_path / "outside.jpg", 99))
            status = library.status()
            assert (status.provider, status.provider_wanted, status.provider_problem) == ("CPU", "auto", None)


class TestOpen:
    def test_what_was_done_is_there_again(self, tmp_path: Path, folder: Path) -> None:
        with Library.open(tmp_path / "data") as library:
            library.index([folder])
            expected = library.similar(folder / "p000.jpg")
        with Library.open(tmp_path / "data") as library:
            assert library.similar(folder / "p000.jpg") == expected
            assert library.status().indexed == 10

    @pytest.mark.parametrize("model", ["resnet", "../efficientnet-lite0", "", "a/b", "a\nb"])
    def test_unknown_model(self, tmp_path: Path, model: str) -> None:
        if not model:
            Library.open(tmp_path / "data", model).close()  # the built-in one
            return
        with pytest.raises(ModelError, match="unknown model") as caught:
            Library.open(tmp_path / "data", model)
        assert "efficientnet-lite0" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_damaged_catalogue(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "data").mkdir(parents=True)
        (tmp_path / "data" / "data" / "library.db").write_bytes(b"no database" * 1000)
        with pytest.raises(LibraryError, match="is damaged"):
            Library.open(tmp_path / "data")

    def test_the_environment_variable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PHOTOSIM_DATA_DIR", os.fspath(tmp_path / "there"))
        with Library.open() as library:
            assert library.paths.data == tmp_path / "there" / "data"

    def test_photosim_exports_it(self) -> None:
        assert photosim.Library is Library
        with pytest.raises(AttributeError, match="no attribute 'Labrary'"):
            _ = photosim.Labrary


def test_ids_stay_with_their_photos(indexed: Library, folder: Path) -> None:
    before = {name: photo.id for name, photo in all_photos(indexed).items()}
    (folder / "p000.jpg").unlink()
    indexed.index()
    make_photo(folder / "zzz.jpg", 300)
    indexed.index()
    after = {name: photo.id for name, photo in all_photos(indexed).items()}
    assert after.pop("zzz.jpg") > max(before.values())
    assert after == {name: key for name, key in before.items() if name != "p000.jpg"}
    assert PhotoId(before["p000.jpg"]) not in after.values()


def test_coverage_is_what_status_says(sample_library: Library) -> None:
    status = sample_library.status()
    assert sample_library.coverage() == (status.indexed, status.indexed + status.pending)
    assert status.indexed > 0
