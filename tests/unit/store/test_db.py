"""Opening SQLite, and what the user reads when that fails."""

import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from photosim.errors import LibraryError
from photosim.store.db import clear_errors, connect, switch_to_wal, transaction
from tests.support import ROOT, as_anybody, permissions_count, run


def message_of(path: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        connect(path).close()
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    return text


def test_settings(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db")) as connection:
        switch_to_wal(connection)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


def test_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"This is no database, only text. " * 100)
    assert "is damaged" in message_of(file)
    assert file.read_bytes().startswith(b"This is no database")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    assert "cannot be opened" in message_of(tmp_path / "a.db")


def test_no_folder_for_it(tmp_path: Path) -> None:
    assert "cannot be opened" in message_of(tmp_path / "nowhere" / "a.db")


def test_damaged_pages(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(connect(file)) as connection:
        connection.execute("CREATE TABLE t (v BLOB)")
        connection.executemany("INSERT INTO t VALUES (randomblob(500))", [()] * 2000)
    data = bytearray(file.read_bytes())
    data[8192:300_000] = b"\xa5" * (300_000 - 8192)
    file.write_bytes(data)
    with closing(connect(file)) as connection, pytest.raises(LibraryError, match="is damaged"), clear_errors(file):
        connection.execute("SELECT sum(length(v)) FROM t").fetchone()


def test_full(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(connect(file)) as connection:
        connection.execute("CREATE TABLE t (v BLOB)")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        connection.execute("INSERT INTO t VALUES (x'01')")
        with pytest.raises(LibraryError, match="the disk is full"), clear_errors(file), transaction(connection):
            connection.execute("INSERT INTO t VALUES (x'02')")
            connection.execute("INSERT INTO t VALUES (randomblob(100000))")
        assert not connection.in_transaction
        assert connection.execute("SELECT hex(v) FROM t").fetchall() == [("01",)]


def test_connections_opened_together_on_a_new_file_all_succeed(tmp_path: Path) -> None:
    """Switching to write-ahead logging needs the file alone, and SQLite does not wait for that by itself."""
    errors: list[str] = []

    def open_it(path: Path, together: threading.Barrier) -> None:
        together.wait()
        try:
            connect(path).close()
        except LibraryError as error:
            errors.append(str(error))

    for turn in range(150):
        together = threading.Barrier(6)
        threads = [threading.Thread(target=open_it, args=(tmp_path / f"{turn}.db", together)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []


def test_busy(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with (
        closing(connect(file)) as first,
        closing(connect(file, busy_milliseconds=50)) as second,
        transaction(first),
        pytest.raises(LibraryError, match="another program is busy"),
        clear_errors(file),
        transaction(second),
    ):
        raise AssertionError("two writers at once")


_WRITE = """
import sys
from pathlib import Path
from photosim.errors import LibraryError
from photosim.store.db import clear_errors, connect
path = Path(sys.argv[1])
try:
    with clear_errors(path):
        connect(path).execute("CREATE TABLE t (v)")
except LibraryError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(not permissions_count(), reason="permission bits do not count here")
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_read_only(tmp_path: Path, locked: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    file = folder / "a.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE kept (v)")
    file.chmod(0o400)
    if locked == "folder":
        folder.chmod(0o500)
    answer = run(as_anybody([sys.executable, "-c", _WRITE, str(file)]), cwd=ROOT)
    folder.chmod(0o700)
    assert answer.returncode == 1
    text = answer.stderr.decode().strip()
    assert "cannot be written" in text
    assert "\n" not in text


def test_constraints_stay_bugs(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE t (v NOT NULL)")
        with pytest.raises(sqlite3.IntegrityError), clear_errors(tmp_path):
            connection.execute("INSERT INTO t VALUES (NULL)")
        with pytest.raises(sqlite3.ProgrammingError), clear_errors(tmp_path):
            connection.execute("SELECT ?", (1, 2))


def test_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE t (v)")
        with pytest.raises(KeyboardInterrupt), transaction(connection):
            connection.execute("INSERT INTO t VALUES (1)")
            raise KeyboardInterrupt
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
        with transaction(connection):
            connection.execute("INSERT INTO t VALUES (1)")
    with closing(connect(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (1,)
