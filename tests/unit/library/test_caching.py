"""The folder of thumbnails is kept within its limit, by what was not used for longest, and touches nothing else."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photosim.core.cancel import CancelToken
from photosim.core.photo import FileStamp
from photosim.core.thumbs import ThumbnailCache, thumbnail_name
from photosim.library import Library
from photosim.library.caching import USUAL_LIMIT, clear, is_due, measure, sweep
from photosim.paths import AppPaths
from tests.libraries import all_photos
from tests.support import make_photos

DAY = 24 * 3600
END = b"\xff\xd9"


def stamp(number: int) -> FileStamp:
    return FileStamp(f"/photos/{number}.jpg", 1000 + number, 5)


def filled(folder: Path, count: int, size: int = 1000) -> ThumbnailCache:
    """Thumbnail k was last used k days ago."""
    cache = ThumbnailCache(folder)
    for number in range(count):
        cache.save(stamp(number), bytes(size - 2) + END)
        age(cache, number, number)
    return cache


def age(cache: ThumbnailCache, number: int, days: float) -> None:
    when = time.time() - days * DAY
    os.utime(cache._file(stamp(number), 320), (when, when))


def there(cache: ThumbnailCache, count: int) -> list[int]:
    return [number for number in range(count) if cache._file(stamp(number), 320).exists()]


def swept(folder: Path, limit: int, known: int) -> None:
    sweep(folder, limit, lambda: frozenset(thumbnail_name(stamp(number)) for number in range(known)), CancelToken())


def test_nothing_goes_below_the_limit(tmp_path: Path) -> None:
    cache = filled(tmp_path, 20)
    swept(tmp_path, 20_000, 20)
    assert there(cache, 20) == list(range(20))
    assert measure(tmp_path) == (20, 20_000)


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = filled(tmp_path, 20)
    swept(tmp_path, 10_000, 20)
    assert there(cache, 20) == list(range(9))  # nine tenths of the limit are left, so that the next one costs nothing


def test_being_looked_at_counts_as_use(tmp_path: Path) -> None:
    cache = filled(tmp_path, 20)
    assert cache.load(stamp(19)) is not None
    swept(tmp_path, 10_000, 20)
    assert 19 in there(cache, 20)
    assert 8 not in there(cache, 20)


def test_large_ones_are_of_the_same_photo(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    cache.save(stamp(1), bytes(10) + END, 640)
    age_all(tmp_path, 3)
    swept(tmp_path, 1000, 2)
    assert cache.load(stamp(1), 640) is not None
    assert cache.load(stamp(1)) is None
    age_all(tmp_path, 3)
    swept(tmp_path, 1000, 1)
    assert cache.load(stamp(1), 640) is None


def age_all(folder: Path, days: float) -> None:
    when = time.time() - days * DAY
    for file in folder.rglob("*"):
        if file.is_file():
            os.utime(file, (when, when))


def test_photos_nobody_knows_any_more(tmp_path: Path) -> None:
    """But not at once: of a photo that is looked at just now, the thumbnail comes before the catalogue knows."""
    cache = filled(tmp_path, 4)
    swept(tmp_path, 1_000_000, 2)
    assert there(cache, 4) == [0, 1]
    cache.save(stamp(9), b"new" + END)
    swept(tmp_path, 1_000_000, 2)
    assert cache.load(stamp(9)) == b"new" + END


def test_what_a_crash_left(tmp_path: Path) -> None:
    cache = filled(tmp_path, 1)
    folder = cache._file(stamp(0), 320).parent
    old, new = folder / "a.tmp", folder / "b.tmp"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    swept(tmp_path, 1_000_000, 1)
    assert (old.exists(), new.exists()) == (False, True)


def test_files_of_others_are_never_touched(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    others = [tmp_path / "ab" / "mine.jpg", tmp_path / "notes.txt", tmp_path / "other" / ("0" * 30 + ".jpg")]
    for file in others:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    age_all(tmp_path, 400)
    swept(tmp_path, 0, 0)
    clear(tmp_path)
    assert measure(tmp_path) == (0, 0)
    assert all(file.read_text() == "mine" for file in others)


def test_clear_leaves_a_cache_that_works(tmp_path: Path) -> None:
    cache = filled(tmp_path, 5)
    clear(tmp_path)
    assert there(cache, 5) == []
    cache.save(stamp(1), b"again" + END)
    assert cache.load(stamp(1)) == b"again" + END


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert measure(folder) == (0, 0)
    assert not is_due(folder)
    clear(folder)
    swept(folder, 0, 0)
    assert not folder.exists()


def test_a_sweep_is_due_once_a_day(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    assert is_due(tmp_path)
    swept(tmp_path, 1000, 1)
    assert not is_due(tmp_path)
    os.utime(tmp_path / "swept", (time.time() - 2 * DAY,) * 2)
    assert is_due(tmp_path)
    os.utime(tmp_path / "swept", (time.time() + 2 * DAY,) * 2)
    assert is_due(tmp_path)  # a clock that was ahead does not stop it for years


def test_cancel_stops_it(tmp_path: Path) -> None:
    cache = filled(tmp_path, 5)
    cancel = CancelToken()
    cancel.cancel()
    sweep(tmp_path, 0, frozenset, cancel)
    assert there(cache, 5) == list(range(5))
    assert is_due(tmp_path)  # else the limit would not be kept by somebody who stops every run


def test_several_at_once_read_write_and_sweep(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    errors: list[Exception] = []
    done = threading.Event()

    def guarded(work: Callable[[], None]) -> None:
        try:
            while not done.is_set():
                work()
        except (OSError, AssertionError) as error:
            errors.append(error)

    def write() -> None:
        for number in range(30):
            cache.save(stamp(number), bytes(500))
            assert cache.load(stamp(number)) in {None, bytes(500)}

    works = [write, write, lambda: swept(tmp_path, 3000, 30), lambda: swept(tmp_path, 1000, 3), lambda: clear(tmp_path)]
    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(paths=AppPaths.below(tmp_path / "state")) as opened:
        yield opened


def test_library_tells_limits_and_clears(library: Library, tmp_path: Path) -> None:
    make_photos(tmp_path / "Pictures", 6)
    library.index([tmp_path / "Pictures"])
    info = library.cache_info()
    assert (info.folder, info.files, info.limit) == (library.paths.thumbnails, 6, USUAL_LIMIT)
    assert info.size == sum(file.stat().st_size for file in info.folder.rglob("*.jpg"))
    library.set_cache_limit(info.size // 2)
    assert 1 <= library.cache_info().files < 4
    assert library.cache_info().limit == info.size // 2
    with Library.open(paths=library.paths) as again:
        assert again.cache_info().limit == info.size // 2
    library.clear_cache()
    assert library.cache_info().files == 0
    first = next(iter(all_photos(library).values()))
    assert library.thumbnail(first.id).jpeg is not None
    assert library.cache_info().files == 1


def test_indexing_sweeps_what_no_photo_needs(library: Library, tmp_path: Path) -> None:
    files = make_photos(tmp_path / "Pictures", 3)
    library.index([tmp_path / "Pictures"])
    assert library.cache_info().files == 3
    files[0].unlink()
    age_all(library.paths.thumbnails, 2)
    library.index()
    assert library.cache_info().files == 2
    files[1].unlink()
    library.index()  # swept today already
    assert library.cache_info().files == 2
