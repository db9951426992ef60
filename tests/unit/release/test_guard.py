"""The guard of the packaged program sees what is missing from it and what must not be there."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photosim.assets import THIRD_PARTY
from photosim.ui.kept_code import keeping_code
from release import contents, guard, product, qt_parts
from release.product import INSIDE, ROOT, ReleaseError

COMPILED = f"{INSIDE}/photosim/ui/shibokensupport.bin"
MODULE_ENDING = {"linux": ".cpython-311-x86_64-linux-gnu.so", "win32": ".cp311-win_amd64.pyd", "darwin": ".abi3.so"}


def _plugin(platform: str, kind: str, name: str) -> str:
    if platform == "win32":
        return f"{INSIDE}/PySide6/plugins/{kind}/{name}.dll"
    return f"{INSIDE}/PySide6/Qt/plugins/{kind}/lib{name}.{'so' if platform == 'linux' else 'dylib'}"


def _made(folder: Path, platform: str) -> Path:
    """A folder with the files of a packaged program, empty where only their names count."""
    names = ["photosim.exe", "photosim-cli.exe"] if platform == "win32" else ["photosim"]
    names += [f"{INSIDE}/{module}{MODULE_ENDING[platform]}" for module in guard._MODULES]
    names += [f"{INSIDE}/{library}" for library in guard._LIBRARIES[platform]]
    names += [_plugin(platform, kind, one) for kind, few in qt_parts.plugins(platform).items() for one in few]
    names += [f"{INSIDE}/PySide6/{'' if platform == 'win32' else 'Qt/'}translations/qtbase_de.qm"]
    names.append(THIRD_PARTY)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\x7fELF")
    for source, place in contents.data_files():
        (folder / INSIDE / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder / INSIDE / place)
    compiled = folder / COMPILED
    compiled.parent.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch, keeping_code(compiled):
        patch.setattr(sys, "dont_write_bytecode", False)
        compile("", "shibokensupport/__init__.py", "exec")
    return folder


@pytest.fixture(params=["linux", "win32", "darwin"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def program(tmp_path: Path, platform: str) -> Path:
    return _made(tmp_path, platform)


def test_a_whole_program_is_let_through(program: Path, platform: str) -> None:
    assert guard.missing(program, platform) == []
    assert guard.unwanted(program, platform) == []


def test_any_plugin_that_is_used_is_missed(program: Path, platform: str) -> None:
    for kind, names in qt_parts.plugins(platform).items():
        for name in names:
            file = program / _plugin(platform, kind, name)
            file.rename(program / "away")
            assert guard.missing(program, platform) == [f"missing: Qt's plugin {kind}/{name}"]
            (program / "away").rename(file)


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "NOTICE",
        "models/efficientnet-lite0.onnx",
        "models/efficientnet-lite0.json",
        "models/efficientnet-lite0.LICENSE.txt",
        "resources/WordNet.LICENSE.txt",
        "resources/words.npy",
        "resources/translations/photosim_de.qm",
        "onnxruntime/capi/build_and_package_info.py",
    ],
)
def test_any_file_that_is_used_is_missed(program: Path, platform: str, name: str) -> None:
    file = program / INSIDE / name
    file.write_bytes(file.read_bytes()[:-1])
    assert guard.missing(program, platform) == [f"missing: {INSIDE}/{name}"]
    file.unlink()
    assert guard.missing(program, platform) == [f"missing: {INSIDE}/{name}"]


def test_compiled_code_of_another_python_is_missed(program: Path, platform: str) -> None:
    file = program / COMPILED
    file.write_bytes(b"x" + file.read_bytes()[1:])
    told = ["missing: shibokensupport.bin, compiled by this version of Python"]
    assert guard.missing(program, platform) == told
    file.unlink()
    assert guard.missing(program, platform) == told


def test_any_module_that_is_used_is_missed(program: Path, platform: str) -> None:
    for module in guard._MODULES:
        file = program / f"{INSIDE}/{module}{MODULE_ENDING[platform]}"
        file.rename(program / "away")
        assert guard.missing(program, platform) == [f"missing: {INSIDE}/{module}"]
        (program / "away").rename(file)


def test_the_words_of_qt_in_each_language_are_missed(program: Path, platform: str) -> None:
    next(program.rglob("qtbase_de.qm")).unlink()
    assert guard.missing(program, platform) == ["missing: Qt's qtbase_de.qm"]


def test_the_licences_of_others_are_missed(program: Path, platform: str) -> None:
    (program / THIRD_PARTY).unlink()
    assert guard.missing(program, platform) == [f"missing: {THIRD_PARTY}"]


def test_a_desktop_without_the_pointers_library_is_thought_of(tmp_path: Path) -> None:
    program = _made(tmp_path, "linux")
    (program / INSIDE / "libxcb-cursor.so.0").unlink()
    assert guard.missing(program, "linux") == [f"missing: {INSIDE}/libxcb-cursor.so.0"]


def test_windows_needs_a_program_for_the_command_line(tmp_path: Path) -> None:
    program = _made(tmp_path, "win32")
    (program / "photosim-cli.exe").unlink()
    assert guard.missing(program, "win32") == ["missing: photosim-cli.exe"]


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6Designer.so.6",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/assistant_de.qm",
        "_tcl_data/init.tcl",
        "libtk8.6.so",
        "tkinter/__init__.pyc",
        "pillow_heif.libs/libheif-1.so",
        "libx265-2.so.199",
        "libgtk-3.so.0",
        "libstdc++.so.6",
        "libEGL.so.1",
        "scipy/linalg/_flapack.so",
        "psutil/_psutil_linux.abi3.so",
        "h5py/tests/test_file.py",
        "numpy/_core/tests/data/astype_copy.pkl",
        "photosim-0.1.0.dist-info/direct_url.json",
        "resources/make_words.py",
        "resources/translations/photosim_de.ts",
    ],
)
def test_what_must_not_be_there_is_seen(tmp_path: Path, name: str) -> None:
    program = _made(tmp_path, "linux")
    (program / INSIDE / name).parent.mkdir(parents=True, exist_ok=True)
    (program / INSIDE / name).write_bytes(b"x")
    (found,) = guard.unwanted(program, "linux")
    assert found.startswith("must not be there (")
    assert found.endswith(f": {INSIDE}/{name}")


def _packed(program: Path) -> None:
    (program / "photosim").write_bytes(b"\x7fELF" + bytes(200) + b"UPX!")


def _traced(program: Path) -> None:
    (program / INSIDE / "NOTICE").write_text(f"built in {ROOT}/build\n")


@pytest.mark.parametrize(("change", "found"), [(_packed, "packed by UPX: photosim"), (_traced, "the path of this")])
def test_what_a_file_holds_is_looked_at(tmp_path: Path, change: Callable[[Path], None], found: str) -> None:
    program = _made(tmp_path, "linux")
    change(program)
    assert [found in line for line in guard.unwanted(program, "linux")] == [True]


def test_the_step_says_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "APP", tmp_path)
    with pytest.raises(ReleaseError, match=r"no program yet, .*photosim is missing; run: python -m release build"):
        guard.check()
    program = _made(tmp_path / "photosim", "linux")
    monkeypatch.setattr("sys.platform", "linux")
    (program / INSIDE / "NOTICE").unlink()
    (program / INSIDE / "libgtk-3.so.0").touch()
    with pytest.raises(ReleaseError, match=r"(?s)missing: _internal/NOTICE.*must not be there \(GTK\)"):
        guard.check()
