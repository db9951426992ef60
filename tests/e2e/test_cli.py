"""Every call of the command line, as a program of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosim import __version__
from tests.support import ROOT, make_photo, photosim, photosim_command, program_environment, run

INDEX_KEYS = ["added", "updated", "moved", "missing", "unchanged", "failed", "seconds", "photos_per_second"]


def answers(output: bytes) -> list[dict[str, Any]]:
    """JSON lines, and nothing else there."""
    assert output.endswith(b"\n") or not output
    return [json.loads(line) for line in output.splitlines()]


def names(answer: dict[str, Any]) -> list[str]:
    return [Path(match["path"]).name for match in answer["matches"]]


class TestIndex:
    def test_json(self, data: Path, folder: Path) -> None:
        answer = photosim(data, "--json", "index", folder)
        assert (answer.returncode, answer.stderr) == (0, b"")
        [report] = answers(answer.stdout)
        assert list(report) == INDEX_KEYS
        assert [report[key] for key in INDEX_KEYS[:6]] == [6, 0, 0, 0, 0, 0]
        assert report["seconds"] > 0
        assert report["photos_per_second"] > 0

    def test_words(self, data: Path, folder: Path) -> None:
        (folder / "broken.jpg").write_bytes(b"")
        answer = photosim(data, "index", folder)
        assert answer.returncode == 0
        assert answer.stdout.startswith(b"7 photos: 6 added, 1 failed in ")
        assert b"1 photos cannot be read" in answer.stderr

    def test_several_folders_of_which_one_is_bad(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer = photosim(data, "--json", "index", tmp_path / "nowhere", folder)
        assert answer.returncode == 1
        assert [report["added"] for report in answers(answer.stdout)] == [6]
        assert answer.stderr.decode().splitlines() == [f"photosim: there is no folder {tmp_path / 'nowhere'}"]

    def test_a_folder_without_photos(self, data: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        answer = photosim(data, "--json", "index", tmp_path / "empty")
        assert (answer.returncode, answer.stderr) == (0, b"")
        [report] = answers(answer.stdout)
        assert [report[key] for key in INDEX_KEYS[:6]] == [0] * 6
        assert photosim(data, "index", tmp_path / "empty").stdout.startswith(b"0 photos: 0 added")


class TestSimilar:
    def test_json(self, indexed: tuple[Path, Path]) -> None:
        data, photos = indexed
        answer = photosim(data, "similar", photos / "p000.jpg", photos / "p001.jpg", "-k", "3", "--json")
        assert (answer.returncode, answer.stderr) == (0, b"")
        first, second = answers(answer.stdout)
        assert (first["query"], second["query"]) == (str(photos / "p000.jpg"), str(photos / "p001.jpg"))
        assert list(first) == ["query", "matches"]
        assert all(list(match) == ["path", "score"] for match in first["matches"])
        assert len(first["matches"]) == 3
        assert "p000.jpg" not in names(first)
        scores = [match["score"] for match in first["matches"]]
        assert scores == sorted(scores, reverse=True)

    def test_words(self, indexed: tuple[Path, Path]) -> None:
        data, photos = indexed
        lines = photosim(data, "similar", photos / "p000.jpg").stdout.decode().splitlines()
        assert lines[0] == str(photos / "p000.jpg")
        assert len(lines) == 11
        assert all(line.startswith("  0.") and line.endswith(".jpg") for line in lines[1:])

    @pytest.mark.parametrize("way", ["file", "stdin"])
    def test_batch(self, indexed: tuple[Path, Path], tmp_path: Path, way: str) -> None:
        data, photos = indexed
        listed = b"".join(os.fsencode(photos / f"p{number:03d}.jpg") + b"\n" for number in range(12))
        (tmp_path / "list.txt").write_bytes(b"\n" + listed.replace(b"\n", b"\r\n") + b"\n")
        source = "-" if way == "stdin" else tmp_path / "list.txt"
        answer = photosim(data, "--json", "similar", "--batch", source, "-k", "20", stdin=listed)
        assert (answer.returncode, answer.stderr) == (0, b"")
        results = answers(answer.stdout)
        assert [Path(one["query"]).name for one in results] == [f"p{number:03d}.jpg" for number in range(12)]
        assert all(len(one["matches"]) == 11 for one in results)

    def test_one_answer_a_line_while_the_next_query_is_awaited(self, indexed: tuple[Path, Path]) -> None:
        data, photos = indexed
        with subprocess.Popen(
            photosim_command("--data-dir", data, "--json", "similar", "--batch", "-"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=program_environment(),
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            for number in range(3):
                child.stdin.write(os.fsencode(photos / f"p{number:03d}.jpg") + b"\n")
                child.stdin.flush()
                assert json.loads(child.stdout.readline())["query"] == str(photos / f"p{number:03d}.jpg")
            child.stdin.close()
            assert child.wait(timeout=30) == 0

    def test_a_bad_query_does_not_stop_the_others(self, indexed: tuple[Path, Path], tmp_path: Path) -> None:
        data, photos = indexed
        answer = photosim(data, "--json", "similar", tmp_path / "gone.jpg", photos / "p000.jpg")
        assert answer.returncode == 1
        bad, good = answers(answer.stdout)
        assert (bad["matches"], len(good["matches"])) == ([], 10)
        assert "the file is gone" in bad["error"]
        assert answer.stderr.decode().splitlines() == [f"photosim: {tmp_path / 'gone.jpg'}: the file is gone"]

    def test_region(self, indexed: tuple[Path, Path], tmp_path: Path) -> None:
        data, photos = indexed
        both = Image.new("RGB", (320, 120))
        for number, left in ((3, 0), (7, 160)):
            with Image.open(photos / f"p{number:03d}.jpg") as image:
                both.paste(image, (left, 0))
        both.save(tmp_path / "both.png")
        for box, expected in (("0,0,0.5,1", "p003.jpg"), ("0.5,0,0.5,1", "p007.jpg")):
            answer = photosim(data, "--json", "similar", tmp_path / "both.png", "-k", "1", "--region", box)
            assert names(answers(answer.stdout)[0]) == [expected]

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
    def test_odd_names_come_through(self, data: Path, tmp_path: Path) -> None:
        folder = tmp_path / "odd"
        folder.mkdir()
        source = make_photo(tmp_path / "source.jpg", 1)
        odd = ["caf\udce9.jpg", "\U0001f431.jpg", "x" * 251 + ".jpg", "new\nline.jpg", "\x1b[31mred.jpg"]
        for name in odd:
            shutil.copyfile(source, folder / name)
        for environment in (
            {},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "ascii"},
        ):
            answer = photosim(data, "index", folder, environment=environment)
            assert (answer.returncode, answer.stderr) == (0, b"")
            answer = photosim(data, "--json", "similar", folder / odd[0], environment=environment)
            found = {os.fsencode(name) for name in names(answers(answer.stdout)[0])}
            assert found == {os.fsencode(name) for name in odd[1:]}
            words = photosim(data, "similar", folder / odd[0], environment=environment)
            assert (words.returncode, words.stderr) == (0, b"")
            assert len(words.stdout.splitlines()) == 5
            assert b"\x1b" not in words.stdout
        raw = photosim(data, "similar", folder / odd[1], environment={"PYTHONIOENCODING": "utf-8"})
        assert b"caf\xe9.jpg" in raw.stdout
        listed = os.fsencode(folder / odd[0]) + b"\n" + os.fsencode(folder / odd[1]) + b"\n"
        batch = answers(photosim(data, "--json", "similar", "--batch", "-", stdin=listed).stdout)
        assert [Path(one["query"]).name for one in batch] == odd[:2]
        assert all("error" not in one for one in batch)


class TestStatus:
    def test_json(self, indexed: tuple[Path, Path]) -> None:
        data, photos = indexed
        answer = photosim(data, "status", "--json")
        assert (answer.returncode, answer.stderr) == (0, b"")
        [status] = answers(answer.stdout)
        assert (status["photos"], status["indexed"], status["pending"]) == (12, 12, 0)
        assert status["folders"] == [{"path": str(photos), "online": True, "photos": 12}]
        assert status["database"] == str(data / "data" / "library.db")
        assert (status["model"], status["index"]) == ("efficientnet-lite0", "exact")

    def test_words(self, indexed: tuple[Path, Path], data: Path) -> None:
        text = photosim(indexed[0], "status").stdout.decode()
        assert "12: 12 indexed" in text
        assert str(indexed[1]) in text
        assert "none yet" in photosim(data, "status").stdout.decode()

    def test_it_imports_nothing_heavy(self, indexed: tuple[Path, Path]) -> None:
        script = (
            "import sys\nfrom photosim.cli.main import main\n"
            "status = main(sys.argv[1:])\n"
            "heavy = {'PySide6', 'shiboken6', 'onnxruntime', 'torch', 'skimage', 'scipy', 'cv2', 'photosim.ui'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\nsys.exit(status)\n"
        )
        answer = run([sys.executable, "-c", script, "--data-dir", str(indexed[0]), "status"])
        assert (answer.returncode, answer.stderr.strip()) == (0, b"[]")


class TestGlobalOptions:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["--data-dir", "DATA", "--json", "status"],
            ["--data-dir=DATA", "status", "--json"],
            ["status", "--json", "--data-dir", "DATA"],
            ["--json", "status", "--data-dir=DATA", "--model", "efficientnet-lite0"],
            ["--model=efficientnet-lite0", "--json", "--data-dir", "DATA", "status"],
            ["--json", "--data-dir", "/nowhere", "status", "--data-dir", "DATA"],
        ],
    )
    def test_before_and_after_the_call(self, indexed: tuple[Path, Path], arguments: list[str]) -> None:
        given = [argument.replace("DATA", str(indexed[0])) for argument in arguments]
        answer = run(photosim_command(*given))
        assert (answer.returncode, answer.stderr) == (0, b"")
        assert answers(answer.stdout)[0]["indexed"] == 12

    def test_environment_variable(self, indexed: tuple[Path, Path], data: Path) -> None:
        variable = {"PHOTOSIM_DATA_DIR": str(indexed[0])}
        answer = run(photosim_command("--json", "status"), environment=variable)
        assert answers(answer.stdout)[0]["indexed"] == 12
        answer = run(photosim_command("--json", "--data-dir", data, "status"), environment=variable)
        assert answers(answer.stdout)[0]["indexed"] == 0

    def test_version_and_help(self) -> None:
        assert run(photosim_command("--version")).stdout.decode().strip() == f"photosim {__version__}"
        for arguments in (["--help"], ["index", "--help"], ["similar", "-h"]):
            answer = run(photosim_command(*arguments))
            assert (answer.returncode, answer.stderr) == (0, b"")
            assert answer.stdout.startswith(b"usage: photosim")

    def test_all_state_is_below_the_data_folder(self, data: Path, folder: Path, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir()
        places = {name: str(home) for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA")}
        assert photosim(data, "index", folder, environment=places).returncode == 0
        assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["index"],
        ["similar"],
        ["similar", "a.jpg", "-k", "0"],
        ["similar", "a.jpg", "-k", "many"],
        ["similar", "a.jpg", "--region", "0,0,1"],
        ["similar", "a.jpg", "--region", "0,0,2,2"],
        ["similar", "a.jpg", "--region", "nan,0,1,1"],
        ["similar", "a.jpg", "--region", "a,b,c,d"],
        ["similar", "a.jpg", "--no-such-option"],
        ["status", "extra"],
        ["--model"],
    ],
)
def test_wrong_usage(data: Path, arguments: list[str]) -> None:
    answer = photosim(data, *arguments)
    assert answer.returncode == 2
    assert answer.stdout == b""
    assert b"photosim" in answer.stderr
    assert b"Traceback" not in answer.stderr
    assert not data.exists()


def test_it_works_from_any_folder(indexed: tuple[Path, Path], tmp_path: Path) -> None:
    answer = run(photosim_command("--data-dir", indexed[0], "--json", "similar", "p000.jpg"), cwd=indexed[1])
    [one] = answers(answer.stdout)
    assert (one["query"], len(one["matches"])) == ("p000.jpg", 10)
    assert (ROOT / "photosim").is_dir()
