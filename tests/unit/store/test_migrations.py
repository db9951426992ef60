"""The schema's steps: atomic, copied first, never backwards, never on another program's database."""

import calendar
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photosim.errors import LibraryError
from photosim.store.db import connect
from photosim.store.migrations import (
    ALL,
    APPLICATION_ID,
    Migration,
    m001_first_schema,
    m002_albums,
    m003_settings,
    m004_browsing,
    migrate,
)

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as connection:
        yield connection


def pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def next_step(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
    connection.execute("ALTER TABLE folders ADD COLUMN note TEXT")


def failing_step(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half_done (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM folders")
    connection.execute("INSERT INTO no_such_table VALUES (1)")


def add_folder(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO folders (path) VALUES (x'2f61')")


def test_fresh(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    assert pragma(connection, "user_version") == len(ALL)
    assert pragma(connection, "application_id") == APPLICATION_ID
    assert {"folders", "photos", "models", "vectors", "counters"} <= tables(connection)
    assert [file.name for file in path.parent.glob("*.bak")] == []


def test_m001_first_schema(connection: sqlite3.Connection) -> None:
    m001_first_schema(connection)
    add_folder(connection)
    connection.execute("INSERT INTO photos (path, size, mtime_ns) VALUES (x'ff0a', 1, 2)")
    connection.execute("INSERT INTO models (identity, name, dimension) VALUES ('a', 'a', 1)")
    connection.execute("INSERT INTO vectors (photo_id, model_id, data) VALUES (1, 1, x'00')")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO vectors (photo_id, model_id, data) VALUES (1, 1, x'00')")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO vectors (photo_id, model_id, data) VALUES (99, 1, x'00')")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE photos SET state = 'lost'")
    connection.execute("DELETE FROM photos")
    assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (0,)


def test_m002_albums(connection: sqlite3.Connection) -> None:
    m001_first_schema(connection)
    m002_albums(connection)
    connection.execute("INSERT INTO models (identity, name, dimension) VALUES ('a', 'a', 1)")
    insert = "INSERT INTO albums (model_id, name, photos, weights, bias) VALUES (1, 'Garden', 9, x'00', 0.5)"
    with pytest.raises(sqlite3.IntegrityError):  # nothing was learnt with that model
        connection.execute(insert)
    connection.execute("INSERT INTO learnings VALUES (1, 20.0, 0.3, 0.9)")
    connection.execute(insert)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(insert)
    assert connection.execute("SELECT value FROM counters WHERE name = 'albums'").fetchone() == (0,)
    connection.execute("DELETE FROM models")
    assert connection.execute("SELECT count(*) FROM albums").fetchone() == (0,)


def test_m003_settings(connection: sqlite3.Connection) -> None:
    m001_first_schema(connection)
    m002_albums(connection)
    connection.execute("INSERT INTO models (identity, name, dimension, provider) VALUES ('a', 'a', 1, 'CPU')")
    m003_settings(connection)
    row = connection.execute("SELECT provider, provider_wanted, provider_problem, signed FROM models").fetchone()
    assert row == ("CPU", None, None, 0)
    connection.execute("INSERT INTO settings VALUES ('model', 'a')")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO settings VALUES ('model', 'b')")


def test_m004_browsing(connection: sqlite3.Connection) -> None:
    for step in ALL[:3]:
        step(connection)
    connection.execute(
        "INSERT INTO photos (path, size, mtime_ns) VALUES (x'61', 1, 1700000000000000000), (x'62', 1, 0)"
    )
    m004_browsing(connection)
    assert connection.execute("SELECT taken, dated, hidden FROM photos").fetchall() == [(None, 0, 0)] * 2
    connection.execute("INSERT INTO told_apart VALUES (1, 2, 'duplicate'), (1, 2, 'look-alike')")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO told_apart VALUES (2, 1, 'duplicate')")
    connection.execute("DELETE FROM photos WHERE id = 2")
    assert connection.execute("SELECT count(*) FROM told_apart").fetchone() == (0,)
    connection.execute("INSERT INTO excludes VALUES ('*.tmp')")


def test_m004_makes_lists_quick(connection: sqlite3.Connection) -> None:
    for step in ALL[:3]:
        step(connection)
    paths = [b"/p/IMG_10.jpg", b"/q/img_9.jpg", b"/p/caf\xe9.jpg"]
    insert = "INSERT INTO photos (path, size, mtime_ns, width) VALUES (?, 1, 2, 3)"
    connection.executemany(insert, [(path,) for path in paths])
    m004_browsing(connection)
    rows = connection.execute("SELECT path FROM photos ORDER BY name_key").fetchall()
    assert [path for (path,) in rows] == [b"/p/caf\xe9.jpg", b"/q/img_9.jpg", b"/p/IMG_10.jpg"]
    undated = "SELECT id FROM photos WHERE path > x'' AND path < x'ff' AND dated = 0 AND width > 0 AND +state = 'ok'"
    assert "photos_undated" in connection.execute(f"EXPLAIN QUERY PLAN {undated} ORDER BY path").fetchone()[3]


def on_the_wall(seconds: int) -> int:
    """What the clock here said, as if it went by UTC."""
    return calendar.timegm(time.localtime(seconds))


def test_m004_dates_photos_by_the_clock_on_the_wall(connection: sqlite3.Connection) -> None:
    for step in ALL[:3]:
        step(connection)
    insert = "INSERT INTO photos (path, size, mtime_ns) VALUES (?, 1, ?)"
    written = 1_767_225_000  # 2025-12-31 23:50 in Greenwich
    connection.execute(insert, (b"old", written * 10**9))
    m004_browsing(connection)
    connection.execute(insert, (b"new", written * 10**9))
    here = on_the_wall(written)
    dates = "SELECT date FROM photos ORDER BY path"
    assert connection.execute(dates).fetchall() == [(here,)] * 2
    connection.execute("UPDATE photos SET taken = 9 WHERE path = x'6e6577'")
    connection.execute("UPDATE photos SET mtime_ns = 0 WHERE path = x'6f6c64'")
    assert connection.execute(dates).fetchall() == [(9,), (on_the_wall(0),)]
    connection.execute(insert, (b"far", 400_000_000_000 * 10**7))
    listed = "SELECT path, date FROM photos INDEXED BY photos_listed WHERE state IN ('ok', 'failed') AND hidden = 0"
    plan = connection.execute(f"EXPLAIN QUERY PLAN {listed} ORDER BY date DESC, path DESC").fetchall()
    assert [row[3] for row in plan] == ["SCAN photos USING INDEX photos_listed"]  # and nothing is sorted


def test_ids_of_deleted_rows_are_not_given_again(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    insert = "INSERT INTO photos (path, size, mtime_ns) VALUES (?, 1, 2)"
    first = connection.execute(insert, (b"/a",)).lastrowid
    connection.execute("DELETE FROM photos")
    assert connection.execute(insert, (b"/a",)).lastrowid != first


def test_a_second_time_changes_nothing(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    add_folder(connection)
    before = list(connection.iterdump())
    migrate(connection, path)
    assert list(connection.iterdump()) == before


def test_newer_is_refused_and_left_alone(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, [*ALL, next_step])
    before = list(connection.iterdump())
    with pytest.raises(LibraryError, match=rf"newer photosim \(schema {len(ALL) + 1}, this program knows {len(ALL)}\)"):
        migrate(connection, path)
    assert list(connection.iterdump()) == before


@pytest.mark.parametrize("version", [0, 1, 99])
def test_another_programs_database_is_refused_and_left_alone(
    connection: sqlite3.Connection, path: Path, version: int
) -> None:
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(LibraryError, match="database of another program"):
        migrate(connection, path)
    assert tables(connection) == {"bookmarks"}
    assert pragma(connection, "user_version") == version


def test_older_is_copied_then_migrated(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    add_folder(connection)  # still in the write-ahead log, where a copy of the file alone would miss it
    migrate(connection, path, [*ALL, next_step])
    assert pragma(connection, "user_version") == len(ALL) + 1
    assert "later" in tables(connection)
    copy = path.with_name(f"library.db.v{len(ALL)}.bak")
    with closing(sqlite3.connect(copy)) as old:
        assert pragma(old, "user_version") == len(ALL)
        assert pragma(old, "application_id") == APPLICATION_ID
        assert "later" not in tables(old)
        assert old.execute("SELECT path FROM folders").fetchall() == [(b"/a",)]


def test_a_failing_step_is_rolled_back_and_the_ones_before_it_stay(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    add_folder(connection)
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        migrate(connection, path, [*ALL, next_step, failing_step])
    assert not connection.in_transaction
    assert pragma(connection, "user_version") == len(ALL) + 1
    assert "half_done" not in tables(connection)
    assert connection.execute("SELECT path FROM folders").fetchall() == [(b"/a",)]
    migrate(connection, path, [*ALL, next_step])  # a mended program goes on from there


def test_two_programs_migrate_once(connection: sqlite3.Connection, path: Path) -> None:
    """The second program reads the old version, waits for the first, and finds the work done."""
    migrate(connection, path)

    def overtaken(other: sqlite3.Connection) -> None:
        raise AssertionError("the step ran twice")

    with closing(connect(path)) as second:
        first_to_finish: list[Migration] = [*ALL, next_step]

        class Overtaking(list[Migration]):
            """While the second program is about to run its steps, the first one finishes."""

            def __getitem__(self, key: object) -> list[Migration]:  # type: ignore[override]
                migrate(connection, path, first_to_finish)
                return [overtaken]

        migrate(second, path, Overtaking([*ALL, overtaken]))
        assert pragma(second, "user_version") == len(ALL) + 1


def test_the_steps_are_numbered_and_each_has_a_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    for number, step in enumerate(ALL, start=1):
        assert re.match(rf"m{number:03d}_\w+$", step.__name__)
        assert f"def test_{step.__name__}(" in source, f"{step.__name__} has no test"


def test_every_older_version_has_a_stored_database() -> None:
    for version in range(1, len(ALL)):
        assert (DATA / f"library-v{version}.db").is_file(), f"store a database of version {version} in tests/data"


@pytest.mark.parametrize("version", range(1, len(ALL) + 1))
def test_databases_of_every_version_are_migrated(version: int, path: Path) -> None:
    if version < len(ALL):
        path.write_bytes((DATA / f"library-v{version}.db").read_bytes())
    else:
        with closing(connect(path)) as connection:
            migrate(connection, path)
    with closing(connect(path)) as connection:
        migrate(connection, path)
        assert pragma(connection, "user_version") == len(ALL)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
