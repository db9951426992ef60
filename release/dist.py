"""Makes wheel and source archive, looks at them, and installs and uses the wheel as people do it.

It needs the network, for the packages that photosim asks for. All is made and tried below `build/`, in folders whose
names have spaces and letters outside ASCII.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from release.calls import run
from release.product import BUILD, NAME, ROOT, VERSION, ReleaseError

_MADE: Final = BUILD / "dist"
_TRIAL: Final = BUILD / "dist trial žluťoučký"
_PINS: Final = "constraints.txt"
_FEWEST_COLOURS: Final = 1000
"""In a picture of the window with photos; one without has some hundred."""


def make_and_try() -> None:
    """Make both, look at them, use the wheel; tells what was done.

    Raises:
        ReleaseError: something is not as it should be.
    """
    wheel, archive = make()
    with ZipFile(wheel) as content:
        check_wheel(content.namelist())
    _run([sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(archive)])
    shutil.rmtree(_TRIAL, ignore_errors=True)
    for title, way in (("pipx", _by_pipx), ("pip", _by_pip)):
        place = _TRIAL / f"by {title}"
        (place / "elsewhere").mkdir(parents=True)
        way(wheel, place)
    for file in (wheel, archive):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.1f} MB")


def make() -> tuple[Path, Path]:
    """Wheel and source archive; the wheel is the same from the checkout and from the archive.

    Raises:
        ReleaseError: one could not be made, or the wheels differ.
    """
    shutil.rmtree(_MADE, ignore_errors=True)
    again = BUILD / "dist from checkout"
    shutil.rmtree(again, ignore_errors=True)
    call = [sys.executable, "-m", "build", "--outdir"]
    # Relative, since pip takes spaces for the end of a name.
    pins = {"PIP_CONSTRAINT": _PINS}
    _run([*call, str(_MADE), str(ROOT)], pins)  # the archive, and the wheel from it
    _run([*call, str(again), "--wheel", str(ROOT)], pins)
    wheels = [next(folder.glob("*.whl")) for folder in (_MADE, again)]
    if wheels[0].read_bytes() != wheels[1].read_bytes():
        message = "the wheel made from the checkout differs from the one made from the source archive"
        raise ReleaseError(message)
    return wheels[0], next(_MADE.glob("*.tar.gz"))


def check_wheel(names: Sequence[str]) -> None:
    """Look whether a wheel holds what photosim needs, and nothing else.

    Args:
        names: of the files in it.

    Raises:
        ReleaseError: something is missing or too much; all of it is named.
    """
    inside = f"{NAME}/bundled"
    wanted = {f"{NAME}/py.typed", f"{NAME}-{VERSION}.dist-info/licenses/LICENSE"}
    wanted |= {f"{NAME}-{VERSION}.dist-info/licenses/NOTICE"}
    wanted |= {file.relative_to(ROOT).as_posix() for file in (ROOT / NAME).rglob("*.py")}
    for folder, kinds in (
        ("models", ("onnx", "json", "npy", "txt")),
        ("resources", ("svg", "qm", "json", "npy", "npz")),
    ):
        found = (file for kind in kinds for file in (ROOT / folder).rglob(f"*.{kind}"))
        wanted |= {f"{inside}/{file.relative_to(ROOT).as_posix()}" for file in found}
    wanted |= {f"{inside}/resources/{name}" for name in ("WordNet.LICENSE.txt", "words.txt", "everyday_words.txt")}
    missing = sorted(wanted - set(names))
    own = (f"{NAME}/", f"{NAME}-{VERSION}.dist-info/")
    excess = [name for name in names if not name.startswith(own) or (inside in name and name.endswith((".py", ".ts")))]
    if missing or excess:
        message = f"the wheel lacks {missing or 'nothing'} and should not hold {excess or 'anything else'}"
        raise ReleaseError(message)


def _by_pipx(wheel: Path, place: Path) -> None:
    """Installed by pipx into a home of its own, and taken away again without a trace of it."""
    home, programs = place / "pipx home", place / "Programme für mich"
    environment = {"PIPX_HOME": str(home), "PIPX_BIN_DIR": str(programs), "PIPX_MAN_DIR": str(place / "man")}
    environment |= {"PIPX_DEFAULT_PYTHON": sys.executable, "USE_EMOJI": "0"}
    pipx = [sys.executable, "-m", "pipx"]
    pins = f"-c {shlex.quote(str(ROOT / _PINS))}"
    _run([*pipx, "install", "--pip-args", pins, f"{wheel}[demo]"], environment)
    _use(programs / _program(NAME), place)
    _run([*pipx, "uninstall", NAME], environment)
    # An empty file stays, by which pipx keeps two of itself apart.
    left = [*(path for path in (home / "venvs").iterdir() if path.suffix != ".lock"), *programs.iterdir()]
    if left:
        message = f"pipx left behind: {', '.join(map(str, left))}"
        raise ReleaseError(message)


def _by_pip(wheel: Path, place: Path) -> None:
    """Installed by pip into a virtual environment."""
    home = place / "my environment"
    _run([sys.executable, "-m", "venv", str(home)])
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(programs / _program("python")), "-m", "pip"]
    _run([*pip, "install", "--quiet", "-c", _PINS, f"{wheel}[demo]"])
    _use(programs / _program(NAME), place)


def _program(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


def _use(program: Path, place: Path) -> None:
    """Say the version, run the demonstration, find a word in its photos, tell the state of their library.

    Raises:
        ReleaseError: an answer is not the right one.
    """
    elsewhere, data = place / "elsewhere", place / "data"
    version = _ask(program, elsewhere, "--version").strip()
    _expect(version == f"{NAME} {VERSION}", f"{program} says {version!r} when asked for its version")
    below = ("--data-dir", str(data), "--json")
    demo = json.loads(_ask(program, elsewhere, *below, "demo", "--screenshot", "window.png"))
    colours = [_colours(Path(picture), program) for picture in demo["screenshots"]]
    _expect(min(colours) > _FEWEST_COLOURS, f"a picture of the window has {min(colours)} colours only")
    found = json.loads(_ask(program, elsewhere, *below, "find", "cat"))["matches"]
    _expect("cat" in Path(found[0]["path"]).name, f"a search for 'cat' found {found[0]['path']}")
    status = json.loads(_ask(program, elsewhere, *below, "status"))
    indexed = status["indexed"]
    _expect(indexed == demo["photos"], f"{indexed} of {demo['photos']} photos are indexed")
    print(f"{program.relative_to(BUILD)}: {version}, {indexed} photos, {len(found)} of a cat, {len(colours)} pictures")


def _colours(picture: Path, program: Path) -> int:
    """Counted by the installed Pillow: these tools have none."""
    count = "import sys; from PIL import Image; print(len(Image.open(sys.argv[1]).convert('RGB').getcolors(1 << 24)))"
    beside = program.resolve().parent / _program("python")
    return int(_ask(beside, picture.parent, "-I", "-c", count, str(picture)))


def _expect(truth: bool, otherwise: str) -> None:
    if not truth:
        raise ReleaseError(otherwise)


def _clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Without what would lead Python to the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **extra}


def _run(call: Sequence[str], extra: Mapping[str, str] | None = None) -> None:
    run(call, _clean_environment(extra or {}))


def _ask(program: Path, folder: Path, *words: str) -> str:
    environment = _clean_environment({"QT_QPA_PLATFORM": "offscreen"})
    call = [str(program), *words]
    done = subprocess.run(
        call, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    _expect(done.returncode == 0, f"{program} {' '.join(words)} ended with status {done.returncode}: {done.stderr}")
    return done.stdout
