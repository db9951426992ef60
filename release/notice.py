"""The file THIRD-PARTY-LICENCES.txt: whose works the packaged program holds, and under which licences.

Plain text: a list, an entry for each work, then all texts, each printed once and known by its number.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from photosim.assets import THIRD_PARTY
from release.collected import collected_files, unknown_files
from release.component import Component, write_listing
from release.inventory import WORK, find_components
from release.policy import terms
from release.product import APP, NAME, ROOT, VERSION, ReleaseError

_WIDTH: Final = 118
_FOLDER: Final = ROOT / "release" / "licences"
_GCC: Final = "GPL-3.0-or-later WITH GCC-exception-3.1"
_STANDARD: Final = {
    "Apache-2.0": (ROOT / "models" / "efficientnet-lite0.LICENSE.txt",),
    "BSD-2-Clause": (_FOLDER / "BSD-2-Clause.txt",),
    "BSD-3-Clause": (_FOLDER / "BSD-3-Clause.txt",),
    "CC0-1.0": (_FOLDER / "CC0-1.0.txt",),
    "HPND": (_FOLDER / "HPND.txt",),
    "LGPL-2.0-or-later": (_FOLDER / "LGPL-2.0.txt",),
    "LGPL-2.1-only": (_FOLDER / "LGPL-2.1.txt",),
    "LGPL-2.1-or-later": (_FOLDER / "LGPL-2.1.txt",),
    # The LGPL 3 is written as additions to the GPL 3.
    "LGPL-3.0-only": (_FOLDER / "LGPL-3.0.txt", _FOLDER / "GPL-3.0.txt"),
    "LGPL-3.0-or-later": (_FOLDER / "LGPL-3.0.txt", _FOLDER / "GPL-3.0.txt"),
    "MIT": (_FOLDER / "MIT.txt",),
    "MPL-2.0": (_FOLDER / "MPL-2.0.txt",),
    "Unicode-3.0": (_FOLDER / "Unicode-3.0.txt",),
    "Zlib": (_FOLDER / "Zlib.txt",),
    _GCC: (_FOLDER / "GPL-3.0.txt",),
}
"""Texts of licences that many works share. A copyright line stands in the work's own text, or in its entry."""
_ALWAYS: Final = ("LGPL-2.0-or-later", "LGPL-2.1-or-later", "LGPL-3.0-only", _GCC)
"""Printed even where a work brings texts of its own: these often only name them."""
_IN_QT: Final = (
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "LGPL-2.0-or-later", "MIT", "MPL-2.0"),
    *("Unicode-3.0", "Zlib"),
)
_NO_TEXT: Final = frozenset(
    {"LicenseRef-Microsoft-Distributable-Code", "LicenseRef-public-domain", "PDDL-1.0", "blessing"}
)
"""What there is no text of: given to the public, or by a maker whose terms come with Python."""

_ABOUT: Final = f"""\
Works of others in {NAME} {VERSION}

{NAME} itself is under the MIT licence, see the file LICENSE. The packaged program also holds the works listed here,
each under its own licence. This file names them, says where they are from, and prints the licences.
"""
_LIBRARIES: Final = """\
On the LGPL: Qt, Qt for Python (PySide6, shiboken6) and the other works below that are under a GNU Lesser General
Public License are unchanged. They lie beside the program as shared libraries, files of their own, which you may replace
by others with the same interface, changed ones too; you may take the program apart to find errors in such changes.
Qt and Qt for Python {version} are used under the LGPL version 3, which is printed below with the GPL version 3 that it
refers to. Their source is to be had from the Qt Project, https://code.qt.io/cgit/qt/ (tag v{version}) and
https://code.qt.io/cgit/pyside/pyside-setup.git/ (tag v{version}), and as archives from
https://download.qt.io/official_releases/. The source of the libraries that are from a Linux distribution is to be had
from it under the names and versions given here.
"""


