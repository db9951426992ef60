"""Walking folders: every photo once, nothing hidden, no loops."""

import os
import sys
from pathlib import Path

import pytest

from photosim.core.cancel import CancelToken
from photosim.core.scan import SYSTEM_FOLDERS, scan_folder
from photosim.errors import Cancelled
from tests.support import ROOT, as_anybody, permissions_count, run

SUFFIXES = frozenset({".jpg", ".png"})
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the names or links need a POSIX file system")


def photo(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(root: Path) -> list[str]:
    return [stamp.path for listing in scan_folder(root, SUFFIXES) for stamp in listing.files]


def test_stamps_tell_path_size_and_time(tmp_path: Path) -> None:
    file = photo(tmp_path / "a.jpg", b"12345")
    os.utime(file, ns=(1, 1_234_567_890_123_456_700))
    [listing] = scan_folder(tmp_path, SUFFIXES)
    [stamp] = listing.files
    assert (listing.folder, listing.problem) == (tmp_path, None)
    assert (stamp.path, stamp.size) == (str(file), 5)
    assert stamp.mtime_ns == file.stat().st_mtime_ns


def test_endings_count_in_any_case_and_nothing_else_is_a_photo(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.JPG", "c.Png", "d.txt", "jpg", "e.jpg.txt", "f", "g.", "h.jpgx"):
        photo(tmp_path / name)
    assert [Path(path).name for path in found(tmp_path)] == ["a.jpg", "b.JPG", "c.Png"]


def test_hidden_and_system_entries_are_left_out(tmp_path: Path) -> None:
    shown = photo(tmp_path / "2024" / "shown.jpg")
    photo(tmp_path / ".hidden.jpg")
    photo(tmp_path / "._resource.jpg")
    photo(tmp_path / ".thumbnails" / "a.jpg")
    for name in ("@eaDir", ".@__thumb", "#recycle", "$RECYCLE.BIN", "System Volume Information", "@RECYCLE"):
        photo(tmp_path / name / "a.jpg")
        photo(tmp_path / "2024" / name / "deep" / "a.jpg")
    assert found(tmp_path) == [str(shown)]
    assert "@eadir" in SYSTEM_FOLDERS


def test_a_root_with_a_hidden_name_is_taken(tmp_path: Path) -> None:
    file = photo(tmp_path / ".private" / "a.jpg")
    assert found(tmp_path / ".private") == [str(file)]


def test_order_is_by_name_and_parents_come_first(tmp_path: Path) -> None:
    for name in ("b/2.jpg", "b/1.jpg", "a/deep/1.jpg", "a/9.jpg", "z.jpg", "0.jpg"):
        photo(tmp_path / name)
    listings = list(scan_folder(tmp_path, SUFFIXES))
    folders = [one.folder.relative_to(tmp_path).as_posix() for one in listings]
    assert folders == [".", "a", "b", "a/deep"]
    names = [Path(path).relative_to(tmp_path).as_posix() for path in found(tmp_path)]
    assert names == ["0.jpg", "z.jpg", "a/9.jpg", "b/1.jpg", "b/2.jpg", "a/deep/1.jpg"]


def test_a_folder_named_like_a_photo_is_a_folder(tmp_path: Path) -> None:
    inside = photo(tmp_path / "album.jpg" / "a.jpg")
    assert found(tmp_path) == [str(inside)]


@posix_only
def test_a_pipe_named_like_a_photo_is_not_a_photo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert found(tmp_path) == []


@posix_only
class TestLinks:
    def test_loops_end(self, tmp_path: Path) -> None:
        one, two = photo(tmp_path / "a" / "1.jpg"), photo(tmp_path / "b" / "2.jpg")
        (tmp_path / "a" / "parent").symlink_to(tmp_path)
        (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
        (tmp_path / "a" / "sibling").symlink_to(tmp_path / "b")
        (tmp_path / "b" / "sibling").symlink_to(tmp_path / "a")
        assert found(tmp_path) == [str(one), str(two)]

    def test_a_photo_keeps_its_real_path_though_a_link_sorts_first(self, tmp_path: Path) -> None:
        file = photo(tmp_path / "z" / "deep" / "1.jpg")
        (tmp_path / "a-link").symlink_to(tmp_path / "z" / "deep")
        assert found(tmp_path) == [str(file)]

    def test_a_folder_outside_is_entered_through_its_link_once(self, tmp_path: Path) -> None:
        photo(tmp_path / "outside" / "1.jpg")
        root = tmp_path / "root"
        photo(root / "0.jpg")
        (root / "first").symlink_to(tmp_path / "outside")
        (root / "second").symlink_to(tmp_path / "outside")
        assert found(root) == [str(root / "0.jpg"), str(root / "first" / "1.jpg")]

    def test_a_link_to_a_file_is_a_photo_and_broken_links_are_nothing(self, tmp_path: Path) -> None:
        file = photo(tmp_path / "real.jpg", b"abc")
        (tmp_path / "link.jpg").symlink_to(file)
        (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
        (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
        (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
        [listing] = scan_folder(tmp_path, SUFFIXES)
        assert [Path(stamp.path).name for stamp in listing.files] == ["link.jpg", "real.jpg"]
        assert {stamp.size for stamp in listing.files} == {3}
        assert listing.problem is None

    def test_a_linked_root_is_walked_under_its_own_name(self, tmp_path: Path) -> None:
        photo(tmp_path / "real" / "1.jpg")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        assert found(tmp_path / "link") == [str(tmp_path / "link" / "1.jpg")]


ODD_NAMES = [
    b"new\nline.jpg",
    b"caf\xe9.jpg",
    b"x" * 251 + b".jpg",
    "\U0001f431 cat.jpg".encode(),
    b" space .jpg",
    b"'\".jpg",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_survives(tmp_path: Path, name: bytes) -> None:
    file = photo(tmp_path / os.fsdecode(name))
    assert found(tmp_path) == [str(file)]
    assert os.listdir(os.fsencode(tmp_path)) == [name]  # noqa: PTH208 - the bytes are the point


def test_a_root_that_is_gone_is_reported(tmp_path: Path) -> None:
    [listing] = scan_folder(tmp_path / "gone", SUFFIXES)
    assert listing.files == ()
    assert listing.problem


def test_cancel_stops_between_folders(tmp_path: Path) -> None:
    for number in range(5):
        photo(tmp_path / str(number) / "a.jpg")
    cancel = CancelToken()
    listings = scan_folder(tmp_path, SUFFIXES, cancel)
    next(listings)
    next(listings)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(listings)


def test_ten_thousand_files_are_found_once_each(tmp_path: Path) -> None:
    for folder in range(10):
        (tmp_path / f"{folder}").mkdir()
        for number in range(1000):
            (tmp_path / f"{folder}" / f"{number:04d}.jpg").touch()
    paths = found(tmp_path)
    assert len(paths) == 10_000
    assert len(set(paths)) == 10_000


_LIST = """
import sys
from pathlib import Path
from photosim.core.scan import scan_folder
for listing in scan_folder(Path(sys.argv[1]), {".jpg"}):
    print(listing.folder.name, [Path(stamp.path).name for stamp in listing.files], listing.problem is not None)
"""


class TestUnreadable:
    """Folders a scan may not enter; in a child process, since the tests may run as root."""

    @pytest.fixture(autouse=True)
    def _needs_permissions(self) -> None:
        if not permissions_count():
            pytest.skip("permission bits do not count for this user, and the rights cannot be dropped")

    def scan(self, root: Path) -> list[str]:
        answer = run(as_anybody([sys.executable, "-c", _LIST, str(root)]), cwd=ROOT)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.decode().splitlines()

    def test_it_is_reported_and_the_rest_is_listed(self, tmp_path: Path) -> None:
        photo(tmp_path / "locked" / "a.jpg")
        photo(tmp_path / "open" / "b.jpg")
        (tmp_path / "locked").chmod(0)
        try:
            lines = self.scan(tmp_path)
        finally:
            (tmp_path / "locked").chmod(0o700)
        assert lines[1:] == ["locked [] True", "open ['b.jpg'] False"]

    def test_files_that_can_be_listed_but_not_looked_at_are_a_problem_not_gone(self, tmp_path: Path) -> None:
        photo(tmp_path / "locked" / "a.jpg")
        (tmp_path / "locked").chmod(0o400)
        try:
            lines = self.scan(tmp_path)
        finally:
            (tmp_path / "locked").chmod(0o700)
        assert lines[1:] == ["locked [] True"]
