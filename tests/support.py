"""What several suites need: small photos made on the spot, and photosim as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

ROOT: Final = Path(__file__).parents[1]

# Root may read everything. Without these two capabilities the bits of a folder hold for root as for anybody else
# (capabilities(7)); dropped from the bounding set, they are gone after the next exec.
_AS_ANYBODY: Final = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
    if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
        sys.exit("cannot drop a capability")
os.execv(sys.argv[1], sys.argv[1:])
"""


def make_photo(path: Path, seed: int, size: tuple[int, int] = (160, 120), quality: int = 90) -> Path:
    """A colourful picture that no other seed gives, as large soft spots; the format is that of the file name."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (5, 6, 3), np.uint8))
    coarse.resize(size, Image.Resampling.BICUBIC).save(path, quality=quality)
    return path


def make_photos(folder: Path, count: int, first: int = 0) -> list[Path]:
    """`count` pictures `p000.jpg`, `p001.jpg`, ... in a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    return [make_photo(folder / f"p{number:03d}.jpg", number) for number in range(first, first + count)]


def photosim_command(*arguments: str | Path) -> list[str]:
    """What starts photosim in a process of its own."""
    return [sys.executable, "-m", "photosim", *(os.fspath(argument) for argument in arguments)]


def program_environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of such a process: the checkout can be imported from any folder."""
    path = os.pathsep.join(filter(None, [os.fspath(ROOT), os.environ.get("PYTHONPATH")]))
    kept = {key: value for key, value in os.environ.items() if key != "PHOTOSIM_DATA_DIR"}
    return {**kept, "PYTHONPATH": path, **(changes or {})}


def run(
    command: Sequence[str],
    *,
    stdin: bytes | None = b"",
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run a program to its end; output is bytes, because file names need not be text."""
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        env=program_environment(environment),
        cwd=cwd,
        timeout=120,
        check=False,
    )


def photosim(
    data: Path, *arguments: str | Path, stdin: bytes | None = b"", environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run `photosim --data-dir DATA ...` to its end."""
    return run(photosim_command("--data-dir", data, *arguments), stdin=stdin, environment=environment)


def as_anybody(command: Sequence[str]) -> list[str]:
    """The command for which the permission bits of files count, even where the tests run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return list(command)
    return [sys.executable, "-c", _AS_ANYBODY, *command]


def permissions_count() -> bool:
    """Whether `as_anybody` can keep its word here."""
    if sys.platform == "win32":
        return False
    return run(as_anybody([sys.executable, "-c", ""])).returncode == 0