@dataclass(slots=True)
class _Texts:
    """Texts by number; the same one is kept once."""

    titles: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, title: str, text: str) -> int:
        plain = "\n".join(line.rstrip() for line in text.replace("\f", "\n").strip("\n").splitlines())
        if plain not in self.numbers:
            self.numbers[plain] = len(self.numbers) + 1
            self.titles.append(title)
        return self.numbers[plain]


def write_notice() -> None:
    """Look at what was built; write the notice into the program, and what was found for the bill of materials.

    Raises:
        ReleaseError: something must not be passed on, or nothing tells where it is from.
    """
    if strangers := unknown_files(APP / NAME, collected_files(WORK)):
        message = "nothing tells where these are from: " + ", ".join(strangers)
        raise ReleaseError(message)
    components = find_components()
    text = notice(components)
    for folder in _homes():
        (folder / THIRD_PARTY).write_text(text, encoding="utf-8")
    write_listing(components)
    print(f"{THIRD_PARTY}: {len(components)} works, {len(text) / 1e6:.1f} MB")


def _homes() -> list[Path]:
    """Where the notice lies: beside the program, and in the bundle that macOS makes of it."""
    inside = APP / f"{NAME}.app" / "Contents" / "Resources"
    return [APP / NAME, *([inside] if inside.is_dir() else [])]


def notice(components: Sequence[Component]) -> str:
    """The whole file.

    Args:
        components: in the order they are to be listed.

    Raises:
        ReleaseError: there is a work without a text of its licence, or one that must not be passed on.
    """
    texts = _Texts()
    entries = [_entry(number, one, texts) for number, one in enumerate(components, 1)]
    qt = next((one.version for one in components if one.name == "Qt"), None)
    parts = [_ABOUT, *([_LIBRARIES.format(version=qt)] if qt else []), _heading("Works"), _contents(components)]
    parts += [_heading("Where they are from"), *entries, _heading("Texts")]
    parts += [
        f"{_heading(f'Text {number}: {texts.titles[number - 1]}')}\n{text}\n" for text, number in texts.numbers.items()
    ]
    return "\n".join(parts)


def _contents(components: Iterable[Component]) -> str:
    lines = (
        f"{number:4}  {one.name + ' ' + one.version:50.50} {one.licence}" for number, one in enumerate(components, 1)
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _entry(number: int, one: Component, texts: _Texts) -> str:
    held = terms(one.licence)
    if held is None:
        message = f"{one.name}: its licence, {one.licence}, does not let us pass it on"
        raise ReleaseError(message)
    numbers = sorted({texts.number(*text) for text in _texts_of(one, held)})
    lines = [f"{number}. {one.name} {one.version}".rstrip(), f"Licence: {one.licence}", f"From: {one.origin}"]
    if one.licence != " AND ".join(held):
        lines.append(f"Used under: {' AND '.join(held)}")
    if one.home:
        lines.append(f"Home: {one.home}")
    if numbers:
        lines.append(f"Texts: {', '.join(map(str, numbers))}")
    if one.files:
        names = ", ".join(sorted({place.rpartition("/")[2] for place in one.files}))
        lines += textwrap.wrap(f"Files: {names}", _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return "\n      ".join(lines) + "\n"


def _texts_of(one: Component, held: Sequence[str]) -> list[tuple[str, str]]:
    own = list(one.texts)
    shared = [name for name in held if name in _ALWAYS or not _brings_licence(one)]
    if one.name == "Qt":
        shared += _IN_QT
    for name in shared:
        if name in _STANDARD:
            own += [(file.name.removesuffix(".txt"), file.read_text(encoding="utf-8")) for file in _STANDARD[name]]
        elif name not in _NO_TEXT:
            message = f"{one.name}: there is no text of {name}; add it to release/licences"
            raise ReleaseError(message)
    return own


def _brings_licence(one: Component) -> bool:
    """Whether it came with the text of its licence, and not just with a line about who holds the copyright."""
    return any(not title.endswith((": notice", ": work of others in it")) for title, _ in one.texts)


def _heading(text: str) -> str:
    return f"{'=' * _WIDTH}\n{text}\n{'=' * _WIDTH}"
