"""Has PyInstaller make the program."""

import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from photosim.ui.kept_code import PACKAGED_FILE
from release import depends
from release.calls import run, said_by
from release.product import APP, BUILD, INSIDE, NAME, ROOT
from release.windows_program import version_facts

ICONS: Final = BUILD / "icons"
"""The program's icon in all kinds, made by the build."""
_COMPILE: Final = """
import sys
from pathlib import Path
sys.dont_write_bytecode = False
from photosim.ui.kept_code import keeping_code
with keeping_code(Path(sys.argv[1])):
    import PySide6.QtCore
"""


def build() -> None:
    """The program in `build/app`, made anew.

    Raises:
        ReleaseError: PyInstaller failed; it has said why.
    """
    call = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    places = [f"--distpath={APP}", f"--workpath={BUILD / 'pyinstaller'}", str(ROOT / "build_app.spec")]
    run([*call, *places])
    if sys.platform == "linux":
        strip_python(APP / NAME / INSIDE)


def compiled_code() -> tuple[str, str]:
    """What PySide would compile at each start of the program, compiled anew; the file, and the folder it goes to.

    Raises:
        ReleaseError: PySide cannot be imported.
    """
    file = BUILD / PACKAGED_FILE.name
    file.unlink(missing_ok=True)
    run([sys.executable, "-c", _COMPILE, str(file)])  # a process of its own: this one must not load Qt
    return str(file), PACKAGED_FILE.parent.relative_to(ROOT).as_posix()


def needed_libraries(platform: str) -> Callable[[str], Iterable[str]]:
    """What tells which libraries a file asks for, on this system; only for use by PyInstaller."""
    if platform == "linux":
        return depends.libraries_of
    from PyInstaller.depend.bindepend import get_imports  # noqa: PLC0415 - only there

    return lambda file: [name for name, _ in get_imports(file)]


def version_resource(program: str, platform: str) -> Any:  # noqa: ANN401 - PyInstaller's, without types
    """The version resource of a program of Windows; None on other systems."""
    if platform != "win32":
        return None
    from PyInstaller.utils.win32 import versioninfo as info  # noqa: PLC0415 - only there

    facts = version_facts(program)
    texts = [info.StringStruct(key, value) for key, value in facts.texts.items()]
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=facts.numbers, prodvers=facts.numbers),
        kids=[
            info.StringFileInfo([info.StringTable("040904B0", texts)]),  # English, UTF-16
            info.VarFileInfo([info.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )


def strip_python(folder: Path) -> None:
    """Take the names for debuggers out of what was built on this computer: Python, where it was, and Annoy.

    They are 22 of 35 MB, and name folders of this computer. The libraries of wheels are left alone: their makers did
    what can be done, and have rewritten them in ways that `strip` does not expect
    (https://github.com/pypa/auditwheel/issues/103).

    Args:
        folder: with `libpython*`, `python*/lib-dynload` and `annoy`.

    Raises:
        ReleaseError: `strip` failed on one.
    """
    tool = shutil.which("strip")
    if tool is None:
        return
    files = [*folder.glob("libpython*.so*"), *folder.glob("python3*/lib-dynload/*.so"), *folder.glob("annoy/*.so")]
    for file in sorted(files):
        said_by([tool, "--strip-debug", file], f"{file.name} cannot be stripped")
