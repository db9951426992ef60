"""The bill of materials: its parts; the release holds it against the schema itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from release.component import Component
from release.product import VERSION, ReleaseError
from release.sbom import bill, check_there

INNER = Component("inner", "", "Zlib", "inside outer", "", "pkg:generic/inner")
OUTER = Component(
    *("outer", "2.0", "MIT OR GPL-2.0-only", "the package outer", "https://outer.example", "pkg:pypi/outer@2.0"),
    files=("_internal/outer.so", "_internal/outer.dat"),
    needs=("pkg:generic/inner",),
)
OWN = ["_internal/resources/photo.svg"]
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_what_it_says_of_itself() -> None:
    made = bill([OUTER, INNER], OWN, lambda _: "0" * 64, "linux-x86_64", WHEN)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert made["metadata"]["timestamp"] == "2026-01-02T03:04:05+00:00"
    root = made["metadata"]["component"]
    assert (root["name"], root["version"]) == ("photosim", VERSION)
    assert [part["name"] for part in root["components"]] == OWN


def test_a_component_has_licence_address_and_hashed_files() -> None:
    made = bill([OUTER, INNER], OWN, lambda place: place.encode().hex().ljust(64, "0")[:64], "linux-x86_64", WHEN)
    outer, inner = made["components"]
    assert outer["licenses"] == [{"expression": "MIT OR GPL-2.0-only"}]
    assert outer["purl"] == outer["bom-ref"] == "pkg:pypi/outer@2.0"
    assert outer["externalReferences"] == [{"type": "website", "url": "https://outer.example"}]
    assert [part["name"] for part in outer["components"]] == list(OUTER.files)
    hashes = [part["hashes"] for part in outer["components"]]
    assert hashes[0][0]["content"] != hashes[1][0]["content"]
    assert "version" not in inner
    assert "components" not in inner


def test_the_program_needs_what_nothing_else_does() -> None:
    made = bill([OUTER, INNER], OWN, lambda _: "0" * 64, "linux-x86_64", WHEN)
    needs = {entry["ref"]: entry["dependsOn"] for entry in made["dependencies"]}
    assert needs == {
        f"pkg:generic/photosim@{VERSION}": ["pkg:pypi/outer@2.0"],
        "pkg:pypi/outer@2.0": ["pkg:generic/inner"],
        "pkg:generic/inner": [],
    }


def test_its_number_is_of_its_content() -> None:
    def number(digest: str, system: str = "linux-x86_64") -> str:
        made = bill([OUTER], OWN, lambda _: digest, system, WHEN)
        return str(made["serialNumber"])

    assert number("0" * 64) == number("0" * 64)
    assert len({number("0" * 64), number("1" * 64), number("0" * 64, "macos-arm64")}) == 3


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    for place in OUTER.files:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(b"abc")
    check_there(tmp_path, [OUTER, INNER])
    (tmp_path / OUTER.files[1]).unlink()
    with pytest.raises(ReleaseError, match=f"{OUTER.files[1]} is missing; build the program anew"):
        check_there(tmp_path, [OUTER, INNER])
