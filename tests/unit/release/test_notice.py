"""The list of whose works the packaged program holds: what is in it, and what stops it."""

import re
import sys
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path

import pytest

from photosim.assets import THIRD_PARTY
from release import collected, inventory
from release.component import Component, generic_purl, read_listing, write_listing
from release.distributions import describe, normal, owners, python_licence
from release.notice import notice
from release.product import ROOT, ReleaseError

BY = Component(
    *("bytes", "1.2", "MIT", "the package bytes 1.2", "https://bytes.example", "pkg:pypi/bytes@1.2"),
    texts=(("bytes: LICENSE", "Copyright of Bytes\nMIT, in full\n"),),
    files=("_internal/bytes/_fast.so",),
)
QT = Component("Qt", "6.9.9", "LGPL-3.0-only", "inside the package PySide6", "", "pkg:generic/qt@6.9.9", "framework")


def test_each_work_is_listed_with_its_text_and_files() -> None:
    text = notice([BY])
    assert re.search(r"^   1  bytes 1\.2 +MIT$", text, re.MULTILINE)
    assert "From: the package bytes 1.2" in text
    assert "Home: https://bytes.example" in text
    assert "Files: _fast.so" in text
    assert "Text 1: bytes: LICENSE" in text
    assert "Copyright of Bytes\nMIT, in full\n" in text


def test_a_text_of_several_is_printed_once() -> None:
    other = replace(BY, name="more bytes", purl="pkg:pypi/more-bytes@1.2")
    text = notice([BY, other])
    assert text.count("Copyright of Bytes") == 1
    assert text.count("Texts: 1\n") == 2


def test_lgpl_comes_with_the_gpl_the_right_to_replace_and_the_source() -> None:
    text = notice([QT])
    assert "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007" in text
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007" in text
    assert "which you may replace" in text
    assert "https://code.qt.io/cgit/pyside/pyside-setup.git/ (tag v6.9.9)" in text


def test_of_alternatives_the_one_that_is_used_is_named() -> None:
    text = notice([replace(BY, licence="GPL-2.0-only OR MIT")])
    assert "Licence: GPL-2.0-only OR MIT" in text
    assert "Used under: MIT" in text


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "LicenseRef-unknown", "BSD License"])
def test_what_must_not_be_passed_on_is_refused(licence: str) -> None:
    with pytest.raises(ReleaseError, match=f"bytes: its licence, {licence}, does not let us pass it on"):
        notice([replace(BY, licence=licence)])


def test_a_licence_without_a_text_is_refused() -> None:
    with pytest.raises(ReleaseError, match=r"bytes: there is no text of FTL; add it to release/licences"):
        notice([replace(BY, licence="FTL", texts=(("bytes: notice", "Copyright of Bytes"),))])


def test_a_line_about_who_made_it_gets_the_text_of_the_licence() -> None:
    text = notice([replace(BY, texts=(("bytes: notice", "Copyright of Bytes"),))])
    assert "Copyright of Bytes" in text
    assert "Permission is hereby granted, free of charge" in text


def test_no_address_of_a_registry_is_in_what_we_wrote() -> None:
    files = [file for file in (ROOT / "release").rglob("*.*") if file.suffix in {".py", ".txt", ".iss", ".sh"}]
    assert files
    for file in files:
        assert "pypi" + ".org" not in file.read_text(encoding="utf-8"), file


# -- what PyInstaller took


def made_tables(folder: Path, files: list[tuple[str, str, str]]) -> Path:
    """A work folder as PyInstaller leaves it."""
    work = folder / "work" / "build_app"
    work.mkdir(parents=True)
    for step, entries in (("COLLECT", files), ("PYZ", []), ("PKG", [])):
        (work / f"{step}-00.toc").write_text(repr((entries, "x", True)), encoding="utf-8")
    return work.parent


def test_tables_are_read(tmp_path: Path) -> None:
    work = made_tables(
        tmp_path,
        [("photosim", "/w/photosim", "EXECUTABLE"), ("a\\b.dll", "/s/b.dll", "BINARY"), ("l.so", "a/l.so", "SYMLINK")],
    )
    files = collected.collected_files(work)
    assert [(file.place, file.program) for file in files] == [("photosim", True), ("_internal/a/b.dll", False)]
    program = tmp_path / "program"
    for place in ("photosim", "_internal/a/b.dll", "_internal/stranger.so", THIRD_PARTY):
        (program / place).parent.mkdir(parents=True, exist_ok=True)
        (program / place).touch()
    assert collected.unknown_files(program, files) == ["_internal/stranger.so"]


