"""What GitHub runs: every step, target and file it names is there, and its shell lines are sound.

Read as text: nothing here needs more of YAML than lines and their indentation.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from release.__main__ import _STEPS
from release.contents import DOCUMENT_TYPES
from release.product import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
IDS = [file.stem for file in WORKFLOWS]
INSTALLER = ROOT / "release" / "windows" / "photosim.iss"


def scripts(file: Path) -> Iterator[tuple[str, str]]:
    """Shell and text of every `run:`; the shell of a step, else that of all steps."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        found = re.match(r"( *)(?:- )?run: (.+)", line)
        if not found:
            continue
        indent = len(found[1]) + (2 if line.lstrip().startswith("- ") else 0)
        text = found[2]
        if text == "|":
            inner = []
            for following in lines[number + 1 :]:
                if following.strip() and len(following) - len(following.lstrip()) <= indent:
                    break
                inner.append(following)
            text = "\n".join(inner)
        before = "\n".join(lines[max(0, number - 3) : number])
        yield ("pwsh" if re.search(rf"^ {{{indent}}}shell: pwsh$", before, re.MULTILINE) else "bash"), text


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_both_are_there() -> None:
    assert IDS == ["ci", "release"]
    assert sum(1 for file in WORKFLOWS for _ in scripts(file)) > 20


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_indentation_is_of_spaces_in_pairs(file: Path) -> None:
    for number, line in enumerate(text_of(file).splitlines(), 1):
        assert "\t" not in line, number
        assert line == line.rstrip(), number
        assert (len(line) - len(line.lstrip(" "))) % 2 == 0, number


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_every_step_of_the_release_is_there(file: Path) -> None:
    for _, script in scripts(file):
        for call in re.findall(r"-m release ([a-z ]+)", script):
            assert set(call.split()) <= set(_STEPS)


def test_all_steps_are_used_on_every_system() -> None:
    """On Linux by the Makefile, elsewhere by the workflow itself; the time to start is no matter of a release."""
    makefile = text_of(ROOT / "Makefile")
    wanted = ["build", "check", "smoke", "package", "sizes", "papers", "sums"]  # in this order: sums are of all
    jobs = re.split(r"^  (\w+):$", text_of(ROOT / ".github/workflows/release.yml"), flags=re.MULTILINE)
    named = dict(zip(jobs[1::2], jobs[2::2], strict=True))
    for place in (makefile, named["windows"], named["macos"]):
        calls = re.findall(r"-m release ([a-z ]+)", place)
        steps = [step for call in calls for step in call.split()]
        assert [step for step in steps if step in wanted] == wanted


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_every_target_is_there(file: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for _, script in scripts(file):
        assert set(re.findall(r"\bmake ([a-z]+)", script)) <= targets


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_every_file_is_there(file: Path) -> None:
    named = set(re.findall(r"(?:release|\.ci|models|tests)[/\\][\w./\\-]+", text_of(file)))
    named |= set(re.findall(r"[\w.]+\.(?:txt|md)\b", text_of(file)))
    made = ("build", "release/*")
    for name in named:
        path = ROOT / name.replace("\\", "/")
        if not name.startswith(made) and f"build/{name}" not in text_of(file) and f"build\\{name}" not in text_of(file):
            assert path.exists(), name


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell to ask")
@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_shell_lines_can_be_read(file: Path) -> None:
    """By the very shell that runs them, with what GitHub fills in as one word."""
    for shell, script in scripts(file):
        if shell == "bash":
            plain = re.sub(r"\$\{\{.*?\}\}", "word", script)
            done = subprocess.run(["bash", "-n"], input=plain, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{script}\n{done.stderr}"


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_rights_are_few_and_what_is_used_has_a_version(file: Path) -> None:
    text = text_of(file)
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
    assert text.count("contents: write") == (1 if file.stem == "release" else 0)
    used = re.findall(r"uses: (\S+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", action), action


@pytest.mark.parametrize("file", WORKFLOWS, ids=IDS)
def test_jobs_wait_for_jobs_and_end_by_themselves(file: Path) -> None:
    jobs = re.findall(r"^  (\w+):$", text_of(file).split("\njobs:\n")[1], re.MULTILINE)
    for needed in re.findall(r"needs: (.+)", text_of(file)):
        assert set(re.findall(r"\w+", needed)) <= set(jobs)
    assert text_of(file).count("timeout-minutes:") == len(jobs)


def test_python_is_one_that_photosim_is_tested_with() -> None:
    classified = re.findall(r"Python :: (3\.\d+)", text_of(ROOT / "pyproject.toml"))
    for file in WORKFLOWS:
        for version in re.findall(r'(?:python-version|PYTHON_VERSION): "(.+)"', text_of(file)):
            assert version in classified


# -- the installer


def test_installer_offers_photosim_for_the_types_it_opens() -> None:
    offered = re.findall(r'SupportedTypes"; ValueType: string; ValueName: "(\.\w+)"', text_of(INSTALLER))
    assert tuple(offered) == DOCUMENT_TYPES


def test_installer_asks_for_no_rights_and_takes_its_version() -> None:
    text = text_of(INSTALLER)
    assert "\nPrivilegesRequired=lowest\n" in text
    assert "\nAppVersion={#Version}\n" in text
    assert "HKLM" not in text
    assert "HKCR" not in text
    for line in text.splitlines():
        if line.startswith("Root: "):
            assert line.startswith('Root: HKCU; Subkey: "Software\\Classes\\')
