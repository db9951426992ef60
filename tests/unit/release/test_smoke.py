"""Trying a packaged program: what is no good is refused. The programs here are small scripts that misbehave."""

import json
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from release import product, smoke, smoke_window, trial
from release.product import NAME, VERSION, ReleaseError
from release.trial import Trial, check_end
from tests.support import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
Make = Callable[[str], Trial]
GOOD_LOG = """\
2026-11-22 18:44:12,439 INFO photosim.app: Qt: This plugin does not support propagateSizeHints()
2026-11-22 18:44:13,137 INFO photosim.ui.main_window: window closed, all work ended
2026-11-22 18:44:13,138 INFO photosim.app: leaving with status 0
"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes a program of lines of Python that know `sys`, `os` and `here`, and a trial of it."""
    monkeypatch.setattr(sys, "platform", "linux")  # where in a bundle the program is
    made: list[Trial] = []

    def build(lines: str) -> Trial:
        bundle = tmp_path / NAME
        (bundle / "_internal").mkdir(parents=True)
        (bundle / "_internal" / "library").write_text("what it needs")
        program = bundle / NAME
        # By way of a shell: the path of a "#!" line may hold no space, that of a checkout may.
        start = f"#!/bin/sh\n'''exec' {shlex.quote(sys.executable)} \"$0\" \"$@\"\n' '''\n"
        program.write_text(f"{start}import os, sys\nhere = os.path.dirname(__file__)\n{lines}\n")
        program.chmod(0o755)
        made.append(Trial(bundle, tmp_path / "trial"))
        return made[-1]

    yield build
    for one in made:
        one.close()
        assert not (tmp_path / "trial").exists()


def test_a_good_one(make: Make) -> None:
    good = make(f"print('photosim {VERSION}')")
    assert smoke.version(good) == f"it is photosim {VERSION}, called by 3 ways"
    assert "no temporary file is left" in good.check_untouched()


def test_it_is_alone_in_the_world(make: Make, tmp_path: Path) -> None:
    told = make("import json; print(json.dumps({**os.environ, 'cwd': os.getcwd(), 'here': here}))").ask("status")
    assert not Path(told["PATH"]).exists()
    assert not {name for name in told if name.startswith(("PYTHON", "PHOTOSIM", "DISPLAY", "XDG_DATA", "XDG_CONFIG"))}
    assert Path(told["HOME"]).is_dir()
    for folder in (told["HOME"], told["here"]):
        assert not folder.isascii()
        assert " " in folder
    assert Path(told["cwd"]) == tmp_path / "trial" / "another folder"
    assert not Path(told["here"]).stat().st_mode & 0o222


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("print('photosim 0.0')", "expected 'photosim .+' from --version, not 'photosim 0.0'"),
        (f"print('photosim {VERSION}'); print('Gtk-WARNING: no theme', file=sys.stderr)", "nothing\nbut said:\nGtk"),
        (f"print('photosim {VERSION}'); sys.exit(1)", "ended with status 0, not 1"),
        ("raise ImportError('no module')", "with status 0, not 1; it said: .*no module"),
        (f"print('photosim {VERSION}'); print('try: pip install photosim')", "no advice to use pip"),
        ("os.kill(os.getpid(), 11)", "with status 0, not -11"),
    ],
)
def test_wrong_answers(make: Make, lines: str, complaint: str) -> None:
    with pytest.raises(ReleaseError, match=f"(?s){complaint}"):
        smoke.version(make(lines))


