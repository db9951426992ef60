"""What the pages of the documentation name is there: files, links, parts of the window, keys, folders, figures."""

import ast
import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from photosim import paths
from photosim.cli import parser
from photosim.core.decode import MAX_PIXELS
from photosim.core.formats import PHOTO_SUFFIXES
from photosim.embed import published
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.library.caching import USUAL_LIMIT
from photosim.ui import shortcuts
from photosim.ui.action_table import plain_text, table
from release.__main__ import _STEPS
from release.archives import archive_name
from release.debian import FILE
from release.product import VERSION
from tests.docs.pages import PAGES, anchors, links, plain, prose, read, spans
from tests.support import ROOT

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
MODELS: Final = ROOT / "docs" / "models.md"
PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@PAGE
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        file, _, anchor = link.partition("#")
        assert "://" not in file, f"{link}: no page of others is needed"
        target = page.parent / file if file else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@PAGE
def test_lines_can_be_read(page: Path) -> None:
    """Rows of tables cannot be broken; each of their cells is a line."""
    rows = [line for text in read(page).splitlines() for line in (text.split("|") if text.startswith("|") else [text])]
    assert [line for line in rows if len(line) > 120] == []


@PAGE
def test_files_and_modules_are_there(page: Path) -> None:
    for span in spans(page):
        if re.fullmatch(r"(photosim|tests|models|resources|release|docs)/[\w/.]+|[\w.]+\.(md|txt|toml|spec)", span):
            known = span in _FILES_OF_OTHERS or (ROOT / span).exists() or (page.parent / span).exists()
            assert known, span
        if re.fullmatch(r"(photosim|tests|release|docs)(\.\w+)+", span) and span not in _FILES_OF_OTHERS:
            assert _resolves(span), span


_FILES_OF_OTHERS: Final = {"photosim.exe", "photosim.log", "tests/data/library-v4.db"}
"""Made by photosim, or by who follows the page."""


def _resolves(name: str) -> bool:
    """Whether it is a module, or something in one."""
    module, rest = name, list[str]()
    while True:
        try:
            found: object = importlib.import_module(module)
            break
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            rest.insert(0, last)
            if not module:
                return False
    for part in rest:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def test_names_that_lead_nowhere_are_found() -> None:
    assert _resolves("photosim.library.facade.Library")
    assert not _resolves("photosim.library.facade.Librarian")
    assert not _resolves("photosim.no_such_module")


def test_every_package_is_on_the_map() -> None:
    packages = {file.parent.name for file in (ROOT / "photosim").glob("*/__init__.py")}
    assert {Path(link).parent.name for link in links(CONTRIBUTING) if link.endswith("__init__.py")} >= packages


def test_every_step_of_a_release_is_told() -> None:
    table_of_steps = read(CONTRIBUTING).partition("| step | does |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)` ", table_of_steps, re.MULTILINE)) == sorted(_STEPS)


def test_downloads_are_called_as_is_said() -> None:
    named = [archive_name(*system) for system in (("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64"))]
    installer = re.search(
        r"^OutputBaseFilename=(.+)$", read(ROOT / "release" / "windows" / "photosim.iss"), re.MULTILINE
    )
    image = re.search(r"build/release/(\S+ \S+ \S+\.dmg)", read(ROOT / ".github" / "workflows" / "release.yml"))
    assert installer
    assert image
    made = [installer[1].replace("{#Version}", "VERSION") + ".exe", re.sub(r"\$\{\{.*?\}\}", "VERSION", image[1])]
    assert {*made, *(name.replace(VERSION, "VERSION") for name in [*named, FILE])} == set(
        re.findall(r"`(photosim[-_]VERSION[^`]+)`", read(README))
    )


def test_the_next_migration_is_told() -> None:
    from photosim.store.migrations import ALL  # noqa: PLC0415

    assert f"m{len(ALL) + 1:03}_what_it_does" in spans(CONTRIBUTING)
    assert f"tests/data/library-v{len(ALL)}.db" in spans(CONTRIBUTING)


# -- the window

