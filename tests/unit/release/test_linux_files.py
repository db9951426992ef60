"""What desktops of Linux read: valid, complete, true to the program."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from photosim import __version__
from photosim.cli.parser import COMMANDS
from photosim.core.formats import HEIC_SUFFIXES, PHOTO_TYPES
from photosim.ui.language import LANGUAGES
from release.linux_files import DESKTOP_ENTRY, MANUAL, METAINFO, README, share
from release.product import IDENTIFIER, NAME, ROOT, SUMMARY

# What the program in the archives opens; HEIC takes a package that is not in it.
TYPES = {kind for suffix, kind in PHOTO_TYPES.items() if suffix not in HEIC_SUFFIXES} | {"inode/directory"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# There is no site of its own yet, and none is made up; newer versions of the tool miss it.
NOT_YET = {"url-homepage-missing"}


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign] # keys are as they are written
    parser.read_string(DESKTOP_ENTRY.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def component() -> ET.Element:
    return ET.fromstring(METAINFO.read_text(encoding="utf-8"))


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_desktop_entry_is_valid() -> None:
    call = [tool("desktop-file-validate"), "--warn-kde", str(DESKTOP_ENTRY)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_metainfo_is_valid() -> None:
    call = [tool("appstreamcli"), "validate", "--no-net", "--no-color", str(METAINFO)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    problems = re.findall(r"^[EW]: \S+ (\S+)", done.stdout, re.MULTILINE)
    assert set(problems) <= NOT_YET, done.stdout
    assert problems or done.returncode == 0, done.stdout


def test_validator_would_have_found_a_mistake(tmp_path: Path) -> None:
    broken = tmp_path / METAINFO.name
    broken.write_text(METAINFO.read_text(encoding="utf-8").replace("<name>photosim</name>", ""), encoding="utf-8")
    call = [tool("appstreamcli"), "validate", "--no-net", "--no-color", str(broken)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert re.findall(r"^[EW]: \S+ (\S+)", done.stdout, re.MULTILINE)


def test_types_are_those_that_the_program_opens(entry: configparser.SectionProxy, component: ET.Element) -> None:
    assert entry["MimeType"].strip(";").split(";") == ["inode/directory", *sorted(TYPES - {"inode/directory"})]
    assert [part.text for part in component.iter("mediatype")] == sorted(TYPES)


def test_names_are_those_of_the_program(entry: configparser.SectionProxy, component: ET.Element) -> None:
    assert DESKTOP_ENTRY.name == f"{IDENTIFIER}.desktop"
    assert METAINFO.name == f"{IDENTIFIER}.metainfo.xml"
    assert (entry["Name"], entry["Icon"], entry["Exec"]) == (NAME, IDENTIFIER, f"{NAME} %F")
    assert entry["Comment"] == component.findtext("summary") == SUMMARY
    assert component.findtext("id") == IDENTIFIER
    assert component.findtext("launchable") == DESKTOP_ENTRY.name
    assert component.findtext("provides/binary") == NAME
    assert [part.text for part in component.iter("category")] == entry["Categories"].strip(";").split(";")


def test_texts_are_in_every_language_of_the_window(entry: configparser.SectionProxy, component: ET.Element) -> None:
    for language in sorted(set(LANGUAGES) - {"en"}):
        assert all(entry[f"{key}[{language}]"] for key in ("GenericName", "Comment", "Keywords"))
        for tag in ("summary", "p", "li", "keyword"):
            parts = list(component.iter(tag))
            ours = [part for part in parts if part.get(XML_LANG) == language]
            assert len(ours) == len([part for part in parts if part.get(XML_LANG) is None]) > 0, tag


def test_newest_release_is_this_version(component: ET.Element) -> None:
    newest = next(component.iter("release"))
    assert newest.get("version") == __version__
    dates = dict(
        re.findall(r"^## \[(\d\S*)\] - (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert newest.get("date") == dates.get(__version__, newest.get("date"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", newest.get("date", ""))


def test_manual_has_every_command() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    named = re.findall(r"^\.TP\n\.B (\w+)\n", text.split(".SH COMMANDS")[1].split(".SH OPTIONS")[0], re.MULTILINE)
    assert sorted(named) == sorted(COMMANDS)


def test_manual_can_be_set() -> None:
    call = [tool("man"), "--warnings", "-l", "-Tutf8", str(MANUAL)]
    done = subprocess.run(
        call, capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    )
    assert done.stderr == ""
    assert "find your photos by how they look" in done.stdout


def test_readme_has_three_lines() -> None:
    assert len(README.splitlines()) == 3


def test_icons_lie_where_desktops_look() -> None:
    places = {entry.place: entry for entry in share()}
    icons = {place for place in places if "/icons/" in place}
    sizes = [16, 32, 48, 64, 128, 256, 512]
    assert icons == {f"share/icons/hicolor/{size}x{size}/apps/{IDENTIFIER}.png" for size in sizes} | {
        f"share/icons/hicolor/scalable/apps/{IDENTIFIER}.svg"
    }
    for size in sizes:
        content = places[f"share/icons/hicolor/{size}x{size}/apps/{IDENTIFIER}.png"].content
        assert isinstance(content, bytes)
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)] == [size, size]
