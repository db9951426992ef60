"""Indexing folders: what a run reports, and that every photo ends with its own vector or a reason."""

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import PhotoState
from photosim.errors import FolderError, LibraryError
from photosim.library import Library
from tests.libraries import all_photos, assert_vectors_belong, counts, stored_vectors
from tests.support import make_photo, make_photos

links_work = pytest.mark.skipif(sys.platform == "win32", reason="links need a special right on Windows")


def touch(file: Path) -> None:
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def break_photo(file: Path, content: bytes = b"\xff\xd8\xff\xe0 this is no photo") -> Path:
    file.write_bytes(content)
    return file


class TestOneFolder:
    def test_first_and_second_run(self, library: Library, folder: Path) -> None:
        report = library.index([folder])
        assert counts(report) == {"added": 10}
        assert report.photos_per_second > 0
        assert report.problems == ()
        assert not report.cancelled
        again = library.index([folder])
        assert counts(again) == {"unchanged": 10}
        assert again.photos_per_second == 0
        assert_vectors_belong(library, list(folder.iterdir()))

    def test_a_day_in_the_life(self, library: Library, folder: Path) -> None:
        library.index([folder])
        before = stored_vectors(library)
        (folder / "p000.jpg").rename(folder / "renamed.jpg")
        (folder / "sub").mkdir()
        (folder / "p001.jpg").rename(folder / "sub" / "p001.jpg")
        (folder / "p002.jpg").unlink()
        touch(folder / "p003.jpg")
        make_photo(folder / "p004.jpg", 104)
        shutil.copy(folder / "p005.jpg", folder / "copy.jpg")
        make_photo(folder / "new.jpg", 105)
        report = library.index([folder])
        expected = {"added": 2, "updated": 1, "moved": 2, "missing": 1, "unchanged": 6}
        assert counts(report) == expected
        after = stored_vectors(library)
        assert (after["renamed.jpg"] == before["p000.jpg"]).all()
        assert (after["copy.jpg"] == before["p005.jpg"]).all()
        assert (after["p003.jpg"] == before["p003.jpg"]).all()
        assert_vectors_belong(library, list(folder.rglob("*.jpg")))
        assert counts(library.index([folder])) == {"unchanged": 11}

    @pytest.mark.parametrize("change", ["moved", "copied", "touched", "gone and back"])
    def test_known_content_is_not_embedded_again(self, library: Library, folder: Path, change: str) -> None:
        library.index([folder])
        ids = {name: photo.id for name, photo in all_photos(library).items()}
        file, other = folder / "p003.jpg", folder / "z.jpg"
        expected = {"unchanged": 10}
        if change == "moved":
            file.rename(other)
            expected = {"moved": 1, "unchanged": 9}
        elif change == "copied":
            shutil.copyfile(file, other)
            expected = {"added": 1, "unchanged": 10}
        elif change == "touched":
            touch(file)
        else:
            file.rename(folder.parent / "z.jpg")
            assert counts(library.index([folder])) == {"missing": 1, "unchanged": 9}
            assert "p003.jpg" not in all_photos(library)
            (folder.parent / "z.jpg").rename(file)
        report = library.index([folder])
        assert counts(report) == expected
        assert report.photos_per_second == 0
        photos = all_photos(library)
        assert all(photo.indexed for photo in photos.values())
        assert photos["z.jpg" if change == "moved" else "p003.jpg"].id == ids["p003.jpg"]
        assert library.status().indexed == len(photos) == sum(1 for _ in folder.iterdir())

    def test_two_files_of_one_content_are_two_photos(self, library: Library, folder: Path) -> None:
        shutil.copyfile(folder / "p000.jpg", folder / "twin.jpg")
        assert counts(library.index([folder])) == {"added": 11}
        [match] = library.similar(folder / "p000.jpg", k=1)
        assert (match.path, round(match.score, 5)) == (folder / "twin.jpg", 1)

    def test_names_swapped(self, library: Library, folder: Path) -> None:
        library.index([folder])
        (folder / "p000.jpg").rename(folder / "t")
        (folder / "p001.jpg").rename(folder / "p000.jpg")
        (folder / "t").rename(folder / "p001.jpg")
        assert counts(library.index([folder])) == {"updated": 2, "unchanged": 8}
        assert_vectors_belong(library, [folder / "p000.jpg", folder / "p001.jpg"])

    def test_one_overwritten_by_another(self, library: Library, folder: Path) -> None:
        library.index([folder])
        (folder / "p000.jpg").replace(folder / "p001.jpg")
        assert counts(library.index([folder])) == {"updated": 1, "missing": 1, "unchanged": 8}
        assert_vectors_belong(library, [folder / "p001.jpg"])

    def test_a_file_of_another_content_at_a_missing_photos_place(self, library: Library, folder: Path) -> None:
        library.index([folder])
        (folder / "p000.jpg").unlink()
        library.index([folder])
        make_photo(folder / "p000.jpg", 500)
        assert counts(library.index([folder])) == {"updated": 1, "unchanged": 9}
        assert_vectors_belong(library, [folder / "p000.jpg"])

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
    def test_odd_names(self, library: Library, tmp_path: Path) -> None:
        folder = tmp_path / "odd \udce9\n\U0001f431"
        folder.mkdir()
        names = ["new\nline.jpg", "caf\udce9.jpg", "x" * 251 + ".jpg", "\U0001f431.JPG", " .jpeg", "a'\"%s{}.jpg"]
        source = make_photo(tmp_path / "source.jpg", 0)
        for number, name in enumerate(names):
            shutil.copyfile(make_photo(source, number), folder / name)
        assert counts(library.index([folder])) == {"added": 6}
        assert set(all_photos(library)) == set(names)
        assert counts(library.index([folder])) == {"unchanged": 6}
        for name in names:
            assert len(library.similar(folder / name)) == 5
        assert [one.path for one in library.status().folders] == [folder]


