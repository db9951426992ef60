"""What a wheel must hold, and must not."""

import re

import pytest

from release.dist import check_wheel
from release.extra import requirements
from release.product import ROOT, VERSION, ReleaseError

INFO = f"photosim-{VERSION}.dist-info"


def full() -> list[str]:
    """The names in a wheel as it should be."""
    code = [file.relative_to(ROOT).as_posix() for file in (ROOT / "photosim").rglob("*.py")]
    made = {".py", ".pyc", ".ts"}
    files = [
        f"photosim/bundled/{file.relative_to(ROOT).as_posix()}"
        for folder in ("models", "resources")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix not in made
    ]
    return [
        *code,
        *files,
        "photosim/py.typed",
        f"{INFO}/METADATA",
        f"{INFO}/licenses/LICENSE",
        f"{INFO}/licenses/NOTICE",
    ]


def test_a_full_wheel_passes() -> None:
    check_wheel(full())


@pytest.mark.parametrize(
    "name",
    [
        "photosim/py.typed",
        "photosim/ui/about.py",
        "photosim/bundled/models/efficientnet-lite0.onnx",
        "photosim/bundled/models/efficientnet-lite0.LICENSE.txt",
        "photosim/bundled/resources/icons/search.svg",
        "photosim/bundled/resources/translations/photosim_de.qm",
        "photosim/bundled/resources/WordNet.LICENSE.txt",
        f"{INFO}/licenses/NOTICE",
    ],
)
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(ReleaseError, match=re.escape(name)):
        check_wheel([one for one in full() if one != name])


@pytest.mark.parametrize("name", ["tests/support.py", "release/dist.py", "photosim/bundled/resources/make_words.py"])
def test_what_is_too_much_is_named(name: str) -> None:
    with pytest.raises(ReleaseError, match=re.escape(name)):
        check_wheel([*full(), name])


def test_every_tool_that_is_installed_has_a_pin() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    for extra in ("app", "publish", "test", "demo"):
        for line in requirements(extra):
            name = re.split(r"[<>=; \[]", line)[0].lower().replace("_", "-")
            assert re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE), name
