"""One window a library: what a second start, and the system, hand over to the window that is open."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photosim.handover import ACCEPTED, MOST_BYTES, MOST_PATHS, Handed, address_of, encode
from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui.listening import Listener
from photosim.ui.main_window import MainWindow
from tests.gui.x_desktop import ROOT, wait
from tests.support import photosim, program_environment

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]

# The program, which tells the titles its window has, and what comes to the application; "quit" ends it.
TELLING = """
import json, select, sys, threading
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from photosim import app
from photosim.cli.main import main
from photosim.ui.listening import Listener

told = []
def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, app.MainWindow) and window.isVisible():
            state = [window.windowTitle(), len(window.indexing.state.folders or ()), window.isActiveWindow()]
            if told[-1:] != [state]:
                told.append(state)
                print(json.dumps(state), flush=True)

def heed():
    for line in sys.stdin:
        words.append(line.strip())

def listen(listener):
    listening.append(listener)
    usual(listener)

listening, usual = [], Listener.listen
Listener.listen = listen
words = []
def obey():
    while words:
        word = words.pop(0)
        if word == "quit":
            QApplication.closeAllWindows()
        elif word == "quit once called":
            select.select([listening[0]._server.socketDescriptor()], [], [])
            QApplication.closeAllWindows()
        elif word == "minimize":
            [w.showMinimized() for w in QApplication.topLevelWidgets() if isinstance(w, app.MainWindow)]
        else:
            QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(QUrl(word)))

original = app.make_application
def with_timer():
    global timer
    made = original()
    timer = QTimer(interval=50)
    timer.timeout.connect(look)
    timer.timeout.connect(obey)
    timer.start()
    return made
app.make_application = with_timer
threading.Thread(target=heed, daemon=True).start()
sys.exit(main(sys.argv[1:]))
"""


class Program:
    """photosim in a process of its own."""

    def __init__(self, state: Path, *arguments: str | Path, runtime: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", TELLING, "--data-dir", str(state), *map(str, arguments)],
            cwd=ROOT,
            env=program_environment({"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime)}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log = state / "log" / "photosim.log"

    def wait_for(self, title: str, folders: int | None = None) -> None:
        """Wait until the window has that title and the library that many folders."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            if told[0] == title and folders in {None, told[1]}:
                return
        pytest.fail(f"{title} was never shown: {self.process.communicate()[1]}")

    def say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def wait_for_listening(self, runtime: Path) -> None:
        wait(lambda: list(runtime.glob("photosim-*")), "the window listening")

    def quit(self, said: str = "") -> None:
        self.say("quit")
        _, errors = self.process.communicate(timeout=60)
        assert (self.process.returncode, errors) == (0, said)


@pytest.fixture
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session's folder for sockets; its path has to be short."""
    folder = tmp_path_factory.mktemp("run")
    folder.chmod(0o700)
    return folder


@pytest.fixture
def base(indexed_base: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    return tmp_path


@pytest.fixture
def start(base: Path, runtime: Path) -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def run(*arguments: str | Path, state: Path = base / "state") -> Program:
        started.append(Program(state, *arguments, runtime=runtime))
        return started[-1]

    yield run
    for program in started:
        if program.process.poll() is None:
            program.process.kill()
            program.process.communicate(timeout=20)


Start = Callable[..., Program]


@pytest.fixture
def again(base: Path, runtime: Path) -> Callable[..., None]:
    """A second start, which has nothing to say and ends well."""

    def run(*arguments: str | Path) -> None:
        answer = photosim(base / "state", *arguments, environment=second(runtime))
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"", b"")

    return run


def second(runtime: Path) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime)}


def test_photos_and_folders_are_handed_to_the_window(
    start: Start, again: Callable[..., None], pictures: Path, base: Path, runtime: Path
) -> None:
    first = start(pictures / "rocket.jpg")
    first.wait_for("Look-alikes of rocket.jpg - photosim", folders=1)
    first.wait_for_listening(runtime)
    again(pictures / "chelsea.png")
    first.wait_for("Look-alikes of chelsea.png - photosim")
    again((pictures / "coffee.png").as_uri(), pictures / "camera.png")
    first.wait_for("Look-alikes of 2 photos - photosim")
    more = base / "Žofie's photos"
    more.mkdir()
    outside = shutil.copy(pictures / "coffee.png", more / "Käffchen #1.png")
    again(outside)
    first.wait_for("Look-alikes of Käffchen #1.png - photosim", folders=1)  # photos outside stay outside
    again(more)
    first.wait_for("Look-alikes of Käffchen #1.png - photosim", folders=2)
    first.quit()
    assert list(runtime.iterdir()) == []


