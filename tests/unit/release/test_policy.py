"""Which licences let the packaged program be passed on."""

import pytest

from release.libraries import LIBRARIES, library_of
from release.policy import terms


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        ("MIT", ("MIT",)),
        ("BSD-3-Clause AND MIT AND BSD-3-Clause", ("BSD-3-Clause", "MIT")),
        ("GPL-2.0-only OR LGPL-3.0-only OR MIT", ("LGPL-3.0-only",)),
        ("(GPL-2.0-only OR MIT) AND (ISC OR Zlib)", ("MIT", "ISC")),
        ("MIT OR GPL-2.0-only AND Zlib", ("MIT",)),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ("GPL-3.0-or-later WITH GCC-exception-3.1",)),
    ],
)
def test_what_lets_us(expression: str, held: tuple[str, ...]) -> None:
    assert terms(expression) == held


@pytest.mark.parametrize(
    "expression",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "GPL-2.0-only AND MIT OR GPL-3.0-only",
        "GPL-3.0-or-later WITH Autoconf-exception-3.0",
        "LicenseRef-Proprietary",
        "BSD License",
        "MIT AND",
        "(MIT",
        "MIT)",
        "MIT, ISC",
        "GPL-2.0-only WITH",
        "",
    ],
)
def test_what_does_not(expression: str) -> None:
    """The GPL alone, what nobody has looked at, and what is no expression."""
    assert terms(expression) is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("libtiff-20b7e810.so.6.3.0", "libtiff"),
        ("libssl.3.dylib", "OpenSSL"),
        ("sqlite3.dll", "SQLite"),
        ("VCRUNTIME140_1.dll", "Microsoft Visual C++ runtime"),
        ("libX11-xcb.so.1", "X.Org libraries"),
        ("libglib-2.0.so.0", "GLib"),
        ("libgthread-2.0.so.0", "GLib"),
        ("libgcc_s.so.1", "GCC runtime library"),
        ("libgcrypt.so.20", "libgcrypt"),
        ("libxcb-cursor.so.0", "libxcb"),
        ("libscipy_openblas64_-32a4b2a6.so", "OpenBLAS"),
        ("libicudata.so.73", "ICU"),
    ],
)
def test_library_by_the_name_of_its_file(file: str, name: str) -> None:
    found = library_of(file)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("file", ["libgtk-3.so.0", "libx264.so.164", "libheif.so.1", "libQt6Core.so.6", "_ssl.so"])
def test_what_nobody_has_looked_at_is_no_library(file: str) -> None:
    assert library_of(file) is None


def test_only_readline_must_not_be_passed_on() -> None:
    """All else in the table lets us; a mistyped licence would not."""
    assert {one.name for one in LIBRARIES if terms(one.licence) is None} == {"Readline"}
