"""Every command of the documentation is run, or is accounted for by what runs it."""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from photosim.cli.parser import COMMANDS
from photosim.demo.painted import SCENES
from photosim.demo.samples import write_samples
from tests.docs.pages import PAGES, Block, blocks, lines, shell_blocks
from tests.file_server import FileServer
from tests.small_networks import save, small_classifier
from tests.standins import torch_file, zoo_file
from tests.support import ROOT, program_environment

_VARIABLES: Final = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
POSIX: Final = pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a POSIX shell")
_WEIGHTS: Final = "vgg16-397923af.pth"

SAYS: Final[Mapping[str, str]] = {
    "photosim": r"^photosim.*: [1-9]\d* photos",
    "photosim ~/Pictures": r": [1-9]\d* photos",
    "photosim photo.jpg": r"photo\.jpg.*: [1-9]\d* photos",
    "photosim similar photo.jpg -k 20": r"^ *0\.\d+ .*/cat - \w+\.jpg",
    "photosim similar photo.jpg --focus cat": r"/cat - \w+\.jpg",
    "photosim similar a.jpg b.jpg --together": r"/Pictures/2024/B",
    "photosim find sneaker": r"sneaker",
    "photosim find dog --folder ~/Pictures/2024": r"dog",
    "photosim tags photo.jpg": r"Egyptian cat",
    "photosim tags": r"^ +\d+  cat",
    "photosim words cat": r"dog|kitten|rabbit",
    "photosim duplicates": r"cat",
    "photosim learn": r"Balloons",
    "photosim status": r"Library +.*photosim/library\.db",
    "photosim demo": r"cat and coffee\.jpg, focus: espresso",
    "ls *.jpg | photosim --json similar --batch -": r'^\{"query": "a\.jpg", .*\n\{"query": "b\.jpg", ',
    "photosim models": r"\* EfficientNet-Lite0 .*built-in",
    "photosim models use vgg16": r"vgg16 is in use: [1-9]\d* photos looked at",
    "photosim models use efficientnet-lite0": r"efficientnet-lite0 is in use",
}
"""What some calls have to print, as patterns; all others print something."""
BEFORE: Final[Mapping[str, str]] = {f"photosim models import {_WEIGHTS}": "photosim models remove vgg16"}
"""What its reader has not done at that point: it is one way or the other."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a folder with a `home`, in which a library of `Pictures` is kept, and `work`, to type commands in."""
    base = tmp_path_factory.mktemp("docs") / "a reader"
    pictures, work = base / "home" / "Pictures", base / "work"
    for folder in (pictures / "Samples", work):
        folder.mkdir(parents=True)
    write_samples(pictures / "Samples")
    for album, scene in (("Balloons", "balloon"), ("Boats", "sailing boat")):
        (pictures / "2024" / album).mkdir(parents=True)
        for version in range(10):
            SCENES[scene](version).save(pictures / "2024" / album / f"{scene} {version}.jpg")
    shutil.copyfile(pictures / "Samples" / "cat.jpg", work / "photo.jpg")
    SCENES["balloon"](40).save(work / "a.jpg")
    SCENES["sailing boat"](40).save(work / "b.jpg")
    torch_file(work).rename(work / "weights.pth")
    save(small_classifier(), work / "resnet50.onnx")
    (work / "spec.json").write_text("{}")
    _write_word_vectors(work / "glove.6B.300d.txt")
    (base / "bin").mkdir()
    program = base / "bin" / "photosim"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tests.docs.as_users "$@"\n')
    program.chmod(0o755)
    done = _typed("photosim index ~/Pictures", base)
    assert done.returncode == 0, done
    return shutil.copytree(base, base.with_name("as it was"))