class TestUnreadable:
    def test_each_keeps_its_reason_and_counts_again(self, library: Library, folder: Path) -> None:
        (folder / "empty.jpg").touch()
        break_photo(folder / "text.png", b"only words")
        cut = make_photo(folder / "cut.jpg", 50)
        break_photo(cut, cut.read_bytes()[:900])
        expected = {"empty.jpg": "the file is empty", "text.png": "it is not a photo in a known format"}
        for known in ({"added": 10, "failed": 3}, {"unchanged": 10, "failed": 3}):
            assert counts(library.index([folder])) == known
            photos = all_photos(library)
            failed = {name: photo.error for name, photo in photos.items() if photo.state is PhotoState.FAILED}
            assert set(failed) == {"empty.jpg", "text.png", "cut.jpg"}
            assert failed | expected == failed
            assert failed["cut.jpg"]
            assert not photos["cut.jpg"].indexed
        assert library.status().failed == 3

    def test_a_mended_one_is_read(self, library: Library, folder: Path) -> None:
        break_photo(folder / "p000.jpg")
        assert counts(library.index([folder])) == {"added": 9, "failed": 1}
        make_photo(folder / "p000.jpg", 0)
        assert counts(library.index([folder])) == {"added": 1, "unchanged": 9}
        break_photo(folder / "p000.jpg")
        assert counts(library.index([folder])) == {"unchanged": 9, "failed": 1}
        assert "p000.jpg" not in [match.path.name for match in library.similar(folder / "p001.jpg")]
        make_photo(folder / "p000.jpg", 1000)
        assert counts(library.index([folder])) == {"updated": 1, "unchanged": 9}

    def test_every_photo_found_is_counted_once(self, library: Library, folder: Path) -> None:
        break_photo(folder / "broken.jpg")
        library.index([folder])
        shutil.copyfile(folder / "broken.jpg", folder / "copy.jpg")
        assert counts(library.index([folder])) == {"unchanged": 10, "failed": 2}
        (folder / "broken.jpg").rename(folder / "renamed.jpg")
        report = library.index([folder])
        assert report.added + report.updated + report.moved + report.unchanged + report.failed == 12
        assert report.failed == 2
        assert report.missing == 0

    @pytest.mark.parametrize("broken", [[0], [2], [3], [4], [0, 7], [*range(4)], [*range(4, 12)], [*range(17)]])
    def test_a_broken_neighbour_costs_nobody_else(self, library: Library, tmp_path: Path, broken: list[int]) -> None:
        """In the middle of a batch, at its ends, and a batch that is all broken: vectors stay with their photos."""
        files = make_photos(tmp_path / "photos", 17)
        for number in broken:
            break_photo(files[number])
        report = library.index([tmp_path / "photos"])
        good = [file for number, file in enumerate(files) if number not in broken]
        assert (report.added, report.failed) == (len(good), len(broken))
        assert set(stored_vectors(library)) == {file.name for file in good}
        assert_vectors_belong(library, good)

    def test_a_photo_that_goes_between_scan_and_look_is_missing(self, library: Library, tmp_path: Path) -> None:
        files = make_photos(tmp_path / "photos", 24)

        def remove(progress: Progress) -> None:
            if progress.phase == "looking":
                for file in (files[5], files[20]):
                    file.unlink(missing_ok=True)

        report = library.index([tmp_path / "photos"], remove)
        assert counts(report) == {"added": 22, "missing": 2}
        assert library.status().missing == 2
        assert_vectors_belong(library, [files[4], files[6], files[21]])


