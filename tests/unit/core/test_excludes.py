"""What the rules of the user leave out."""

import os
from pathlib import Path

import pytest

from photosim.core import excludes
from photosim.core.excludes import Excludes, normal_rules
from photosim.core.scan import scan_folder
from photosim.errors import UserError


def make_files(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def found(root: Path, *rules: str) -> set[str]:
    listings = scan_folder(root, {".jpg", ".gif"}, None, Excludes(normal_rules(rules)))
    return {Path(stamp.path).relative_to(root).as_posix() for listing in listings for stamp in listing.files}


FILES = ("a.jpg", "b.GIF", "in/c.jpg", "in/Trash/d.jpg", "in/trash.jpg", "out/in/e.jpg", "internal/f.jpg")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_files(tmp_path / "photos", *FILES)
    return tmp_path / "photos"


def test_no_rules_leave_nothing_out(root: Path) -> None:
    assert found(root) == set(FILES)
    assert not Excludes([])


def test_a_folder_and_all_in_it(root: Path) -> None:
    assert found(root, f"{root / 'in'}{os.sep}") == {"a.jpg", "b.GIF", "out/in/e.jpg", "internal/f.jpg"}


@pytest.mark.parametrize(
    ("rule", "left_out"),
    [
        ("*.gif", {"b.GIF"}),
        ("in", {"in/c.jpg", "in/Trash/d.jpg", "in/trash.jpg", "out/in/e.jpg"}),
        ("TRASH", {"in/Trash/d.jpg"}),
        ("[ac].jpg", {"a.jpg", "in/c.jpg"}),
        ("?.jpg", {"a.jpg", "in/c.jpg", "in/Trash/d.jpg", "out/in/e.jpg", "internal/f.jpg"}),
    ],
)
def test_names(root: Path, rule: str, left_out: set[str]) -> None:
    assert found(root, rule) == set(FILES) - left_out


def test_what_was_chosen_is_scanned_whatever_it_is_called(root: Path) -> None:
    assert found(root, os.fspath(root), "photos") == set(FILES)
    assert found(root, os.fspath(root.parent)) == set(FILES)


@pytest.mark.parametrize("rules", [("*.gif", "in"), ("trash",), ("o*",), ("/elsewhere", "*.jpg"), ("[",)])
def test_covered_is_what_a_scan_does_not_find(root: Path, rules: tuple[str, ...]) -> None:
    rules_of = Excludes(rules)
    kept = {name for name in FILES if not rules_of.covers(os.fspath(root / name), os.fspath(root))}
    assert kept == found(root, *rules)
    inside = Excludes([os.fspath(root / "in")])
    assert {name for name in FILES if inside.covers(os.fspath(root / name), os.fspath(root))} == {
        name for name in FILES if name.startswith("in/")
    }


def test_accents_compare_however_they_are_spelled() -> None:
    rule = Excludes(["CAFE\u0301*"])
    assert rule.leaves_out("/photos/caf\u00e9.jpg", "caf\u00e9.jpg")


def test_folders_where_capitals_do_not_tell_them_apart(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excludes, "_FOLDS", False)
    assert ("out/in/e.jpg" in found(root, os.fspath(root / "OUT"))) == (os.path.normcase("A") == "A")
    monkeypatch.setattr(excludes, "_FOLDS", True)
    assert "out/in/e.jpg" not in found(root, os.fspath(root / "OUT"))


def test_rules_are_kept_trimmed_and_once(tmp_path: Path) -> None:
    inner = os.fspath(tmp_path / "x" / ".." / "y") + os.sep
    assert normal_rules([" *.gif ", "", inner, "*.gif"]) == ("*.gif", os.fspath(tmp_path / "y"))


def test_half_a_path_is_refused() -> None:
    with pytest.raises(UserError, match="whole path; photos/2024 is neither"):
        normal_rules(["photos/2024"])
