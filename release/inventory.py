"""The works of others that the packaged program consists of.

Found from what PyInstaller took: a file is of an installed package, of a library inside one, of Python, or of the
system the program is made on. One whose licence is not known, or does not let us pass it on, stops the release.
"""

import platform
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final
from urllib.parse import quote

from photosim.ui.kept_code import PACKAGED_FILE
from release.collected import Collected, collected_files, collected_modules
from release.component import Component, generic_purl
from release.distributions import Package, describe, normal, owners, python_licence
from release.libraries import Library, library_of
from release.policy import terms
from release.product import BUILD, ROOT, VERSION, ReleaseError

WORK: Final = BUILD / "pyinstaller"
_VENDORED: Final = (".libs", ".dylibs")


@dataclass(slots=True)
class _Search:
    """Components so far, by `key`, and what must not be passed on."""

    found: dict[str, Component] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def add(self, component: Component, place: str = "") -> None:
        if terms(component.licence) is None:
            self.refused.append(f"{place or component.name} ({component.name}, {component.licence})")
        known = self.found.get(component.key, component)
        texts = tuple(dict.fromkeys((*known.texts, *component.texts)))
        files = (*known.files, place) if place else known.files
        self.found[component.key] = replace(known, texts=texts, files=files)


def find_components(work: Path = WORK) -> list[Component]:
    """Everything that is not ours, in order of names.

    Args:
        work: PyInstaller's work folder.

    Raises:
        ReleaseError: nothing was built, or something must not be passed on; all of it is named.
    """
    files, modules = collected_files(work), collected_modules(work)
    owned = owners(frozenset((*(file.source for file in files), *modules)))
    search = _Search()
    for one in {normal(one.metadata["Name"]): one for one in owned.values()}.values():
        if one.metadata["Name"] != "photosim":
            search.add(_of_package(_described(one)))
    search.add(_python())
    for file in files:
        _place(search, file, owned.get(file.source), work)
    if search.refused:
        message = "no licence that lets us pass it on: " + "; ".join(sorted(search.refused))
        raise ReleaseError(message)
    return sorted(_linked(search.found).values(), key=lambda one: (one.name.lower(), one.key))


def _linked(found: dict[str, Component]) -> dict[str, Component]:
    """With needs as keys of components that are there."""
    keys = {normal(one.name): key for key, one in found.items()}
    return {
        key: replace(one, needs=tuple(keys[name] for name in one.needs if name in keys and keys[name] != key))
        for key, one in found.items()
    }


def _place(search: _Search, file: Collected, owner: Distribution | None, work: Path) -> None:
    library = library_of(file.source.name)
    maker = "pyinstaller" if file.program else "shiboken6" if file.source.name == PACKAGED_FILE.name else None
    if maker is not None:
        search.add(next(one for one in search.found.values() if one.name == maker), file.place)
    elif owner is not None:
        package = _described(owner)
        for component in _inside(file, package, library):
            search.add(component, file.place)
    elif file.source.is_relative_to(work) or _is_pythons(file.source):
        search.add(_in_python(library) if library else _python(), file.place)
    elif file.source.is_relative_to(ROOT) and not file.source.is_relative_to(BUILD):
        for component in _carried(file.place):
            search.add(component, file.place)
    elif library is None:
        search.refused.append(f"{file.place} (taken from {file.source}; not in release/libraries.py)")
    else:
        search.add(_of_system(library, file.source), file.place)


@cache
def _described(one: Distribution) -> Package:
    return describe(one)


def _of_package(package: Package) -> Component:
    purl = f"pkg:pypi/{package.name.lower()}@{package.version}"
    return Component(
        *(package.name, package.version, package.licence, f"the package {package.name} {package.version}"),
        *(package.home, purl),
        texts=package.texts,
        needs=package.needs,
    )


def _inside(file: Collected, package: Package, library: Library | None) -> Iterable[Component]:
    """A file of a package: the package itself, Qt, or a library that was put into it."""
    source = file.source.as_posix()
    qt = normal(package.name) == "pyside6_essentials"
    vendored = any(f"{mark}/" in source for mark in _VENDORED) or qt or file.source.suffix == ".dll"
    if package.name == "photosim":
        yield from _carried(file.place)
    elif library and vendored:
        yield _in_package(library, package)
    elif qt and ("/Qt/" in source or "/plugins/" in source or file.source.name.startswith("Qt6")):
        yield _qt(package)
    else:
        yield _of_package(package)


