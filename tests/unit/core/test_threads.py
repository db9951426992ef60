"""Cores that may be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from photosim.core.threads import usable_cores


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("max 100000", None),
        ("100000 100000", 1),
        ("50000 100000", 1),
        ("0 0", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_container_quota(tmp_path: Path, text: str, most: int | None) -> None:
    (tmp_path / "cpu.max").write_text(text)
    without = usable_cores(tmp_path / "absent")
    assert usable_cores(tmp_path / "cpu.max") == (min(most, without) if most else without)
    assert 1 <= without <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system has no affinity mask")
def test_affinity_mask() -> None:
    code = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from photosim.core.threads import usable_cores; print(usable_cores())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "1"