_NOT_OF_THE_WINDOW: Final = {
    *("tower", "sneaker", "dog on a beach", "beach", "red car", "red", "fruit", "tool"),  # searched for
    *("Siamese cat", "cat", "bridegroom", "baseball player", "sunset", "city", "family", "person"),  # shown or not
    *(
        "Install",
        "Applications",
        "Windows protected your PC",
        "More info",
        "Run anyway",
        "System Settings",
        "Open with",
    ),
    *("Privacy & Security", "Open Anyway", "platform plugin", "xcb"),  # said by systems
    "Building an image search service from scratch",
}


def _texts_of_the_window() -> set[str]:
    """Every text that is translated, read from the code."""
    found = set()
    for file in (ROOT / "photosim" / "ui").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"tr", "plural", "later"}:
                found |= {str(part.value) for part in node.args if isinstance(part, ast.Constant)}
    return {plain_text(text) for text in found}


def test_what_is_named_in_the_window_is_there() -> None:
    texts = _texts_of_the_window()
    for page in PAGES:
        for name in re.findall(r"(?<!\*)\*([^*\n][^*]*?)\*(?!\*)", plain(page)):
            assert " ".join(name.split()) in texts | _NOT_OF_THE_WINDOW, f"{page.name}: {name}"


KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "Alt+Left": ("back", "Back"),
    "Ctrl+F": ("find", "search"),
    "F1": ("shortcuts", "keys"),
    "Ctrl+V": ("paste", "paste"),
    "Ctrl+O": ("open-photo", "open"),
    "Ctrl+D": ("duplicates", "Near-duplicates"),
    "Ctrl+K": ("compare", "Compare"),
    "Del": ("trash", "trash"),
    "Ctrl+Z": ("undo", "back"),
    "Ctrl+H": ("hide", "Hide"),
    "Ctrl+E": ("export", "Export"),
    "Space": ("viewer", "large"),
    "Ctrl+Shift+Enter": ("open-external", "its own program"),
    "Ctrl+Enter": ("show-in-folder", "in its folder"),
    "Ctrl+,": ("settings", "Settings"),
    "Ctrl+Shift+M": ("models", "model"),
    "Ctrl+J": ("not-similar", "Not similar"),
    "F5": ("refresh", "changes"),
}
"""The keys that pages name: the action of each, and what has to be said beside it."""
_KEY: Final = r"(?:Ctrl|Alt|Shift)\+(?:Shift\+)?(?:[A-Z][a-z]*|,)|\bF\d+\b|\bDel\b|\bSpace\b"


@PAGE
def test_keys_do_what_is_said(page: Path) -> None:
    specs = {spec.name: spec for spec in table()}
    for part in re.split(r"\n\n|\n(?=[|\d])", plain(page)):
        for key in re.findall(_KEY, part):
            action, said = KEYS[key]
            assert said in part, f"{key}: {part}"
            spec = specs[action]
            assert key.replace("Enter", "Return") in (*spec.keys, spec.grid_key), key


def test_keys_of_the_table_are_told_of() -> None:
    told = {key for page in PAGES for key in re.findall(_KEY, plain(page))}
    assert set(KEYS) == told


def test_keys_of_a_photo_seen_large() -> None:
    [row] = [line for line in read(README).splitlines() if line.startswith("| **See one large**")]
    found = {keys[0]: text for text, keys in shortcuts._viewer()}
    assert "1 for its pixels, I for its details, P for a slide show" in row
    assert [found[key] for key in "1IP"] == ["Its single pixels", "Details", "Slide show"]


# -- where things are kept


def _row(page: Path, first: str) -> list[str]:
    """The cells of the one row of a table that begins so, without backticks."""
    [row] = [line for line in read(page).splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip().strip("`") for cell in row.strip("|").split("|")]


