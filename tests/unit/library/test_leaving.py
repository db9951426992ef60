"""Photos that leave the library by the user's wish, never their files; and dates of photos seen before."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photosim.core.cancel import CancelToken, Progress
from photosim.core.decode import read_taken
from photosim.core.scan import Listing, scan_folder
from photosim.errors import FolderError, UserError
from photosim.library import Library, dating, scanning
from photosim.library.tally import Reporter
from tests.dated_home import id_of
from tests.libraries import all_photos, assert_vectors_belong, counts
from tests.support import make_photos


@pytest.fixture
def own(photos: Path, tmp_path: Path, library: Library) -> Path:
    """A copy of the photos of `home`, in `library`; to be changed."""
    shutil.copytree(photos, tmp_path / "own")
    assert library.index([tmp_path / "own"]).added == 8
    return tmp_path / "own"


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


class TestExcludes:
    def test_a_folder_leaves_with_the_next_run_and_comes_back_without_the_rule(
        self, library: Library, own: Path
    ) -> None:
        before = files(own)
        library.set_excludes([f" {own / '2024'}{os.sep}", "*.GIF"])
        assert library.excludes() == ("*.GIF", os.fspath(own / "2024"))
        assert len(library.photo_ids()) == 8
        report = library.index()
        assert counts(report) == {"unchanged": 4}
        assert {photo.path.parent.name for photo in all_photos(library).values()} == {"2023"}
        status = library.status()
        assert (status.photos, status.indexed, status.missing) == (4, 4, 0)
        assert {match.path.parent.name for match in library.similar(own / "2023" / "a.jpg", 8)} == {"2023"}
        assert library.folder_tree()[0].photos == 4
        assert counts(library.index()) == {"unchanged": 4}
        library.set_excludes([])
        assert counts(library.index()) == {"added": 4, "unchanged": 4}
        assert files(own) == before
        assert_vectors_belong(library, [own / "2024" / "Zoo.jpg"])

    def test_names(self, library: Library, own: Path) -> None:
        library.set_excludes(["img_*", "2024"])
        library.index()
        assert sorted(all_photos(library)) == ["Zoo.jpg", "a.jpg"]

    def test_photos_leave_though_their_disk_is_away(self, library: Library, own: Path) -> None:
        own.rename(own.with_name("away"))
        library.set_excludes([os.fspath(own / "2024")])
        assert library.index().unusable_folders == 1
        assert library.status().offline == 4
        own.with_name("away").rename(own)
        assert counts(library.index()) == {"unchanged": 4}

    def test_a_photo_moved_into_what_is_left_out_is_missing(self, library: Library, own: Path) -> None:
        library.set_excludes(["private"])
        library.index()
        (own / "private").mkdir()
        (own / "2024" / "a.jpg").rename(own / "private" / "a.jpg")
        assert counts(library.index()) == {"missing": 1, "unchanged": 7}

    def test_a_stopped_run_has_left_out_all_or_nothing(self, library: Library, own: Path) -> None:
        library.set_excludes(["2024"])
        cancel = CancelToken()
        cancel.cancel()
        assert library.index(cancel=cancel).cancelled
        assert len(library.photo_ids()) in {4, 8}
        library.index()
        assert len(library.photo_ids()) == 4

    def test_half_a_path_is_refused_and_nothing_changes(self, library: Library) -> None:
        library.set_excludes(["*.gif"])
        with pytest.raises(UserError, match="whole path"):
            library.set_excludes(["*.png", "photos/2024"])
        assert library.excludes() == ("*.gif",)


class TestRemovedFolder:
    def test_its_photos_leave_and_its_files_stay(self, library: Library, own: Path, folder: Path) -> None:
        library.index([folder])
        library.hide([id_of(library, "2024/a.jpg")])
        before = files(own)
        library.remove_folder(own)
        assert [status.path for status in library.folders()] == [folder]
        assert {photo.path.parent for photo in all_photos(library).values()} == {folder}
        assert {match.path.parent for match in library.similar(own / "2023" / "a.jpg", 50)} == {folder}
        assert (library.status().photos, library.hidden_count()) == (10, 0)
        assert counts(library.index()) == {"unchanged": 10}
        assert files(own) == before
        assert library.index([own]).added == 8

    def test_an_inner_folder_that_was_chosen_too_stays(self, library: Library, own: Path) -> None:
        library.index([own / "2023"])
        library.remove_folder(os.fspath(own))
        assert {photo.path.parent.name for photo in all_photos(library).values()} == {"2023"}
        assert counts(library.index()) == {"unchanged": 4}

    def test_a_folder_nobody_chose(self, library: Library, own: Path) -> None:
        with pytest.raises(FolderError, match="no folder of the library"):
            library.remove_folder(own / "2024")
        assert len(library.photo_ids()) == 8

    @pytest.fixture
    def two(self, library: Library, tmp_path: Path) -> Path:
        """A folder to be indexed and removed, beside another one that is in the library."""
        make_photos(tmp_path / "a", 5)
        library.index([tmp_path / "a"])
        make_photos(tmp_path / "b", 40, first=5)
        return tmp_path / "b"

    def assert_removed(self, library: Library, folder: Path) -> None:
        other = folder.with_name("a")
        assert [status.path for status in library.folders()] == [other]
        assert {photo.path.parent for photo in all_photos(library).values()} == {other}
        assert len(library.similar(other / "p000.jpg", 50)) == 4
        assert counts(library.index()) == {"unchanged": 5}

    def test_while_it_is_scanned(self, library: Library, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def scan(*args: Any) -> Iterator[Listing]:
            for found in scan_folder(*args):
                library.remove_folder(two)
                yield found

        monkeypatch.setattr(scanning, "scan_folder", scan)
        with pytest.raises(FolderError, match="was removed from the library"):
            library.index([two])
        monkeypatch.undo()
        self.assert_removed(library, two)

    def test_while_its_photos_are_looked_at(self, library: Library, two: Path) -> None:
        removed: list[Path] = []

        def remove(progress: Progress) -> None:
            if progress.phase == "looking" and not removed:
                removed.append(two)
                library.remove_folder(two)

        report = library.index([two], remove)
        assert removed
        assert not report.cancelled
        self.assert_removed(library, two)

    def test_before_the_run_comes_to_it(self, library: Library, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library.index([two])

        def scan(root: Path, *args: Any) -> Iterator[Listing]:
            if root != two:
                library.remove_folder(two)
            yield from scan_folder(root, *args)

        monkeypatch.setattr(scanning, "scan_folder", scan)
        assert counts(library.index()) == {"unchanged": 5}
        monkeypatch.undo()
        self.assert_removed(library, two)


class TestTrashedDuringAScan:
    """What a scan has come across before it went is no proof that it is there."""

    def test_stays_gone(self, library: Library, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        photo_id, file = id_of(library, "2024/a.jpg"), own / "2024" / "a.jpg"

        def scan(*args: Any) -> Iterator[Listing]:
            yield from scan_folder(*args)
            file.rename(tmp_path / "trashed")
            library.forget_files([photo_id])

        monkeypatch.setattr(scanning, "scan_folder", scan)
        library.index()
        assert photo_id not in library.photo_ids()
        monkeypatch.undo()
        (tmp_path / "trashed").rename(file)
        library.files_returned([photo_id])
        assert counts(library.index()) == {"unchanged": 8}
        assert photo_id in library.photo_ids()


class TestDates:
    @pytest.fixture
    def old(self, library: Library, own: Path) -> Library:
        """A library whose photos were looked at before anybody asked for dates."""
        with library._catalog.writing() as connection:
            connection.execute("UPDATE photos SET taken = NULL, dated = 0")
        assert {section.key for section in library.listing().sections} == {"2020-09"}
        return library

    def test_asked_by_the_next_run_without_another_look(self, old: Library, own: Path) -> None:
        phases: list[str] = []
        report = old.index(progress=lambda progress: phases.append(progress.phase))
        assert counts(report) == {"unchanged": 8}
        assert report.photos_per_second == 0
        assert "dating" in phases
        expected = ["2024-03", "2024-02", "2024-01", "2023-03", "2023-02", "2023-01", "2020-09"]
        assert [section.key for section in old.listing().sections] == expected
        phases.clear()
        old.index(progress=lambda progress: phases.append(progress.phase))
        assert "dating" not in phases

    def test_stopped_and_gone_on_with(self, old: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        cancel, read = CancelToken(), read_taken
        asked: list[Path] = []

        def read_and_stop(path: Path) -> int | None:
            asked.append(path)
            if len(asked) == 3:
                cancel.cancel()
            return read(path)

        monkeypatch.setattr(dating, "read_taken", read_and_stop)
        assert old.index(cancel=cancel).cancelled
        assert len(asked) == 3
        old.index()
        assert len(asked) == len(set(asked)) == 8

    def test_what_cannot_be_read_now_is_asked_again(self, old: Library, own: Path, tmp_path: Path) -> None:
        away = (own / "2024" / "Zoo.jpg").rename(tmp_path / "Zoo.jpg")
        roots = [own]
        dating.date_photos(old._catalog, roots, Reporter(None), CancelToken())
        with old._catalog.reading() as connection:
            assert connection.execute("SELECT count(*) FROM photos WHERE dated = 0").fetchone() == (1,)
        away.rename(own / "2024" / "Zoo.jpg")
        old.index()
        assert old.listing().ids[0] == id_of(old, "2024/Zoo.jpg")
