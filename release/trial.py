"""A copy of the packaged program where nobody expected it to be, used as people use it.

The folder it lies in and the home of its user have names with spaces and letters of several scripts, nothing can be
written to the former, no Python can be found, and the environment holds hardly more than a system gives. Whatever the
program says or leaves behind beyond what was expected is an error.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from release.product import NAME, ReleaseError
from release.tree import sha256

_LIMIT_SECONDS: Final = 180
_FOLDER: Final = "Bilder für Ömer 日本"
_HOME: Final = "Zuhause von Žofie и Ольга"
_ELSEWHERE: Final = "another folder"
_NO_PYTHON: Final = "nonexistent"
_LOG_LINE: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO [\w.]+: (?P<message>.*)")
_PROGRESS: Final = re.compile(
    r"(Scanning|Reading dates|Reading photos|Comparing photos|Looking closely .+): [\d,/]+.*"
    r"|Building the search index|[\d,]+/[\d,]+ photos.*"
)
"""How far a long call is, told every ten seconds; a quick computer sees none of it."""
_EXPECTED_IN_LOG: Final = (
    r"window closed, all work ended",
    r"leaving with status 0",
    r"paths handed over by a second start: \d+",
    # The offscreen platform says so of every window.
    r"Qt: This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)",
)


class Trial:
    """A copy of the program in a place of its own, its user's home, and what it may not leave there.

    Args:
        bundle: what PyInstaller made: a folder, or a `.app`.
        base: a folder for all of it, which is emptied first.

    Attributes:
        folder: the copy.
        home: the user's.
        elsewhere: a folder to be in while the program is called.
    """

    def __init__(self, bundle: Path, base: Path) -> None:
        remove_tree(base)
        self.folder = base / _FOLDER / bundle.name
        self.home = base / _HOME
        self.elsewhere = base / _ELSEWHERE
        self._temporary = base / "tmp"
        # As systems have it, somewhere with a short path: that of a socket in it has 104 bytes at most.
        self._session = Path(tempfile.mkdtemp(prefix="photosim-"))
        shutil.copytree(bundle, self.folder, symlinks=True)
        for made in (self.home, self.elsewhere, self._temporary):
            made.mkdir(mode=0o700)
        _let_write(self.folder, allowed=False)
        self._before = _listing(self.folder)

    @property
    def program(self) -> Path:
        """What opens the window."""
        if sys.platform == "win32":
            return self.folder / f"{NAME}.exe"
        return self.folder / "Contents" / "MacOS" / NAME if sys.platform == "darwin" else self.folder / NAME

    @property
    def console_program(self) -> Path:
        """What is called in a terminal: on Windows only such a program has a standard output."""
        console = self.folder / f"{NAME}-cli.exe"
        return console if console.exists() else self.program

    def environment(self, changes: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a system gives a program, without a screen and with no Python to be found."""
        home = str(self.home)
        temporary = str(self._temporary)
        common = {"HOME": home, "PATH": str(self.home.with_name(_NO_PYTHON)), "TMPDIR": temporary}
        if sys.platform == "win32":
            windows = {key: os.environ[key] for key in ("SYSTEMROOT", "COMSPEC") if key in os.environ}
            # Known folders of Windows do not come from the environment; `platformdirs` lets these stand for them.
            windows |= {f"WIN_PD_OVERRIDE_{name}": home for name in ("LOCAL_APPDATA", "APPDATA")}
            return common | windows | {"USERPROFILE": home, "TEMP": temporary, "TMP": temporary} | dict(changes or {})
        return common | {"LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(self._session)} | dict(changes or {})

    def call(
        self,
        *arguments: str | Path,
        status: int = 0,
        errors: Sequence[str] = (),
        changes: Mapping[str, str] | None = None,
        program: Path | str | None = None,
    ) -> str:
        """Run the program to its end.

        Args:
            arguments: of the command line.
            status: the exit status to be expected.
            errors: regular expressions, one for every line to be expected on standard error.
            changes: to the environment.
            program: another way to it than its path.

        Returns:
            What it said on standard output.

        Raises:
            ReleaseError: it did anything else than expected.
        """
        words = [os.fspath(argument) for argument in arguments]
        try:
            done = subprocess.run(
                [os.fspath(program or self.console_program), *words],
                cwd=self.elsewhere,
                env=self.environment(changes),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_LIMIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            message = f"{_shown(words)} had not ended after {_LIMIT_SECONDS} s"
            raise ReleaseError(message) from error
        check_end(_shown(words), done.returncode, done.stderr, status, errors)
        expect(b"pip install" not in done.stdout + done.stderr, "no advice to use pip, which this program has not")
        return done.stdout.decode()

    @contextmanager
    def running(
        self, *arguments: str | Path, program: Path, changes: Mapping[str, str] | None = None, stdin: int | None = None
    ) -> "Iterator[subprocess.Popen[bytes]]":
        """Start the program; whatever happens meanwhile, it does not outlive the block.

        Args:
            arguments: of the command line.
            program: which of its programs.
            changes: to the environment.
            stdin: an open file for its standard input, None for an empty one.
        """
        with subprocess.Popen(
            [program, *arguments],
            cwd=self.elsewhere,
            env=self.environment(changes),
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()

    def ask(self, *arguments: str | Path, errors: Sequence[str] = ()) -> dict[str, Any]:
        """The answer to a call with `--json`."""
        text = self.call("--json", *arguments, errors=errors)
        try:
            answer = json.loads(text)
        except ValueError as error:
            message = f"{_shown(arguments)} answered with no JSON: {text!r}"
            raise ReleaseError(message) from error
        if not isinstance(answer, dict):
            message = f"{_shown(arguments)} answered with {text!r} instead of an object"
            raise ReleaseError(message)
        return answer

    def check_untouched(self) -> str:
        """That the program's own folder is as it was copied, though nothing stops root from writing to it.

        Raises:
            ReleaseError: it is not.
        """
        after = _listing(self.folder)
        changed = sorted(
            name for name in self._before.keys() | after.keys() if self._before.get(name) != after.get(name)
        )
        expect(not changed, f"no change in the program's folder, but these: {', '.join(changed[:5])}")
        left = sorted(path.name for folder in (self._temporary, self._session) for path in folder.iterdir())
        expect(not left, f"no temporary file to be left, but these: {', '.join(left[:5])}")
        return f"its folder of {len(after):,} files and folders is as it was, and no temporary file is left"

    def check_log(self) -> str:
        """That the log is there and holds nothing but what a good run writes.

        Raises:
            ReleaseError: it does not, or the program noted a crash.
        """
        logs = [path for path in self.home.rglob("*.log") if NAME in path.parts or NAME in path.name]
        lines = [line for path in logs for line in path.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            match = _LOG_LINE.fullmatch(line)
            good = match is not None and any(re.fullmatch(text, match["message"]) for text in _EXPECTED_IN_LOG)
            expect(good, f"nothing of note in the log, but: {line}")
        expect(any("leaving with status 0" in line for line in lines), "a log of windows that were closed well")
        return f"{len(lines)} lines in its log, none of them a warning"

    def close(self) -> None:
        """Remove all of it."""
        remove_tree(self._session)
        remove_tree(self.folder.parents[1])


def expect(what: object, text: str) -> None:
    """Insist on something.

    Raises:
        ReleaseError: it is not so.
    """
    if not what:
        message = f"expected {text}"
        raise ReleaseError(message)


def check_end(call: str, status: int, errors: bytes, expected: int = 0, lines: Sequence[str] = ()) -> None:
    """Insist on how a call of the program ended.

    Args:
        call: the call, for the message.
        status: its exit status.
        errors: what came on standard error.
        expected: the status it should have.
        lines: regular expressions for the lines it should have written there.

    Raises:
        ReleaseError: it ended in another way.
    """
    text = errors.decode(errors="replace")
    if status != expected:
        message = f"{call} should have ended with status {expected}, not {status}; it said: {text.strip() or 'nothing'}"
        raise ReleaseError(message)
    said = [line for line in text.splitlines() if not _PROGRESS.fullmatch(line)]
    if len(said) != len(lines) or not all(map(re.fullmatch, lines, said)):
        wanted = "\n".join(lines) or "nothing"
        message = f"{call} should have said on standard error:\n{wanted}\nbut said:\n{text.strip() or 'nothing'}"
        raise ReleaseError(message)


def remove_tree(folder: Path) -> None:
    """Remove a folder, if there is one, whatever its permissions are."""
    if folder.exists():
        _let_write(folder, allowed=True)
        shutil.rmtree(folder)


def _let_write(folder: Path, *, allowed: bool) -> None:
    """Set or clear the right to write to a folder and all in it; on Windows that is an attribute of files."""
    bits = stat.S_IWUSR if allowed else stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | bits if allowed else mode & ~bits)


def _listing(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Of every file and folder: its size, when it was written (nanoseconds), and a hash of its content."""
    return {str(path.relative_to(folder)): _state(path) for path in (folder, *folder.rglob("*"))}


def _state(path: Path) -> tuple[int, int, str]:
    found = path.lstat()
    content = ""
    if path.is_symlink():
        content = str(path.readlink())
    elif path.is_file():
        content = sha256(path)
    return found.st_size, found.st_mtime_ns, content


def _shown(arguments: Sequence[str | Path]) -> str:
    return " ".join([NAME, *map(str, arguments)])
