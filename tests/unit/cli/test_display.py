"""Whether a window can be shown, told before Qt ends the program over it."""

import socket
import sys
from pathlib import Path

import pytest

from photosim.cli.display import has_display
from tests.support import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_display()
    monkeypatch.setenv("DISPLAY", "nonsense")
    assert not has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not has_display()


@pytest.mark.parametrize("absolute", [False, True])
def test_a_wayland_server_has_to_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, absolute: bool) -> None:
    path = tmp_path / "wayland-7"
    if not absolute:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", str(path) if absolute else path.name)
    assert not has_display()  # as it is left behind where a session has ended, or after `su`
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert has_display()
    assert not has_display()


def test_a_wayland_display_needs_the_folder_it_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert not has_display()


@pytest.mark.parametrize("platform", ["xcb", "wayland", "wayland-egl", "wayland;xcb"])
def test_a_platform_that_was_asked_for_needs_its_server(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert not has_display()


def test_x_is_tried_where_wayland_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("DISPLAY", ":7918")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X7918")
        server.listen()
        assert has_display()
        monkeypatch.setenv("QT_QPA_PLATFORM", "wayland")
        assert not has_display()
        monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;xcb")
        assert has_display()


def test_platforms_without_a_server_are_left_to_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "eglfs")
    assert has_display()


@pytest.mark.parametrize("name", [":{}", "unix:{}", ":{}.0"])
def test_an_x_server_has_to_answer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name.format(7919))
    assert not has_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X7919")
        server.listen()
        assert has_display()


def test_an_x_server_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{server.getsockname()[1] - 6000}.0")
        assert has_display()
    assert not has_display()


def test_the_window_is_refused_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "photosim", "--data-dir", str(tmp_path / "state"), "gui"]
    answer = run(command, environment={"QT_QPA_PLATFORM": "", "DISPLAY": ":7919"})
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        b"photosim: there is no display to open a window on; all other calls need none"
    ]