def test_second_plain_start_only_shows_the_window(
    start: Start, again: Callable[..., None], runtime: Path, base: Path
) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    first.say("minimize")
    again()
    first.say("quit")
    first.process.communicate(timeout=60)
    assert "paths handed over by a second start: 0" in first.log.read_text()


def test_start_beside_one_that_is_only_starting(
    start: Start, again: Callable[..., None], pictures: Path, base: Path
) -> None:
    first = start()
    wait((base / "state" / "data" / "window.lock").exists, "the first start")
    again(pictures / "chelsea.png")
    first.wait_for("Look-alikes of chelsea.png - photosim")
    first.quit()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_start_beside_one_that_hangs_tells_so_and_opens_a_window(start: Start, pictures: Path, runtime: Path) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    first.process.send_signal(signal.SIGSTOP)
    other = start(pictures / "chelsea.png")
    try:
        other.wait_for("Look-alikes of chelsea.png - photosim")
    finally:
        first.process.send_signal(signal.SIGCONT)
    other.quit("photosim: the window that is open does not answer; this is another one\n")
    first.quit()


@pytest.mark.skipif(sys.platform == "win32", reason="waits for a socket")
def test_start_beside_one_that_is_closing(start: Start, pictures: Path, runtime: Path) -> None:
    """What comes too late for it is not lost with it."""
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    first.say("quit once called")
    then = start(pictures / "chelsea.png")
    then.wait_for("Look-alikes of chelsea.png - photosim")
    _, errors = first.process.communicate(timeout=60)
    assert (first.process.returncode, errors) == (0, "")
    assert "handed over" not in first.log.read_text()
    then.quit()


def test_other_libraries_and_other_models_have_windows_of_their_own(
    start: Start, base: Path, pictures: Path, runtime: Path
) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    elsewhere = start(pictures / "chelsea.png", state=base / "elsewhere")
    elsewhere.wait_for("Look-alikes of chelsea.png - photosim")
    beside = start("--provider", "cpu", pictures / "rocket.jpg")
    beside.wait_for("Look-alikes of rocket.jpg - photosim")
    for program in (beside, elsewhere, first):
        program.quit()
    assert "handed over" not in first.log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes leave nothing behind")
def test_start_after_a_crash(start: Start, again: Callable[..., None], pictures: Path, runtime: Path) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    first.process.send_signal(signal.SIGKILL)
    first.process.communicate(timeout=20)
    assert [path.is_socket() for path in runtime.iterdir()] == [True]  # left behind
    then = start(pictures / "rocket.jpg")
    then.wait_for("Look-alikes of rocket.jpg - photosim")
    wait(lambda: reachable(next(runtime.iterdir())), "the window listening")
    again(pictures / "chelsea.png")
    then.wait_for("Look-alikes of chelsea.png - photosim")
    then.quit()


def reachable(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(place)) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the socket is a file elsewhere only")
def test_nobody_else_can_reach_the_window(start: Start, runtime: Path) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    [place] = runtime.iterdir()
    assert place.stat().st_mode & 0o077 == 0
    first.quit()


