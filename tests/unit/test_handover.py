"""The line a second start says, and where."""

import os
import stat
import sys
from pathlib import Path

import pytest

from photosim.handover import MOST_BYTES, MOST_PATHS, Handed, address_of, decode, encode, hand_over
from photosim.library.claiming import WindowClaim
from photosim.paths import AppPaths

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")


@pytest.mark.parametrize(
    "handed",
    [
        Handed(),
        Handed((Path("/pictures/Žofie's #1.jpg"), Path("/pictures/a\nb.png")), "token_TIME1"),
        Handed((Path(os.fsdecode(b"/pictures/\xff.jpg")),)),
    ],
    ids=["nothing", "signs", "no text"],
)
@unix_only
def test_line_is_understood(handed: Handed) -> None:
    line = encode(handed)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == handed


def test_no_more_is_handed_over_than_is_taken() -> None:
    many = tuple(Path(f"{Path.cwd()}/{number}.jpg") for number in range(MOST_PATHS + 5))
    assert decode(encode(Handed(many))) == Handed(many[:MOST_PATHS])


def test_all_that_a_file_manager_can_give_is_handed_over() -> None:
    """A command line of 2 MB; the odd bytes of a name take most room in JSON."""
    name = os.fsdecode(b"\xe9" * 200) if sys.platform != "win32" else "é" * 200
    many = (*(Path(f"{Path.cwd()}/{name}{number}.jpg") for number in range(8000)), Path.cwd())
    line = encode(Handed(many))
    assert len(line) < MOST_BYTES
    assert decode(line) == Handed(many)


def test_libraries_have_places_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one, other = AppPaths.below(tmp_path / "one"), AppPaths.below(tmp_path / "other")
    assert address_of(one) == address_of(AppPaths.below(tmp_path / "other" / ".." / "one"))
    assert address_of(one) != address_of(other)


@unix_only
def test_folder_of_others_is_not_used(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, temporary = tmp_path / "session", tmp_path_factory.mktemp("t")  # a short path
    session.mkdir()
    session.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    paths = AppPaths.below(tmp_path)
    own = temporary / f"photosim-{os.getuid()}"
    address = address_of(paths)
    assert address is not None
    assert Path(address).parent == own
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    own.rmdir()
    own.symlink_to(session)  # somebody was quicker
    assert address_of(paths) is None


@unix_only
def test_place_whose_path_is_too_long_for_a_socket_is_none(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep, temporary = tmp_path / ("x" * 100), tmp_path_factory.mktemp("t")
    deep.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    address = address_of(AppPaths.below(tmp_path))
    assert address is not None
    assert Path(address).is_relative_to(temporary)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    assert address_of(AppPaths.below(tmp_path)) is None
    assert list(deep.iterdir()) == []


def test_more_than_a_line_may_have_is_not_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosim.handover.MOST_BYTES", 50)
    paths = AppPaths.below(tmp_path)
    with WindowClaim(paths) as claim:
        assert not hand_over(claim, paths, [tmp_path])
        assert not claim.held  # it was not even tried


def test_claim_is_had_once_and_given_back(tmp_path: Path) -> None:
    paths = AppPaths.below(tmp_path / "new")
    with WindowClaim(paths) as one, WindowClaim(paths) as other:
        assert one.take()
        assert one.held
        assert not other.take()
        assert not other.held
    with WindowClaim(paths) as again:
        assert again.take()
        assert again.held


def test_where_nobody_can_have_it_nobody_does(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with WindowClaim(AppPaths.below(tmp_path)) as claim:
        assert claim.take()
        assert not claim.held


def test_claim_of_a_window_that_went_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = AppPaths.below(tmp_path)
    with WindowClaim(paths) as claim:
        assert not hand_over(claim, paths, [])
        assert claim.held


def test_window_that_never_answers_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("photosim.handover._SECONDS", 0.2)
    paths = AppPaths.below(tmp_path)
    with WindowClaim(paths) as theirs, WindowClaim(paths) as claim:
        assert theirs.take()
        assert not hand_over(claim, paths, [])
        assert not claim.held
