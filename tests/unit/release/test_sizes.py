"""The packaged program is weighed by part, and held to its largest size."""

import json
import os
import platform
import sys
from pathlib import Path

import pytest

from release import product, sizes
from release.archives import archive_name
from release.product import ReleaseError


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("photosim", "program"),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "Qt libraries"),
        ("_internal/PySide6/Qt6Gui.dll", "Qt libraries"),
        ("_internal/PySide6/Qt/plugins/platforms/libqxcb.so", "Qt plugins"),
        ("_internal/PySide6/translations/qtbase_de.qm", "Qt plugins"),
        ("_internal/PySide6/QtCore.abi3.so", "PySide6"),
        ("_internal/shiboken6/libshiboken6.abi3.so.6.11", "PySide6"),
        ("_internal/onnxruntime/capi/libonnxruntime_providers_shared.so", "onnxruntime"),
        ("_internal/onnx/onnx_cpp2py_export.so", "onnx, protobuf"),
        ("_internal/google/_upb/_message.abi3.so", "onnx, protobuf"),
        ("_internal/numpy.libs/libscipy_openblas64_-32a4b2a6.so", "NumPy"),
        ("_internal/pillow.libs/libavif-c6062d5f.so.16.4.2", "Pillow"),
        ("_internal/libpython3.11.so.1.0", "Python"),
        ("_internal/python3.11/lib-dynload/_ssl.so", "Python"),
        ("_internal/python311.dll", "Python"),
        ("_internal/libssl.so.3", "libraries of the system"),
        ("_internal/models/efficientnet-lite0.onnx", "models"),
        ("_internal/resources/words.npy", "resources"),
        ("_internal/LICENSE", "licences"),
        ("THIRD-PARTY-LICENCES.txt", "licences"),
        ("_internal/what.ever", "program"),
    ],
)
def test_every_file_has_its_part(place: str, part: str) -> None:
    assert sizes.part_of(place) == part


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(product, "APP", tmp_path / "app")
    monkeypatch.setattr(sizes, "DOWNLOADS", tmp_path / "release")
    monkeypatch.setattr(sizes, "_REPORT", tmp_path / "sizes.json")
    folder = tmp_path / "app" / "photosim"
    for name, data in {
        "photosim": bytes(2_000),
        "_internal/models/one.onnx": os.urandom(50_000),
        "_internal/models/one.json": b"{}",
        "_internal/libssl.so.3": bytes(100_000),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_parts_are_weighed_unpacked_and_packed(program: Path) -> None:
    library, models, rest = sizes.weigh(program)
    assert (library.name, library.files, library.unpacked) == ("libraries of the system", 1, 100_000)
    assert (models.name, models.files, models.unpacked) == ("models", 2, 50_002)
    assert (rest.name, rest.files, rest.unpacked) == ("program", 1, 2_000)
    assert library.packed < 2_000
    assert 50_000 < models.packed < 52_000


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_weigh_nothing(program: Path) -> None:
    (program / "_internal/libcrypto.so.3").symlink_to("libssl.so.3")
    assert sum(part.files for part in sizes.weigh(program)) == 4


def test_the_step_writes_a_report(program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes.sizes()
    report = json.loads((tmp_path / "sizes.json").read_text())
    assert report["unpacked"] == 152_002
    assert report["archive"] is None
    assert report["packed"] == sum(part["packed"] for part in report["parts"])
    shown = capsys.readouterr().out
    assert "sum of the parts" in shown
    assert shown.splitlines()[-1].split() == ["at", "most", "300.0", "120.0"]


def test_the_archive_counts_where_it_is_of_this_build(program: Path, tmp_path: Path) -> None:
    archive = tmp_path / "release" / archive_name(sys.platform, platform.machine())
    archive.parent.mkdir()
    archive.write_bytes(bytes(777))
    sizes.sizes()
    assert json.loads((tmp_path / "sizes.json").read_text())["packed"] == 777
    os.utime(archive, (0, 0))
    sizes.sizes()
    assert json.loads((tmp_path / "sizes.json").read_text())["archive"] is None


def test_too_large_is_no_release(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes.check_sizes(300_000_000, 120_000_000)
    with pytest.raises(ReleaseError, match=r"301\.0 MB unpacked; a release may have 300"):
        sizes.check_sizes(301_000_000, 0)
    with pytest.raises(ReleaseError, match=r"121\.0 MB packed; a release may have 120"):
        sizes.check_sizes(0, 121_000_000)
    monkeypatch.setattr(sizes, "MOST_UNPACKED", 150_000)
    with pytest.raises(ReleaseError, match="unpacked"):
        sizes.sizes()