def _write_word_vectors(file: Path) -> None:
    words = ("cat", "dog", "house", "tree", "car", "boat", "sea", "sun", "red", "old", "friend", "letter")
    rows = (
        " ".join([word, *(f"{(number * 7 + place) % 11 - 5}.5" for place in range(300))])
        for number, word in enumerate(words)
    )
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def reader(prepared: Path) -> Path:
    """That folder, in the place where the library has seen its photos, to do with as a reader does."""
    base = prepared.with_name("a reader")
    shutil.rmtree(base)
    return shutil.copytree(prepared, base)


def _typed(line: str, base: Path, changes: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """A line typed into a shell in the folder `work`."""
    environment = program_environment({"HOME": str(base / "home"), "LC_ALL": "C.UTF-8", **(changes or {})})
    for name in _VARIABLES:
        environment.pop(name, None)
    environment["PATH"] = os.pathsep.join([str(base / "bin"), environment["PATH"]])
    return subprocess.run(
        ["sh", "-c", line], cwd=base / "work", env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The model that can be downloaded, on a server of this computer: its address, bytes and hash."""
    content = zoo_file(tmp_path_factory.mktemp("published")).read_bytes()
    with FileServer(content) as server:
        yield f"{server.url}/vgg16-12.onnx {len(content)} {hashlib.sha256(content).hexdigest()}"


def _made_weights(work: Path) -> str:
    """The name of a file of weights in that folder; it ends in the hash of what is in it, as PyTorch's names do."""
    file = work / "weights.pth"
    name = f"vgg16-{hashlib.sha256(file.read_bytes()).hexdigest()[:8]}.pth"
    shutil.copyfile(file, work / name)
    return name


def _is_ours(line: str) -> bool:
    return any(part.split()[0] == "photosim" for part in line.split("|"))


@POSIX
@pytest.mark.parametrize("block", [block for block in shell_blocks() if any(map(_is_ours, lines(block)))], ids=str)
def test_calls_of_photosim_do_what_is_said(block: Block, reader: Path, published: str) -> None:
    for line in filter(_is_ours, lines(block)):
        for earlier in filter(None, [BEFORE.get(line)]):
            assert _typed(earlier, reader).returncode == 0
        done = _typed(line.replace(_WEIGHTS, _made_weights(reader / "work")), reader, {"DOCS_MODEL": published})
        assert done.returncode == 0, f"{block}: {line}\n{done.stdout}{done.stderr}"
        said = re.search(SAYS[line], done.stdout, re.MULTILINE) if line in SAYS else done.stdout + done.stderr
        assert said, f"{block}: {line}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


@POSIX
@pytest.mark.parametrize("block", [one for page in PAGES for one in blocks(page) if one.language == "python"], ids=str)
def test_python_does_what_is_said(block: Block, reader: Path) -> None:
    home = reader / "home"
    code = block.text.replace("/home/me", str(home))
    assert code != block.text
    done = _typed(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}", reader)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(re.findall(r"^[01]\.\d\d /.*\.jpg$", done.stdout, re.MULTILINE)) == 10


def test_every_call_is_told() -> None:
    [block] = [block for block in shell_blocks() if block.line > 1 and "photosim status" in lines(block)]
    words = [word for line in lines(block) for word in line.split("|")[-1].split()[1:2]]
    told = {"gui" if word not in COMMANDS else word for word in words if word != "--json"} | {"gui"}
    assert told == set(COMMANDS)


PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE: Final = (ROOT / "Makefile").read_text(encoding="utf-8")


def _is_target(line: str) -> bool:
    """`make TARGET NAME=VALUE`: the target and the variables are in the Makefile."""
    target, *values = shlex.split(line)[1:]
    known = re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) is not None
    return known and all(f"$({value.split('=')[0]})" in MAKEFILE for value in values)


def _is_known_to_pip(line: str) -> bool:
    """Names of packages are photosim's own or those it depends on, extras exist, files are there."""
    words = [word for word in shlex.split(line)[2:] if not word.startswith("-") or word == "-c"]
    needed = " ".join(
        [*PROJECT["dependencies"], *(part for extra in PROJECT["optional-dependencies"].values() for part in extra)]
    )
    for word in words:
        name, _, extras = word.rstrip("]").partition("[")
        if name in {"photosim", "."}:
            if any(extra not in PROJECT["optional-dependencies"] for extra in filter(None, extras.split(","))):
                return False
        elif word != "-c" and not (ROOT / word).is_file() and word not in needed:
            return False
    return True


def _is_tried_with_pipx(line: str) -> bool:
    tried = (ROOT / "release" / "dist.py").read_text(encoding="utf-8")
    return f'[*pipx, "{line.split()[1]}", ' in tried


def _are_system_packages(line: str) -> bool:
    known = re.findall(r"lib[\w.+-]+", (ROOT / ".ci" / "system-packages").read_text(encoding="utf-8"))
    return set(shlex.split(line)[3:]) <= set(known)


def _names_tests(line: str) -> bool:
    return all((ROOT / word).exists() for word in line.split() if word.startswith("tests/"))


def _are_flags_of_annoy(line: str) -> bool:
    [flags] = re.findall(r"^ANNOY_FLAGS := (.+)$", MAKEFILE, re.MULTILINE)[:1]
    return line.partition("=")[2] == str(flags)


ACCOUNTED: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    r"make \w+.*": (_is_target, "each is run by hand or by the workflow; `make test` is what runs this"),
    r"python3 -m venv \.venv": (
        lambda line: "$(PYTHON) -m venv $(VENV)" in MAKEFILE,
        "the Makefile, before any target",
    ),
    r"(\.venv/bin/)?pip (un)?install .*": (_is_known_to_pip, "python -m release dist installs the wheel"),
    r"pip check": (lambda line: True, "told of, not to be typed"),
    r"pipx (install \.|uninstall photosim)": (_is_tried_with_pipx, "python -m release dist"),
    r"\.venv/bin/photosim demo": (lambda line: "$(BIN)/photosim demo" in MAKEFILE, "make demo"),
    r"sudo apt-get install .*": (_are_system_packages, ".ci/system-packages, before any target"),
    r"export ANNOY_COMPILER_ARGS=\S+": (_are_flags_of_annoy, "the Makefile, but for the kind of processor"),
    r"\.venv/bin/python -m pytest tests/.*": (_names_tests, "make test runs them all"),
    r"\.venv/bin/python resources/make_translations\.py": (
        lambda line: (ROOT / line.split()[1]).is_file(),
        "tests/gui/test_translations.py",
    ),
    r"python -m release( STEP)?": (lambda line: (ROOT / "release" / "__main__.py").is_file(), "make app"),
}
"""Patterns of commands that are not run here: what is looked at in their place, and who runs them."""


@pytest.mark.parametrize("block", shell_blocks(), ids=str)
def test_every_other_command_is_accounted_for(block: Block) -> None:
    for line in lines(block):
        if _is_ours(line):
            continue
        found = [check for pattern, (check, _) in ACCOUNTED.items() if re.fullmatch(pattern, line)]
        assert found, f"{block}: nothing runs or checks: {line}"
        assert all(check(line) for check in found), f"{block}: {line}"


def test_no_line_of_that_table_is_left_over() -> None:
    every = [line for block in shell_blocks() for line in lines(block)]
    assert [pattern for pattern in ACCOUNTED if not any(re.fullmatch(pattern, line) for line in every)] == []
    assert [line for line in (*SAYS, *BEFORE) if line not in every] == []


def test_what_is_wrong_is_found() -> None:
    assert not _is_target("make tea")
    assert not _is_target("make bench PHOTOS=x")
    assert not _is_known_to_pip("pip install 'photosim[unknown]'")
    assert not _is_known_to_pip("pip install unknown")
    assert not _is_known_to_pip("pip install -c no-such.txt .")
    assert not _are_system_packages("sudo apt-get install libunknown")
