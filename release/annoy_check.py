"""Looks on which processors the packaged Annoy runs: on all that x86-64-v2 names, those made since 2009.

By its own choice Annoy is built for the processor of the computer that builds it, and dies on an older one ("illegal
instruction"); the Makefile asks for x86-64-v2, which NumPy and onnxruntime need as well. Here the instructions in the
file are read, and, where qemu is installed, a search is done on an emulated processor of 2008 (Nehalem).
See https://gitlab.com/x86-psABIs/x86-64-ABI for the levels.
"""

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from release.calls import said_by
from release.product import ReleaseError

_INSTRUCTION: Final = re.compile(r"^\s*[0-9a-f]+:\t(?P<text>.+)$", re.MULTILINE)
_PREFIXES: Final = frozenset({"lock", "rep", "repz", "repnz", "bnd", "notrack", "data16", "cs", "ds", "addr32"})
# Names with a `v` before them are AVX and what came later, but for these.
_OLD_WITH_V: Final = frozenset({"verr", "verw", "vmcall", "vmfunc"})
_LATER: Final = frozenset(
    {"andn", "bextr", "blsi", "blsmsk", "blsr", "lzcnt", "tzcnt", "movbe"}
    | {"bzhi", "mulx", "pdep", "pext", "rorx", "sarx", "shlx", "shrx", "adcx", "adox"}
    | {"aesenc", "aesenclast", "aesdec", "aesdeclast", "aesimc", "aeskeygenassist", "pclmulqdq"}
    | {"rdrand", "rdseed", "sha1rnds4", "sha256rnds2", "xsave", "xrstor"}
)
_WIDE_REGISTER: Final = re.compile(r"%[yz]mm\d|%k[0-7]\b")
_SEARCH: Final = """
import importlib.util, math, sys
spec = importlib.util.spec_from_file_location("annoy.annoylib", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
index = module.Annoy(40, "angular")
for number in range(2000):
    index.add_item(number, [math.sin(number * (axis + 1)) for axis in range(40)])
index.build(10)
print(index.get_nns_by_item(7, 5)[0])
"""


def check(inside: Path) -> list[str]:
    """Look at the Annoy in a packaged program.

    Args:
        inside: the folder with its libraries.

    Returns:
        What was found, one line each.

    Raises:
        ReleaseError: it needs a newer processor.
    """
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return [f"Annoy: nothing to look at on {platform.machine()}, where its default is what every processor has"]
    library = next((file for file in sorted(inside.glob("annoy/annoylib.*")) if file.suffix in {".so", ".pyd"}), None)
    if library is None:
        message = "there is no Annoy in the packaged program"
        raise ReleaseError(message)
    return [_by_disassembly(library), _by_emulation(library)]


def _by_disassembly(library: Path) -> str:
    tool = shutil.which("objdump") or shutil.which("llvm-objdump")
    if tool is None:
        return "Annoy: its instructions were not read, there is no objdump"
    text = disassembled(tool, library)
    instructions = len(_INSTRUCTION.findall(text))
    if not instructions:
        message = f"objdump finds no instructions in {library.name}"
        raise ReleaseError(message)
    if found := newer_instructions(text.splitlines()):
        few = ", ".join(found[:5])
        message = f"Annoy was built for a newer processor than x86-64-v2: {len(found)} other instructions, as {few}"
        raise ReleaseError(message)
    return f"Annoy: read {instructions:,} instructions, all of them x86-64-v2"


def disassembled(tool: str, library: Path) -> str:
    """What `objdump` makes of the code in a library.

    Raises:
        ReleaseError: it cannot read it.
    """
    return said_by([tool, "-d", "--no-show-raw-insn", library], f"{library.name} cannot be disassembled")


def newer_instructions(lines: Iterable[str]) -> list[str]:
    """Names of instructions that came after x86-64-v2, sorted.

    Args:
        lines: of `objdump -d --no-show-raw-insn` in AT&T's notation.
    """
    found = set()
    for line in lines:
        match = _INSTRUCTION.match(line)
        if match is None:
            continue
        words = [word for word in match["text"].split() if word not in _PREFIXES]
        name = words[0] if words else ""
        if _is_newer(name) or _WIDE_REGISTER.search(match["text"]):
            found.add(name)
    return sorted(found)


def _is_newer(name: str) -> bool:
    """Whether it is AVX or later; an `l` or `q` for the size of what it works on may hang on the name."""
    if name.startswith("v"):
        return name not in _OLD_WITH_V
    return name in _LATER or (name[-1:] in {"l", "q", "w"} and name[:-1] in _LATER)


def _by_emulation(library: Path) -> str:
    tool = shutil.which("qemu-x86_64")
    if tool is None or sys.platform != "linux":
        return "Annoy: not run on an older processor, there is no qemu-x86_64"
    call = [tool, "-cpu", "Nehalem", sys.executable, "-c", _SEARCH, str(library)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode or done.stdout.strip() != "7":
        said = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        message = f"Annoy does not run on an emulated Nehalem: {said}"
        raise ReleaseError(message)
    return "Annoy: builds and searches on an emulated Nehalem"
