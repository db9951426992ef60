"""What the program needs of a system: read as `objdump` tells it."""

import shutil
import sys
from pathlib import Path

import pytest

from release.depends import Needs, libraries_of, needs_of, packages, parse
from release.product import ReleaseError

TOLD = """
/build/app/photosim:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libdl.so.2
  NEEDED               libown.so.1
  NEEDED               libc.so.6

Version References:
  required from libc.so.6:
    0x09691a75 0x00 03 GLIBC_2.2.5
    0x069691b4 0x00 02 GLIBC_2.34

/build/app/_internal/libown.so.1:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libstdc++.so.6
  NEEDED               libGL.so.1
  SONAME               libown.so.1

Version definitions:
1 0x01 0x0a0b0c0d libown.so.1
2 0x00 0x0a0b0c0d GLIBC_9.99
Version References:
  required from libstdc++.so.6:
    0x02297f89 0x00 04 GLIBCXX_3.4.9
    0x02297f90 0x00 05 GLIBCXX_3.4.30
    0x0bafd179 0x00 02 CXXABI_1.3.9
  required from libc.so.6:
    0x069691b4 0x00 02 GLIBC_2.4

/build/app/_internal/PySide6/libqgtk3.so:     file format elf64-x86-64
  NEEDED               libgtk-3.so.0
  NEEDED               libc.so.6
"""


def test_packages_of_what_is_not_brought_along() -> None:
    needs = parse(TOLD)
    assert needs.versions == {"GLIBC": (2, 34), "GLIBCXX": (3, 4, 30)}
    assert packages(needs, ["photosim", "libown.so.1", "libqgtk3.so"]) == (
        ["libc6 (>= 2.34)", "libgl1", "libstdc++6 (>= 12)"],
        ["libgtk-3-0"],
    )


def test_library_without_a_known_package_is_refused() -> None:
    with pytest.raises(ReleaseError, match=r"a\.so needs libodd\.so\.3"):
        packages(Needs({"a.so": ("libodd.so.3",)}), ["a.so"])
    with pytest.raises(ReleaseError, match="GLIBCXX_3"):
        packages(Needs({"a.so": ("libstdc++.so.6",)}, {"GLIBCXX": (3, 4, 99)}), [])


needs_objdump = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("objdump") is None, reason="objdump on Linux"
)


@needs_objdump
def test_real_program_is_read(tmp_path: Path) -> None:
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "python")
    (tmp_path / "text.so").write_text("no library")
    needs = needs_of(tmp_path)
    assert "libc.so.6" in needs.libraries["python"]
    assert needs.versions["GLIBC"] >= (2, 2)
    hard, soft = packages(Needs({"x": ("libc.so.6",)}, needs.versions), [])
    assert hard[0].startswith("libc6 (>= 2.")
    assert soft == []


@needs_objdump
def test_what_a_library_asks_for_is_read(tmp_path: Path) -> None:
    from PySide6 import QtSvg  # noqa: PLC0415 - only its file

    assert "libQt6Svg.so.6" in libraries_of(str(QtSvg.__file__))
    (tmp_path / "text.so").write_text("no library")
    with pytest.raises(ReleaseError, match=r"objdump failed: .*text\.so"):
        libraries_of(str(tmp_path / "text.so"))


def test_folder_without_a_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no program"):
        needs_of(tmp_path)
