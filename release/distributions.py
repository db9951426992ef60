"""What the installed packages say of themselves: licence, texts, home, and which files are theirs."""

import json
import os
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from release.product import ReleaseError

_LICENCES: Final = {
    "annoy": "Apache-2.0",
    "flatbuffers": "Apache-2.0",
    "onnxruntime": "MIT",
    "protobuf": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyside6_essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
"""Of packages whose metadata has no expression of SPDX, or leaves a choice that is made here."""
_TEXT: Final = re.compile(
    r"[^/]*\.dist-info/licenses/.*|(.*/)?(licen[cs]e|copying|notice|thirdpartynotices)[^/]*", re.IGNORECASE
)
_HOME_LABELS: Final = ("homepage", "home", "source", "repository", "source code")


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package.

    Attributes:
        name: as its index knows it.
        version: as in its metadata.
        licence: an expression of SPDX.
        home: its page or repository; empty where it names none.
        texts: names in the package and texts of licences and notices, in order.
        parts: versions of the libraries it says are inside it, by name in lower case.
        needs: names of the packages it asks for here, normalised.
    """

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[tuple[str, str], ...]
    parts: dict[str, str]
    needs: tuple[str, ...]


def owners(files: frozenset[Path]) -> dict[Path, Distribution]:
    """Which installed package each file is of, found by its own path or by the one that links lead to.

    Files of none are missing.
    """
    paths = {_plain(real): file for file in files for real in (file.resolve(), file)}
    found: dict[Path, Distribution] = {}
    for one in distributions():
        for part in one.files or ():
            if file := paths.get(_plain(_absolute(one, str(part)))):
                found[file] = one
    return found


def _absolute(one: Distribution, part: str) -> Path:
    return Path(str(one.locate_file(part)))


def _plain(path: Path) -> Path:
    """As paths are compared; not resolved, since a folder of packages may be a link."""
    return Path(os.path.normcase(os.path.normpath(path)))


def describe(one: Distribution) -> Package:
    """What a package says of itself.

    Raises:
        ReleaseError: it does not say under which licence it stands in a way that a program can read.
    """
    name = one.metadata["Name"]
    licence = _LICENCES.get(normal(name)) or _field(one, "License-Expression")
    if not licence:
        message = f"the licence of the package {name} is not known; add it to release/distributions.py"
        raise ReleaseError(message)
    files = [str(part).replace("\\", "/") for part in one.files or ()]
    texts = [part for part in files if _TEXT.fullmatch(part) and not part.endswith((".py", ".pyc", ".h"))]
    parts = [part for part in files if part.endswith(".cdx.json")]
    return Package(
        name=name,
        version=one.version,
        licence=licence,
        home=_home(one),
        texts=tuple(
            (f"{name}: {_short(part)}", _absolute(one, part).read_text(encoding="utf-8", errors="replace"))
            for part in sorted(texts)
        ),
        parts={key: value for part in parts for key, value in _parts(_absolute(one, part)).items()},
        needs=_needs(one),
    )


def _short(part: str) -> str:
    """A file's name in its package without what only the way it is installed adds."""
    return re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", part)


def normal(name: str) -> str:
    """A package's name as it is compared, but with `_` as files have it."""
    return re.sub(r"[-_.]+", "_", name).lower()


def _field(one: Distribution, name: str) -> str:
    found: list[str] = one.metadata.get_all(name) or [""]
    return found[0]


def _home(one: Distribution) -> str:
    entries = (entry.partition(",") for entry in one.metadata.get_all("Project-URL") or ())
    labelled = {label.strip().lower(): url.strip() for label, _, url in entries}
    labelled["home"] = labelled.get("home") or _field(one, "Home-page")
    return next((labelled[label] for label in _HOME_LABELS if labelled.get(label)), "")


def _parts(bill: Path) -> dict[str, str]:
    """Names and versions in a bill of materials (https://peps.python.org/pep-0770/), both names of `a / b`."""
    components = json.loads(bill.read_text(encoding="utf-8")).get("components", [])
    return {
        name.lower(): component["version"]
        for component in components
        if component.get("version")
        for name in component["name"].split(" / ")
    }


def _needs(one: Distribution) -> tuple[str, ...]:
    """Requirements without an extra; whether a marker fits this system is left to what is really there."""
    found = (re.match(r"[A-Za-z0-9._-]+", entry) for entry in one.requires or () if "extra ==" not in entry)
    return tuple(dict.fromkeys(normal(match.group()) for match in found if match))


def python_licence() -> str:
    """The text of Python's own licence.

    Raises:
        ReleaseError: this Python came without it.
    """
    library = Path(os.__file__).parent
    for folder in (library, library.parent, Path(sys.base_prefix)):
        for name in ("LICENSE.txt", "LICENSE"):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
    message = f"this Python came without the text of its licence; looked in {library} and {sys.base_prefix}"
    raise ReleaseError(message)