class TestFolders:
    def test_missing(self, library: Library, tmp_path: Path) -> None:
        with pytest.raises(FolderError, match="there is no folder"):
            library.index([tmp_path / "nowhere"])
        assert library.folders() == ()

    def test_a_file(self, library: Library, folder: Path) -> None:
        with pytest.raises(FolderError, match="is a file, not a folder"):
            library.index([folder / "p000.jpg"])

    def test_a_name_no_system_allows(self, library: Library, tmp_path: Path) -> None:
        with pytest.raises(FolderError, match="cannot read the folder"):
            library.index([tmp_path / ("x" * 300)])

    def test_without_photos(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        seen: list[Progress] = []
        assert counts(library.index([tmp_path / "empty"], seen.append)) == {}
        (tmp_path / "empty" / "text.txt").write_text("no photo")
        assert counts(library.index([tmp_path / "empty"])) == {}
        assert all(progress.done == progress.total for progress in seen)
        [status] = library.folders()
        assert (status.online, status.photos) == (True, 0)

    def test_one_bad_folder_does_not_keep_the_others(self, library: Library, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        report = library.index([tmp_path / "nowhere", folder, tmp_path / "file"])
        assert counts(report) == {"added": 10}
        assert report.unusable_folders == 2
        assert len(report.problems) == 2

    def test_suddenly_empty_is_offline_and_comes_back(self, library: Library, folder: Path) -> None:
        library.index([folder])
        folder.rename(folder.with_name("elsewhere"))
        folder.mkdir()
        with pytest.raises(FolderError, match="suddenly empty; its photos are kept"):
            library.index([folder])
        status = library.status()
        assert (status.offline, status.missing, status.indexed) == (10, 0, 0)
        assert not status.folders[0].online
        folder.rmdir()
        with pytest.raises(FolderError, match="now; its photos are kept"):
            library.index([folder])
        assert library.status().offline == 10
        folder.with_name("elsewhere").rename(folder)
        report = library.index([folder])
        assert (counts(report), report.photos_per_second) == ({"unchanged": 10}, 0)
        assert library.status().indexed == 10
        assert library.status().folders[0].online

    def test_all_folders_of_the_library(self, library: Library, folder: Path, tmp_path: Path) -> None:
        make_photos(tmp_path / "more", 3, first=50)
        library.index([folder])
        library.index([tmp_path / "more"])
        make_photo(folder / "new.jpg", 200)
        shutil.rmtree(tmp_path / "more")
        report = library.index()
        assert counts(report) == {"added": 1, "unchanged": 10}
        assert report.unusable_folders == 1
        assert library.status().offline == 3

    def test_a_nested_folder_is_looked_at_once(self, library: Library, folder: Path) -> None:
        make_photos(folder / "sub", 4, first=50)
        assert counts(library.index([folder / "sub", folder])) == {"added": 14}
        assert counts(library.index([folder / "sub"])) == {"unchanged": 4}
        assert counts(library.index()) == {"unchanged": 14}

    def test_an_inner_folder_is_online_again_with_the_outer_one(self, library: Library, folder: Path) -> None:
        make_photos(folder / "sub", 4, first=50)
        library.index([folder / "sub"])
        (folder / "sub").rename(folder / "away")
        with pytest.raises(FolderError):
            library.index([folder / "sub"])
        (folder / "away").rename(folder / "sub")
        assert counts(library.index([folder])) == {"added": 10, "unchanged": 4}
        assert counts(library.index()) == {"unchanged": 14}
        assert [one.online for one in library.folders()] == [True, True]

    @links_work
    def test_another_spelling_is_the_same_folder(self, library: Library, folder: Path, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(folder)
        library.index([folder])
        assert counts(library.index([link])) == {"unchanged": 10}
        assert counts(library.index([folder / ".." / "photos"])) == {"unchanged": 10}
        assert len(library.folders()) == 1

    @links_work
    def test_two_spellings_in_one_call_are_one_folder(self, library: Library, folder: Path, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(folder)
        assert counts(library.index([folder, link])) == {"added": 10}
        assert len(library.folders()) == 1

    def test_a_moved_photo_between_two_folders(self, library: Library, folder: Path, tmp_path: Path) -> None:
        make_photos(tmp_path / "more", 3, first=50)
        library.index([folder, tmp_path / "more"])
        (folder / "p000.jpg").rename(tmp_path / "more" / "here.jpg")
        assert counts(library.index()) == {"moved": 1, "unchanged": 12}
        assert library.status().photos == 13

    def test_an_unplugged_disk_is_not_a_move(self, library: Library, folder: Path, tmp_path: Path) -> None:
        """What was copied from a disk that is away now is a copy: the disk's photos come back as they were."""
        make_photos(tmp_path / "more", 3, first=50)
        library.index([folder, tmp_path / "more"])
        shutil.copyfile(folder / "p000.jpg", tmp_path / "more" / "copy.jpg")
        folder.rename(tmp_path / "unplugged")
        report = library.index([tmp_path / "more"])
        assert (counts(report), report.photos_per_second) == ({"added": 1, "unchanged": 3}, 0)
        (tmp_path / "unplugged").rename(folder)
        assert counts(library.index()) == {"unchanged": 14}


class TestStopping:
    def test_what_is_done_is_kept_and_the_next_run_goes_on(self, library: Library, tmp_path: Path) -> None:
        files = make_photos(tmp_path / "photos", 80)
        cancel = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.phase == "looking" and progress.done:
                cancel.cancel()

        report = library.index([tmp_path / "photos"], stop, cancel)
        assert report.cancelled
        done = library.status().indexed
        assert 0 < done < 80
        assert counts(report) == {"added": done}
        assert library.status().pending == 80 - done
        again = library.index([tmp_path / "photos"])
        assert counts(again) == {"added": 80 - done, "unchanged": done}
        assert_vectors_belong(library, files[::16])

    def test_a_run_over_another_folder_counts_only_its_own(
        self, library: Library, folder: Path, tmp_path: Path
    ) -> None:
        make_photos(tmp_path / "more", 12, first=50)
        library.index([folder])
        cancel = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.phase == "looking":
                cancel.cancel()

        library.index([tmp_path / "more"], stop, cancel)
        assert library.status().pending > 0
        assert counts(library.index([folder])) == {"unchanged": 10}

    def test_stopped_before_it_starts(self, library: Library, folder: Path) -> None:
        cancel = CancelToken()
        cancel.cancel()
        report = library.index([folder], cancel=cancel)
        assert report.cancelled
        assert counts(report) == {}
        assert counts(library.index([folder])) == {"added": 10}

    def test_stopped_while_comparing_many_files_of_one_folder(self, library: Library, tmp_path: Path) -> None:
        """Every file has a known size, so that each is read; the run must not read them all before it stops."""
        (tmp_path / "photos").mkdir()
        make_photo(tmp_path / "photos" / "a.bmp", 1)
        library.index([tmp_path / "photos"])
        for number in range(300):
            make_photo(tmp_path / "photos" / f"b{number}.bmp", number + 10)

        class StopsSoon(CancelToken):
            asked = 0

            def raise_if_cancelled(self) -> None:
                self.asked += 1
                if self.asked > 20:
                    self.cancel()
                super().raise_if_cancelled()

        cancel = StopsSoon()
        assert library.index([tmp_path / "photos"], cancel=cancel).cancelled
        assert cancel.asked == 21
        assert library.status().photos == 1

    def test_an_exception_of_the_progress_callback_keeps_what_is_done(self, library: Library, tmp_path: Path) -> None:
        make_photos(tmp_path / "photos", 40)

        told: list[int] = []

        def fail(progress: Progress) -> None:
            if progress.done and progress.phase == "looking":
                told.append(progress.done)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            library.index([tmp_path / "photos"], fail)
        assert library.status().indexed >= told[0] > 0
        report = library.index([tmp_path / "photos"])
        assert report.added + report.unchanged == 40

    def test_one_run_at_a_time(self, library: Library, folder: Path) -> None:
        refused: list[str] = []

        def second_run(progress: Progress) -> None:
            if not refused:
                with pytest.raises(LibraryError) as caught:
                    library.index([folder])
                refused.append(str(caught.value))

        assert counts(library.index([folder], second_run)) == {"added": 10}
        assert "another photosim is indexing" in refused[0]

    def test_queries_are_answered_meanwhile(self, library: Library, folder: Path, tmp_path: Path) -> None:
        library.index([folder])
        make_photos(tmp_path / "more", 40, first=100)
        answers: list[int] = []
        errors: list[BaseException] = []
        done = threading.Event()

        def ask() -> None:
            try:
                while not done.is_set():
                    answers.append(len(library.similar(folder / "p003.jpg", k=100)))
                    library.status()
            except BaseException as error:  # noqa: BLE001 - brought to the main thread
                errors.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        library.index([tmp_path / "more"])
        done.set()
        thread.join()
        assert errors == []
        assert answers == sorted(answers)
        assert answers[0] >= 9
        assert len(library.similar(folder / "p003.jpg", k=100)) == 49


class TestProgress:
    def test_it_goes_forward_and_not_too_often(self, library: Library, tmp_path: Path) -> None:
        make_photos(tmp_path / "photos", 60)
        break_photo(tmp_path / "photos" / "p030.jpg")
        seen: list[tuple[float, Progress]] = []
        start = time.monotonic()
        library.index([tmp_path / "photos"], lambda progress: seen.append((time.monotonic(), progress)))
        phases = [progress.phase for _, progress in seen]
        assert phases == sorted(phases, key=["scanning", "looking", "sorting"].index)
        looking = [progress for _, progress in seen if progress.phase == "looking"]
        assert [progress.done for progress in looking] == sorted(progress.done for progress in looking)
        assert {progress.total for progress in looking} == {60}
        assert (looking[0].done, looking[-1].done, looking[-1].failed) == (0, 60, 1)
        assert all(progress.rate >= 0 for progress in looking)
        # Four a second, and the first and last of each phase.
        assert len(seen) <= 4 * (time.monotonic() - start) + 4