def test_one_that_never_ends(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_LIMIT_SECONDS", 0.5)
    with pytest.raises(ReleaseError, match=r"photosim status had not ended after 0\.5 s"):
        make("import time; time.sleep(60)").call("status")


@pytest.mark.parametrize("answer", ["no JSON", "[1, 2]", ""])
def test_no_json(make: Make, answer: str) -> None:
    with pytest.raises(ReleaseError, match="photosim status answered with"):
        make(f"print({answer!r})").ask("status")


@pytest.mark.parametrize(
    "deed",
    [
        "open(os.path.join(here, 'new.pyc'), 'w').close()",
        "os.remove(os.path.join(here, '_internal', 'library'))",
        "os.utime(os.path.join(here, '_internal', 'library'))",
        "os.mkdir(os.path.join(here, '_internal', 'cache'))",
    ],
)
def test_writing_into_its_own_folder(make: Make, deed: str) -> None:
    writing = make(f"for folder in (here, os.path.join(here, '_internal')): os.chmod(folder, 0o755)\n{deed}")
    writing.call("status")
    with pytest.raises(ReleaseError, match="no change in the program's folder, but these: "):
        writing.check_untouched()


def test_a_change_that_hides_itself(make: Make) -> None:
    """Same size, same time."""
    writing = make("""
file = os.path.join(here, "_internal", "library")
before = os.stat(file)
os.chmod(file, 0o644)
with open(file, "r+") as stream: stream.write("W")
os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
""")
    writing.call("status")
    with pytest.raises(ReleaseError, match=r"no change .* these: _internal/library"):
        writing.check_untouched()


def test_leaving_temporary_files(make: Make) -> None:
    littering = make("import tempfile; tempfile.mkstemp(prefix='litter-')")
    littering.call("status")
    with pytest.raises(ReleaseError, match="no temporary file to be left, but these: litter-"):
        littering.check_untouched()


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("", None),
        ("2026-11-22 18:44:12,439 WARNING photosim.ui.jobs: still running at the end: scan\n", "still running"),
        ("2026-11-22 18:44:12,439 INFO photosim.app: Qt: QFont::setPointSize: Point size <= 0\n", "Point size"),
        (
            "2026-11-22 18:44:12,439 INFO photosim.ui.jobs: scan: no such file\nTraceback (most recent call last):\n",
            "sc",
        ),
        ("Fatal Python error: Segmentation fault\n", "Fatal"),
    ],
)
def test_the_log(make: Make, more: str, complaint: str | None) -> None:
    tried = make("")
    folder = tried.home / ".local" / "state" / NAME / "log"
    folder.mkdir(parents=True)
    (folder / "photosim.log").write_text(GOOD_LOG + more)
    (folder / "crash.log").touch()
    if complaint is None:
        assert tried.check_log() == "3 lines in its log, none of them a warning"
        return
    with pytest.raises(ReleaseError, match=f"nothing of note in the log, but: .*{complaint}"):
        tried.check_log()


def test_no_log_of_a_window(make: Make) -> None:
    with pytest.raises(ReleaseError, match="a log of windows that were closed well"):
        make("").check_log()


def test_lines_that_are_expected() -> None:
    check_end("x", 130, b"\nstopping ...\nkept\n", 130, ["", "stopping .*", "kept"])
    check_end("x", 0, b"1,024/52,300 photos - 48/s - 17 min left\nScanning: 4,000 photos found\n")
    for errors in (b"", b"stopping ...\n", b"stopping ...\nkept\nmore\n", b"kept\nstopping ...\n"):
        with pytest.raises(ReleaseError, match="should have said"):
            check_end("x", 0, errors, 0, [r"stopping \.\.\.", "kept"])


STOPPED = """
import json, signal, time
state = sys.argv[sys.argv.index("--data-dir") + 1]
if os.path.isdir(state):
    print(json.dumps({AGAIN}))
    sys.exit(0)
def stop(number, frame):
    {STOP}
signal.signal(signal.SIGINT, stop)
os.makedirs(state)
open(os.path.join(state, "thumbnail.jpg"), "w").close()
time.sleep(60)
"""
GOES_ON = {"added": smoke._MANY - 20, "unchanged": 20}
SAYS = "sys.stderr.write('\\nphotosim: stopping ...\\nphotosim: stopped; what is done is kept, go on\\n')"


@pytest.mark.parametrize(
    ("stop", "again", "complaint"),
    [
        (f"{SAYS}; sys.exit(130)", GOES_ON, None),
        (f"{SAYS}; sys.exit(0)", GOES_ON, "should have ended with status 130, not 0"),
        ("raise KeyboardInterrupt", GOES_ON, "(?s)with status 130, not .*KeyboardInterrupt"),
        ("sys.exit(130)", GOES_ON, "should have said"),
        (f"{SAYS}; sys.exit(130)", {"added": smoke._MANY, "unchanged": 0}, "some of 600 photos to be left"),
        (f"{SAYS}; sys.exit(130)", {"added": 0, "unchanged": 20}, "all 600 photos in the end"),
    ],
)
def test_ctrl_c(make: Make, stop: str, again: dict[str, int], complaint: str | None) -> None:
    tried = make(STOPPED.replace("{STOP}", stop).replace("{AGAIN}", repr(again)))
    if complaint is None:
        assert smoke.stopping(tried).startswith("Ctrl-C after 20 of 600 photos ends with 130")
        return
    with pytest.raises(ReleaseError, match=complaint):
        smoke.stopping(tried)


