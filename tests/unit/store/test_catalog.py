"""Connections and locks of one catalogue."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from photosim.errors import LibraryError
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.photos import add_folder, list_folders
from tests.support import ROOT, program_environment


def folders(catalog: Catalog) -> list[Path]:
    with catalog.reading() as connection:
        return [path for path, _ in list_folders(connection)]


def test_readers_see_what_is_committed_and_nothing_else(catalog: Catalog) -> None:
    with catalog.writing() as connection:
        add_folder(connection, Path("/a"))
        assert folders(catalog) == []
    assert folders(catalog) == [Path("/a")]


def test_an_exception_undoes_the_whole_block(catalog: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), catalog.writing() as connection:
        add_folder(connection, Path("/a"))
        raise ZeroDivisionError
    assert folders(catalog) == []
    with catalog.writing() as connection:
        add_folder(connection, Path("/b"))
    assert folders(catalog) == [Path("/b")]


def test_each_reader_has_a_connection_of_its_own_and_they_are_used_again(catalog: Catalog) -> None:
    with catalog.reading() as first, catalog.reading() as second:
        assert first is not second
        both = {id(first), id(second)}
    with catalog.reading() as third, catalog.reading() as fourth:
        assert {id(third), id(fourth)} == both


def test_a_reader_that_failed_is_not_used_again(catalog: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), catalog.reading() as broken:
        raise ZeroDivisionError
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        broken.execute("SELECT 1")
    assert folders(catalog) == []


def test_many_threads_read_and_write(catalog: Catalog) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                with catalog.writing() as connection:
                    add_folder(connection, Path(f"/{number}/{turn}"))
                assert Path(f"/{number}/{turn}") in folders(catalog)
        except BaseException as error:  # noqa: BLE001 - brought to the main thread
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(folders(catalog)) == 120


def test_it_opens_again_with_everything_in_it(paths: AppPaths) -> None:
    for number in range(3):
        catalog = Catalog(paths)
        with catalog.writing() as connection:
            add_folder(connection, Path(f"/{number}"))
        catalog.close()
    catalog = Catalog(paths)
    assert folders(catalog) == [Path("/0"), Path("/1"), Path("/2")]
    catalog.close()


def test_a_file_in_place_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(LibraryError, match="cannot create the folder"):
        Catalog(AppPaths.below(tmp_path))


def test_the_data_folder_is_private(paths: AppPaths, catalog: Catalog) -> None:
    if sys.platform != "win32":
        assert paths.data.stat().st_mode & 0o777 == 0o700


def test_one_thread_indexes_at_a_time(catalog: Catalog) -> None:
    refused: list[str] = []

    def other() -> None:
        with pytest.raises(LibraryError) as caught, catalog.indexing():
            pass
        refused.append(str(caught.value))

    with catalog.indexing():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert "another photosim is indexing" in refused[0]
    with catalog.indexing():
        pass


def test_reading_and_writing_go_on_while_somebody_indexes(paths: AppPaths, catalog: Catalog) -> None:
    other = Catalog(paths)
    with catalog.indexing():
        with other.writing() as connection:
            add_folder(connection, Path("/a"))
        assert folders(catalog) == folders(other) == [Path("/a")]
    other.close()


_HOLD = """
import sys, time
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
with Catalog(AppPaths.below(sys.argv[1])).indexing():
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_program_indexes_at_a_time_and_a_killed_one_lets_go(paths: AppPaths, catalog: Catalog) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(paths.data.parent)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=program_environment(),
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(LibraryError, match="another photosim is indexing"), catalog.indexing():
            pass
        child.kill()
        child.wait()
    with catalog.indexing():
        pass


_OPEN = """
import sys
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
sys.stdin.readline()
catalog = Catalog(AppPaths.below(sys.argv[1]))
with catalog.writing() as connection:
    connection.execute("INSERT INTO folders (path) VALUES (?)", (sys.argv[2].encode(),))
catalog.close()
"""


def test_programs_that_start_together_on_an_empty_folder_all_succeed(tmp_path: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, str(tmp_path / "library"), f"/{number}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=program_environment(),
        )
        for number in range(6)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
    answers = [child.communicate(timeout=60)[1] for child in children]
    assert answers == [b""] * 6
    catalog = Catalog(AppPaths.below(tmp_path / "library"))
    assert len(folders(catalog)) == 6
    catalog.close()


def test_a_damaged_lock_file_is_told_in_words(paths: AppPaths, catalog: Catalog) -> None:
    (paths.data / "index.lock").write_bytes(b"no database at all " * 500)
    with pytest.raises(LibraryError) as caught, catalog.indexing():
        pass
    assert "index.lock" in str(caught.value)
    assert "another photosim is indexing" not in str(caught.value)


def test_a_database_that_is_not_ours_is_not_touched(tmp_path: Path) -> None:
    paths = AppPaths.below(tmp_path)
    paths.data.mkdir(parents=True)
    with closing(sqlite3.connect(paths.database)) as other, other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = paths.database.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Catalog(paths)
    assert paths.database.read_bytes() == before
    assert [file.name for file in paths.data.iterdir()] == ["library.db"]


def test_write_ahead_logging(tmp_path: Path) -> None:
    catalog = Catalog(AppPaths.below(tmp_path))
    with catalog.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    catalog.close()
