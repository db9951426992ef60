"""Settings that belong to the library: names and texts in the catalogue."""

import sqlite3


def get_setting(connection: sqlite3.Connection, name: str) -> str | None:
    """The text kept under a name, None if there is none."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def set_setting(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    """Keep a text under a name, in the place of the one before; None forgets it."""
    if value is None:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))