def test_one_that_hangs_does_not_outlive_the_trial(make: Make) -> None:
    tried = make("import time; print(os.getpid(), flush=True); time.sleep(600)")
    with pytest.raises(ReleaseError), tried.running(program=tried.program) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == process.pid
        raise ReleaseError
    assert process.returncode == -signal.SIGKILL


WINDOW = """
import json, signal, time
counter = os.path.join(os.environ["HOME"], "counter")
if "status" in sys.argv:
    print(json.dumps({"indexed": 2 if os.path.exists(counter) else 0}))
    sys.exit(0)
assert sys.stdin.isatty() and os.environ["QT_QPA_PLATFORM"] == "offscreen" and os.path.isdir(sys.argv[1])
signal.signal(signal.SIGINT, lambda number, frame: sys.exit({STATUS}))
{SAY}
open(counter, "w").close()
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("status", "say", "complaint"),
    [
        (0, "", None),
        (0, "print('QThread: Destroyed while thread is still running', file=sys.stderr)", "but said:\nQThread"),
        (0, "print('hello', flush=True)", "but said:\nhello"),
        (-signal.SIGABRT, "", "with status 0, not"),
        (0, "sys.exit(1)", "with status 0, not 1"),
    ],
)
def test_a_window(make: Make, status: int, say: str, complaint: str | None) -> None:
    tried = make(WINDOW.replace("{STATUS}", str(status)).replace("{SAY}", say))
    photos = smoke.photos_of(tried)
    photos.mkdir(parents=True)
    for name in ("forest", "sunset"):
        (photos / f"{name}.jpg").write_bytes(b"a photo")
    if complaint is None:
        assert "ended well" in smoke_window.offscreen(tried, photos)
        return
    with pytest.raises(ReleaseError, match=complaint):
        smoke_window.offscreen(tried, photos)


def test_look_alikes_must_be_the_right_ones(make: Make) -> None:
    right = ["balloon 2.jpg", "balloon - darker.jpg", "balloon 3.jpg", "balloon 4.jpg"]
    names = iter([right, right[:3], [*right[:3], "sunset.jpg"]])
    tried = make("import json; print(open(os.path.join(os.environ['HOME'], 'answer')).read())")
    for complaint in (None, "four look-alikes of balloon.jpg, not 3", "photos called 'balloon' .* not .*sunset"):
        answer = {"matches": [{"path": f"/x/{name}", "score": 0.5} for name in next(names)]}
        (tried.home / "answer").write_text(json.dumps(answer))
        if complaint is None:
            assert smoke.first_of(tried, Path("balloon.jpg"), "balloon") == [0.5] * 4
        else:
            with pytest.raises(ReleaseError, match=complaint):
                smoke.first_of(tried, Path("balloon.jpg"), "balloon")


def test_pictures_must_show_something(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "empty.png")
    assert smoke.colours_in(tmp_path / "empty.png") == 1
    Image.linear_gradient("L").save(tmp_path / "grey.png")
    assert smoke.colours_in(tmp_path / "grey.png") == 256
    with pytest.raises(ReleaseError, match=r"a picture, .*none\.png"):
        smoke.colours_in(tmp_path / "none.png")


def test_nothing_to_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "APP", tmp_path)
    with pytest.raises(ReleaseError, match=r"no program yet, .* run: python -m release build"):
        smoke.smoke()


TELLS = """
import sys
from release import smoke
smoke.smoke = lambda: print("Ömer 日本")
from release.__main__ import main
sys.exit(main(["smoke"]))
"""


def test_odd_names_are_told_on_any_system() -> None:
    """Such as Windows, where a pipe takes the letters of one language only."""
    done = run([sys.executable, "-c", TELLS], environment={"PYTHONIOENCODING": "cp1252"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("cp1252").strip() == r"Ömer \u65e5\u672c"
