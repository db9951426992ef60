"""What the packaged program does before photosim itself starts."""

import os
import sys
from pathlib import Path

import pytest

from release import start


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"HOME": "/home"})
    monkeypatch.setattr(sys, "platform", "linux")


def _known() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def test_the_first_certificates_there_are_are_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = str(tmp_path / "missing.pem"), str(tmp_path / "there.pem")
    Path(second).touch()
    monkeypatch.setattr(start, "_CERTIFICATES", (first, second))
    start._find_certificates()
    assert _known() == {"HOME": "/home", "SSL_CERT_FILE": second}


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_what_the_user_trusts_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(start, "_CERTIFICATES", (str(tmp_path),))
    os.environ[name] = "/own"
    start._find_certificates()
    assert _known() == {"HOME": "/home", name: "/own"}


def test_without_any_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "_CERTIFICATES", ("/not/there.pem",))
    start._find_certificates()
    assert _known() == {"HOME": "/home"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/bundle"}, {}),
        ({"LD_LIBRARY_PATH": "/bundle:/own", "LD_LIBRARY_PATH_ORIG": "/own"}, {"LD_LIBRARY_PATH": "/own"}),
        ({"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": ""}, {"LD_LIBRARY_PATH": ""}),
        ({}, {}),
    ],
)
def test_other_programs_get_their_own_libraries(before: dict[str, str], after: dict[str, str]) -> None:
    os.environ.update(before)
    start._spare_other_programs()
    assert _known() == {"HOME": "/home", **after}