def test_without_a_build_there_is_a_clear_word(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="build the program first"):
        collected.collected_files(tmp_path)
    with pytest.raises(ReleaseError, match="build the program first"):
        read_listing(tmp_path / "inventory.json")


def test_every_refused_file_is_named(tmp_path: Path) -> None:
    """Not the first alone: who has to leave them out wants them all."""
    (tmp_path / "libreadline.so.8").touch()
    (tmp_path / "libstranger.so.1").touch()
    names = ("libreadline.so.8", "libstranger.so.1")
    work = made_tables(tmp_path, [(name, str(tmp_path / name), "BINARY") for name in names])
    with pytest.raises(ReleaseError) as refused:
        inventory.find_components(work)
    assert "_internal/libreadline.so.8 (Readline, GPL-3.0-or-later)" in str(refused.value)
    assert "_internal/libstranger.so.1 (taken from " in str(refused.value)


def test_a_package_and_a_library_inside_it_are_two_works(tmp_path: Path) -> None:
    """With real packages: Pillow, and the libtiff it brings where it brings one."""
    one = distribution("pillow")
    files = [Path(str(one.locate_file(part))) for part in one.files or ()]
    module = next(file for file in files if file.name.startswith("_imaging.") and file.suffix in {".so", ".pyd"})
    vendored = [file for file in files if file.name.startswith("libtiff")]
    taken = [(f"PIL/{file.name}", str(file), "BINARY") for file in (module, *vendored)]
    found = {one.name: one for one in inventory.find_components(made_tables(tmp_path, taken))}
    assert found["pillow"].licence == "MIT-CMU"
    assert found["pillow"].files == (f"_internal/PIL/{module.name}",)
    assert found["Python"].licence == "PSF-2.0"
    if vendored:
        assert found["libtiff"].origin == f"inside the package pillow {one.version}"
        assert any("libtiff" in text.lower() for _, text in found["libtiff"].texts)


def test_a_file_belongs_to_its_package() -> None:
    one = distribution("numpy")
    file = Path(str(one.locate_file("numpy/__init__.py")))
    assert [normal(owner.metadata["Name"]) for owner in owners(frozenset({file, ROOT / "NOTICE"})).values()] == [
        "numpy"
    ]


def test_a_package_says_what_it_is() -> None:
    package = describe(distribution("numpy"))
    assert "BSD-3-Clause" in package.licence
    assert any("Redistribution and use in source and binary forms" in text for _, text in package.texts)
    assert package.home.startswith("https://")


def test_python_brings_its_licence() -> None:
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in python_licence().upper()


def test_models_and_resources_of_others_are_works(tmp_path: Path) -> None:
    names = ("models/efficientnet-lite0.onnx", "resources/words.npy", "resources/wordnet_nouns.npz")
    work = made_tables(tmp_path, [(name, str(ROOT / name), "DATA") for name in (*names, "resources/photosim.svg")])
    found = inventory.find_components(work)
    kinds = {one.name: one.kind for one in found if one.files}
    assert kinds == {"EfficientNet-Lite0": "machine-learning-model", "GloVe word vectors": "data", "WordNet": "data"}
    text = notice(found)
    assert "Princeton University" in text
    assert "Apache License" in text


@pytest.mark.skipif(sys.platform != "linux", reason="asks the package manager of Debian and its kin")
def test_a_library_of_the_system_comes_with_its_copyright_file(tmp_path: Path) -> None:
    places = (folder / "libz.so.1" for folder in Path("/").glob("lib/*-linux-gnu"))
    library = next((file for file in places if file.exists()), None)
    if library is None or not Path("/usr/share/doc/zlib1g/copyright").exists():
        pytest.skip("no Debian")
    found = inventory.find_components(made_tables(tmp_path, [("libz.so.1", str(library), "BINARY")]))
    zlib = next(one for one in found if one.name == "zlib")
    assert zlib.licence == "Zlib"
    assert zlib.version
    assert "Jean-loup Gailly" in zlib.texts[0][1]
    assert zlib.purl.startswith("pkg:deb/")


def test_the_listing_goes_from_step_to_step(tmp_path: Path) -> None:
    file = tmp_path / "inventory.json"
    write_listing([BY, QT], file)
    assert read_listing(file) == [BY, QT]


def test_made_addresses() -> None:
    assert generic_purl("Little CMS 2 in pillow", "2.19") == "pkg:generic/little-cms-2-in-pillow@2.19"
