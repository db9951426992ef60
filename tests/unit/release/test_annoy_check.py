"""The packaged Annoy is held to old processors: instructions of newer ones are seen for what they are."""

import platform
import shutil
from pathlib import Path

import annoy
import pytest

from release import annoy_check
from release.product import ReleaseError

OLD = """
0000000000004050 <PyInit_annoylib>:
    4050:\tendbr64
    4054:\tsub    $0x8,%rsp
    4058:\tmulps  %xmm1,%xmm0
    405b:\tpopcnt %rax,%rcx
    405f:\tpinsrd $0x1,%eax,%xmm0
    4065:\trep stos %al,%es:(%rdi)
    4067:\tlock cmpxchg %ecx,(%rdx)
    406b:\tmovsldup %xmm0,%xmm1
    406f:\tverr   %ax
    4072:\tcall   4030 <vaddps@plt>
    4077:\tret
""".splitlines()


def test_what_every_processor_has_is_let_through() -> None:
    assert annoy_check.newer_instructions(OLD) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vaddps %xmm0,%xmm1,%xmm2", "vaddps"),
        ("vfmadd231ps (%rax),%ymm0,%ymm1", "vfmadd231ps"),
        ("vzeroupper", "vzeroupper"),
        ("kmovb  %k1,%eax", "kmovb"),
        ("paddd  %zmm0,%zmm1", "paddd"),
        ("shlx   %rax,%rcx,%rdx", "shlx"),
        ("andn   %rax,%rcx,%rdx", "andn"),
        ("bzhil  %eax,(%rcx),%edx", "bzhil"),
        ("lzcnt  %rax,%rcx", "lzcnt"),
        ("tzcnt  %rax,%rcx", "tzcnt"),
        ("tzcntq (%rax),%rcx", "tzcntq"),
        ("movbe  (%rax),%ecx", "movbe"),
        ("movbel (%rax),%ecx", "movbel"),
        ("rorx   $0x2,%rax,%rcx", "rorx"),
        ("lock movbe %ecx,(%rax)", "movbe"),
    ],
)
def test_what_came_later_is_seen(text: str, name: str) -> None:
    assert annoy_check.newer_instructions([*OLD, f"    4080:\t{text}"]) == [name]


needs_objdump = pytest.mark.skipif(
    shutil.which("objdump") is None or platform.machine() != "x86_64", reason="needs objdump and an x86-64"
)


@needs_objdump
def test_real_code_is_read() -> None:
    library = next(Path(str(annoy.__file__)).parent.glob("annoylib.*.so"))
    text = annoy_check.disassembled("objdump", library)
    assert "<PyInit_annoylib" in text
    assert len(annoy_check._INSTRUCTION.findall(text)) > 5_000


@needs_objdump
def test_a_library_for_newer_processors_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "annoy" / "annoylib.cpython-311-x86_64-linux-gnu.so"
    library.parent.mkdir()
    shutil.copy(next(Path(str(annoy.__file__)).parent.glob("annoylib.*.so")), library)
    monkeypatch.setattr(
        annoy_check, "disassembled", lambda tool, file: "\n".join([*OLD, "    40:\tvaddps %ymm0,%ymm1"])
    )
    with pytest.raises(ReleaseError, match=r"newer processor than x86-64-v2: 1 other instructions, as vaddps"):
        annoy_check.check(tmp_path)


@needs_objdump
def test_a_file_that_is_no_library_is_an_error(tmp_path: Path) -> None:
    library = tmp_path / "annoy" / "annoylib.so"
    library.parent.mkdir()
    library.write_text("no library")
    with pytest.raises(ReleaseError, match=r"annoylib\.so cannot be disassembled"):
        annoy_check.check(tmp_path)


def test_without_annoy_there_is_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "AMD64")
    with pytest.raises(ReleaseError, match="no Annoy"):
        annoy_check.check(tmp_path)


def test_elsewhere_there_is_nothing_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    (line,) = annoy_check.check(tmp_path)
    assert "nothing to look at on arm64" in line
