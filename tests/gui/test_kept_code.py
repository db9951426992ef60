"""What PySide compiles at each start is compiled once."""

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from photosim.ui.kept_code import keeping_code, read_code, usual_file
from tests.gui.x_desktop import ROOT
from tests.support import program_environment

NAME = "shibokensupport/signature/some.py"
LATE = "shibokensupport/signature/lib/pyi_generator.py"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "code.pyc"


def value_of(source: str | bytes, name: str, file: Path) -> object:
    """What `value` is after the module was run."""
    with keeping_code(file):
        code = compile(source, name, "exec")
    found: dict[str, object] = {"__name__": "some"}
    exec(code, found)
    return found.get("value")


def count_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    compiled: list[str] = []
    usual = builtins.compile

    def compile_(*asked: object) -> object:
        compiled.append(str(asked[1]))
        return usual(*asked)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "compile", compile_)
    return compiled


@pytest.mark.parametrize("source", ["value = 7", b"value = 7"])
def test_theirs_are_compiled_once(source: str | bytes, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = count_compiled(monkeypatch)
    assert [value_of(source, NAME, file) for _ in range(3)] == [7, 7, 7]
    assert compiled == [NAME]
    assert list(file.parent.iterdir()) == [file]


def test_a_new_version_is_compiled_anew(file: Path) -> None:
    assert value_of("value = 7", NAME, file) == 7
    assert value_of("value = 7", LATE.replace("pyi", "py"), file) == 7
    assert value_of("value = 8", NAME, file) == 8
    assert value_of("value = 8", NAME, file) == 8
    assert len(read_code(file)) == 2


def test_others_are_none_of_its_business(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = count_compiled(monkeypatch)
    assert value_of("value = 7", "photosim/shibokensupport/some.py", file) == 7
    with keeping_code(file):
        assert eval(compile("1 + 1", NAME, "eval")) == 2
        assert eval(compile("1 + 1", NAME, mode="eval")) == 2
        compile("value = 7", NAME, "exec", 0, True)
    assert len(compiled) == 4
    assert not file.exists()


def test_compiling_is_as_before_afterwards(file: Path) -> None:
    usual = builtins.compile
    with pytest.raises(SyntaxError):
        value_of("value =", NAME, file)
    assert builtins.compile is usual
    assert not file.exists()


def test_a_damaged_file_is_written_anew(file: Path) -> None:
    value_of("value = 7", NAME, file)
    whole = file.read_bytes()
    for damaged in (b"", whole[:7], whole[:-1], whole[:20] + b"x" + whole[21:], b"x" + whole[1:]):
        file.write_bytes(damaged)
        assert read_code(file) == {}
        assert value_of("value = 7", NAME, file) == 7
        assert file.read_bytes() == whole


def test_nothing_is_written_where_python_writes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert value_of("value = 7", NAME, file / "elsewhere" / "code.pyc") == 7
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert value_of("value = 7", NAME, file) == 7
    monkeypatch.delattr(sys, "frozen")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert value_of("value = 7", NAME, file) == 7
    assert list(file.parent.parent.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert value_of("value = 7", NAME, file) == 7
    assert list(file.parent.iterdir()) == []


def test_the_writer_of_stubs_is_run_when_it_is_asked_for(file: Path) -> None:
    with keeping_code(file):
        code = compile("ran.append(1)\ndef stubs():\n    return ran\n", LATE, "exec")
    module = type(sys)("late")
    module.ran = []  # type: ignore[attr-defined]
    exec(code, vars(module))
    assert not hasattr(module, "__path__")
    assert module.ran == []
    assert module.stubs() == [1]
    assert not hasattr(module, "tubs")
    assert module.stubs() == [1]


def test_the_packaged_program_has_it_beside_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usual_file().parent.name == "__pycache__"
    assert usual_file().name.endswith(f"{sys.implementation.cache_tag}.pyc")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert usual_file() == ROOT / "photosim" / "ui" / "shibokensupport.bin"


LOADING = """
import builtins, sys
compiled, usual = [], builtins.compile
def compile_(source, name, *rest, **options):
    compiled.append(name)
    return usual(source, name, *rest, **options)
builtins.compile = compile_
import photosim.app
assert builtins.compile is compile_
theirs = [name for name in compiled if "shibokensupport" in name or "bootstrap.py" in name]
from PySide6.QtCore import QPoint
try:
    QPoint("no number")
except TypeError as error:
    assert "Supported signatures" in str(error), error
import PySide6.support.signature.lib.pyi_generator as stubs
assert "argparse" not in sys.modules
assert callable(stubs.generate_pyi)
print(len(theirs))
"""


def test_pyside_is_compiled_by_the_first_start_only(tmp_path: Path) -> None:
    """Kept apart from what other tests have compiled."""

    def load() -> int:
        environment = program_environment({"PYTHONPYCACHEPREFIX": str(tmp_path)})
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, "-c", LOADING],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return int(done.stdout)

    assert load() > 10
    assert load() == 0