def test_folders_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(paths.ENVIRONMENT_VARIABLE)
    for column, system in ((1, Unix), (3, MacOS)):
        monkeypatch.setattr("platformdirs.PlatformDirs", system)
        kept = paths.AppPaths.resolve()
        rows = {"library, models": kept.data, "thumbnails": kept.cache, "settings": kept.config, "log": kept.log}
        for name, folder in rows.items():
            assert Path(_row(README, name)[column].replace("~", str(tmp_path))) == folder
    below = paths.AppPaths.below(tmp_path)
    folders = [folder.name for folder in (below.data, below.cache, below.config, below.log, below.models)]
    assert folders == ["data", "cache", "config", "log", "models"]
    assert "`data`, `cache`, `config`, `log`\nand `models` below" in read(README)
    assert below.database.name == "library.db"
    assert below.index.name == "index"


def test_folders_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import windows  # noqa: PLC0415

    monkeypatch.setattr(windows, "get_win_folder", lambda name: f"%{name.removeprefix('CSIDL_').replace('_', '')}%")
    monkeypatch.setattr("platformdirs.PlatformDirs", windows.Windows)
    monkeypatch.delenv(paths.ENVIRONMENT_VARIABLE)
    kept = paths.AppPaths.resolve()
    rows = {"library, models": kept.data, "thumbnails": kept.cache, "settings": kept.config, "log": kept.log}
    for name, folder in rows.items():
        assert _row(README, name)[2] == str(folder).replace("/", "\\")


def test_environment_variables_are_those_of_the_program() -> None:
    told = {span for page in PAGES for span in spans(page) if re.fullmatch(r"PHOTOSIM_\w+", span)}
    assert told == {paths.ENVIRONMENT_VARIABLE, published.MIRROR_VARIABLE}


def test_options_are_those_of_every_call() -> None:
    told = re.findall(r"^\| `(--[\w-]+)", read(README), re.MULTILINE)
    actions = parser._global_options(None)._actions
    assert told == [action.option_strings[0] for action in actions]
    [provider] = [action for action in actions if action.dest == "provider"]
    assert _row(README, "`--provider NAME`")[1].count("`") == 2 * len(list(provider.choices or ())) - 1


# -- figures


def test_models_are_as_large_as_is_said() -> None:
    for model in published.PUBLISHED:
        row = _row(MODELS, f"{model.title} (`{model.name}`)")
        assert row[1:3] == [f"{model.dimension:,}", f"{model.bytes / 1e6:.0f} MB"]
        assert row[3].startswith({"fp16": "16-bit", "int8": "8-bit"}[model.storage])
    spec = find_model(DEFAULT_MODEL, [ROOT / "models"])
    assert _row(MODELS, f"{spec.title} (`{spec.name}`)")[1:3] == [f"{spec.dimension:,}", "built in"]
    assert f"turns a photo into {spec.dimension:,} numbers" in " ".join(read(README).split())
    size = (
        sum(file.stat().st_size for file in (ROOT / "models").glob(f"{DEFAULT_MODEL}*.np*")) + spec.path.stat().st_size
    )
    assert f"(EfficientNet-Lite0, {size / 1e6:.0f} MB, part of photosim)" in " ".join(read(README).split())


def test_limits_are_those_of_the_program() -> None:
    text = " ".join(prose(README).split())
    assert f"Photos above {MAX_PIXELS // 1_000_000} megapixels are refused" in text
    assert f"({USUAL_LIMIT // 10**9} GB at first)" in text
    formats = {
        ".jpg": "JPEG",
        ".png": "PNG",
        ".webp": "WebP",
        ".tif": "TIFF",
        ".bmp": "BMP",
        ".gif": "GIF",
        ".avif": "AVIF",
    }
    formats[".heic"] = "HEIC"
    aliases = {".jpeg", ".jpe", ".jfif", ".mpo", ".tiff", ".heif", ".hif"}
    assert set(PHOTO_SUFFIXES) == set(formats) | aliases
    assert all(name in text.partition("**Formats:**")[2].partition("- **")[0] for name in formats.values())
    assert 'requires-python = ">=3.11"' in read(ROOT / "pyproject.toml")
    assert "Python 3.11 or newer" in text


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "pictures").glob("*.png")), ids=lambda file: file.stem)
def test_pictures_are_small_and_shown(file: Path) -> None:
    assert f"docs/pictures/{file.name}" in links(README)
    assert file.stat().st_size <= 150_000
    with Image.open(file) as image:
        assert image.size == (1280, 800)