def _in_package(library: Library, package: Package) -> Component:
    """With those of the package's texts that speak of the library; if none does, with all, one may."""
    version = package.parts.get(library.name.lower(), "")
    texts = tuple(text for text in package.texts if library.name.lower() in text[1].lower())
    return Component(
        *(library.name, version, library.licence, f"inside the package {package.name} {package.version}"),
        *(library.home, generic_purl(f"{library.name} in {package.name}", version)),
        texts=_noticed(library) or texts or package.texts,
    )


def _noticed(library: Library) -> tuple[tuple[str, str], ...]:
    return ((f"{library.name}: notice", library.notice),) if library.notice else ()


def _qt(package: Package) -> Component:
    return Component(
        *("Qt", package.version, "LGPL-3.0-only", f"inside the package {package.name} {package.version}"),
        *("https://code.qt.io/cgit/qt/", generic_purl("Qt", package.version)),
        kind="framework",
        texts=(
            ("Qt: work of others in it", (ROOT / "release/licences/qt-third-party.txt").read_text(encoding="utf-8")),
        ),
    )


@cache
def _python() -> Component:
    version = platform.python_version()
    purl = generic_purl("CPython", version)
    texts = (("Python: LICENSE", python_licence()),)
    home = "https://www.python.org/"
    return Component("Python", version, "PSF-2.0", "the Python it was made with", home, purl, "framework", texts)


def _in_python(library: Library) -> Component:
    python = _python()
    purl = generic_purl(f"{library.name} in Python")
    origin = f"inside Python {python.version}"
    return Component(library.name, "", library.licence, origin, library.home, purl, texts=python.texts)


def _is_pythons(source: Path) -> bool:
    if library_of(source.name) is None and source.name.lower().startswith(("libpython", "python3")):
        return True
    folders = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    if Path(sys.base_prefix) not in {Path("/usr"), Path("/usr/local")}:
        folders.add(sys.base_prefix)
    return any(source.is_relative_to(folder) for folder in folders)


def _of_system(library: Library, source: Path) -> Component:
    """A library of the system: on Debian and its kin with version and copyright file of its package."""
    package = _debian_package(source)
    texts = _noticed(library)
    if package is None:
        purl = generic_purl(f"{library.name} of the system")
        return Component(
            library.name, "", library.licence, "the system it was made on", library.home, purl, texts=texts
        )
    name, version, distribution = package
    notice = Path("/usr/share/doc") / name / "copyright"
    if notice.is_file():
        texts = (
            *texts,
            (f"{library.name}: copyright file of {name}", notice.read_text(encoding="utf-8", errors="replace")),
        )
    return Component(
        *(library.name, version, library.licence, f"{distribution.capitalize()}'s package {name}", library.home),
        f"pkg:deb/{distribution}/{name}@{quote(version, safe='~:')}",
        texts=texts,
    )


@cache
def _debian_package(source: Path) -> tuple[str, str, str] | None:
    """Name, version and distribution; a file may be known by its name before or after /lib became part of /usr."""
    if sys.platform != "linux":
        return None
    real = source.resolve()
    for path in (source, real, Path("/usr") / source.relative_to("/"), Path("/") / str(real).removeprefix("/usr/")):
        try:
            asked = ["dpkg-query", "--search", str(path)]
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return None
        if done.returncode == 0:
            name = done.stdout.split(":", 1)[0].split(",")[0]
            shown = ["dpkg-query", "--show", "--showformat=${Version}\n", name]
            versions = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.split()
            return name, versions[0], platform.freedesktop_os_release()["ID"]
    return None


def _carried(place: str) -> Iterable[Component]:
    """What the checkout holds of others, as NOTICE tells; what is ours is no component."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    works = (
        ("EfficientNet-Lite0", "Apache-2.0", "machine-learning-model", ("efficientnet-lite0",)),
        ("WordNet", "LicenseRef-WordNet", "data", ("imagenet_classes", "wordnet_nouns", "related_classes", "WordNet.")),
        ("GloVe word vectors", "PDDL-1.0", "data", ("words.",)),
    )
    for name, licence, kind, starts in works:
        if place.rpartition("/")[2].startswith(starts):
            texts = [("photosim: notice", notice)]
            if name == "WordNet":
                texts.append(("WordNet: licence", (ROOT / "resources/WordNet.LICENSE.txt").read_text(encoding="utf-8")))
            version = "3.0" if name == "WordNet" else ""
            yield Component(
                *(name, version, licence, f"part of photosim {VERSION}", "", generic_purl(name, version)),
                kind=kind,
                texts=tuple(texts),
            )