def test_wrong_path_is_told_by_the_start_that_was_given_it(base: Path, tmp_path: Path, runtime: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no photo")
    for wrong, said in (
        (notes, f"{notes} is neither a photo nor a folder"),
        (tmp_path / "gone.jpg", f"{tmp_path / 'gone.jpg'} does not exist"),
        ("file://elsewhere/photo.jpg", "file://elsewhere/photo.jpg is on another computer"),
        ("file://[elsewhere/photo.jpg", "file://[elsewhere/photo.jpg is no address: Invalid IPv6 URL"),
        ("", "the name of a photo or folder is empty"),
    ):
        answer = photosim(base / "state", "gui", wrong, environment=second(runtime))
        assert answer.returncode == 1
        assert answer.stderr.decode().splitlines() == [f"photosim: {said}"]


def test_one_wrong_path_among_photos_is_told_and_the_others_are_shown(
    start: Start, base: Path, pictures: Path, tmp_path: Path, runtime: Path
) -> None:
    first = start()
    first.wait_for("photosim")
    first.wait_for_listening(runtime)
    words = [pictures / "rocket.jpg", tmp_path / "gone.jpg", pictures / "chelsea.png"]
    answer = photosim(base / "state", "gui", *words, environment=second(runtime))
    assert answer.returncode == 0
    assert answer.stderr.decode().splitlines() == [f"photosim: {tmp_path / 'gone.jpg'} does not exist"]
    first.wait_for("Look-alikes of 2 photos - photosim")
    first.quit()


def test_what_the_system_opens_comes_as_events(start: Start, pictures: Path) -> None:
    """On macOS; the event is Qt's own everywhere."""
    first = start()
    first.wait_for("photosim")
    first.say((pictures / "rocket.jpg").as_uri())
    first.wait_for("Look-alikes of rocket.jpg - photosim")
    assert first.process.stdin is not None
    first.process.stdin.write("".join(f"{(pictures / name).as_uri()}\n" for name in ("chelsea.png", "coffee.png")))
    first.process.stdin.flush()
    first.wait_for("Look-alikes of 2 photos - photosim")
    first.quit()


# -- in this process


@pytest.fixture
def paths(tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> AppPaths:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return AppPaths.below(tmp_path / "state")


@pytest.fixture
def listener(paths: AppPaths, qtbot: QtBot) -> Iterator[Listener]:
    made = Listener(paths)
    made.listen()
    yield made
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="speaks to a socket")
@pytest.mark.parametrize(
    "garbage",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"\xff\xfe\x00\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b'{"photosim": 2, "open": [], "token": ""}\n',
        b'{"photosim": 1, "open": "/etc/passwd", "token": ""}\n',
        b'{"photosim": 1, "open": ["relative.jpg"], "token": ""}\n',
        b'{"photosim": 1, "open": [7], "token": ""}\n',
        b'{"photosim": 1, "open": ["/a\\u0000b"], "token": ""}\n',
        b'{"photosim": 1, "open": [' + b'"/a",' * MOST_PATHS + b'"/a"]}\n',
        b"x" * (MOST_BYTES + 10),
    ],
    ids=range(12),
)
def test_garbage_is_not_accepted_and_the_window_goes_on_listening(
    listener: Listener, paths: AppPaths, qtbot: QtBot, garbage: bytes
) -> None:
    heard: list[Handed] = []
    listener.handed.connect(heard.append)
    assert speak(paths, garbage, qtbot) == b""
    assert heard == []
    good = Handed((Path("/pictures/a.jpg"),))
    assert speak(paths, encode(good), qtbot) == ACCEPTED
    assert heard == [good]


def speak(paths: AppPaths, line: bytes, qtbot: QtBot) -> bytes:
    """Say something from another program; what comes back before the connection is closed."""
    address = address_of(paths)
    assert address is not None
    program = (
        "import socket, sys\n"
        "connection = socket.socket(socket.AF_UNIX)\n"
        "connection.connect(sys.argv[1])\n"
        "try:\n"
        "    connection.sendall(sys.stdin.buffer.read())\n"
        "    sys.stdout.buffer.write(connection.recv(100))\n"
        "except (BrokenPipeError, ConnectionResetError):\n"
        "    pass\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", program, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    assert caller.stdin is not None
    caller.stdin.write(line) if len(line) < 60_000 else _feed(caller, line)
    caller.stdin.close()
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=20_000)
    assert caller.stdout is not None
    with caller.stdout as answers:
        return answers.read()


def _feed(caller: "subprocess.Popen[bytes]", line: bytes) -> None:
    assert caller.stdin is not None
    left = memoryview(line)
    while left:
        left = left[os.write(caller.stdin.fileno(), left) :]


def test_token_of_the_desktop_is_there_while_the_window_comes_forward(
    listener: Listener, paths: AppPaths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    seen: list[str | None] = []
    listener.handed.connect(lambda _: seen.append(os.environ.get("XDG_ACTIVATION_TOKEN")))
    for token in ("gnome-shell/Files/1234-5-host_TIME99", "", "rm -rf $HOME"):
        assert speak(paths, encode(Handed((), token)), qtbot) == ACCEPTED
    assert seen == ["gnome-shell/Files/1234-5-host_TIME99", None, None]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_viewer_is_left_for_what_is_handed_over(
    library: Library, open_window: Open, settle: Settle, pictures: Path
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.commands.get("viewer").trigger()
    settle(window)
    assert window.acting.viewing.viewer.isVisible()
    window.open_paths([pictures / "chelsea.png"])
    settle(window)
    assert not window.acting.viewing.viewer.isVisible()
    assert window.windowTitle() == "Look-alikes of chelsea.png - photosim"


def test_window_comes_forward_from_where_it_was_put_away(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.showMinimized()
    window.bring_forward()
    assert not window.isMinimized()
    qtbot.waitUntil(window.isActiveWindow)
