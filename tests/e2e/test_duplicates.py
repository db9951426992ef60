"""`photosim duplicates` as a program."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.scenes import sample
from tests.support import make_photos, photosim


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """A library with two copies of one file, a small version of it, and two shots of something else."""
    base = tmp_path_factory.mktemp("duplicates")
    photos = base / "photos"
    make_photos(photos, 2)
    coffee, cat = sample(sample_photos, "coffee"), sample(sample_photos, "chelsea")
    coffee.save(photos / "coffee.jpg", quality=92)
    shutil.copyfile(photos / "coffee.jpg", photos / "again.jpg")
    coffee.resize((300, 200)).save(photos / "small.jpg")
    for number in range(2):
        exif = Image.Exif()
        exif[0x0132] = exif.get_ifd(0x8769)[0x9003] = f"2024:05:03 14:07:0{number}"
        left = 25 * number
        cat.crop((left, left, 450 + left, 290 + left)).save(photos / f"cat-{number}.jpg", exif=exif)
    assert photosim(base / "data", "index", photos).returncode == 0
    return base / "data"


def test_json(data: Path) -> None:
    run = photosim(data, "--json", "duplicates")
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert run.stdout.count(b"\n") == 1
    assert set(answer) == {"groups", "groups_count", "photos", "spare_bytes"}
    found = {
        group["kind"]: ({Path(photo["path"]).name for photo in group["photos"]}, group["least"])
        for group in answer["groups"]
    }
    assert found["same"] == ({"coffee.jpg", "again.jpg"}, 1)
    assert "small.jpg" in found["near"][0]
    assert found["burst"][0] == {"cat-0.jpg", "cat-1.jpg"}
    assert (answer["groups_count"], answer["photos"]) == (3, 5)
    for group in answer["groups"]:
        assert [photo["best"] for photo in group["photos"]] == [True] + [False] * (len(group["photos"]) - 1)
        for photo in group["photos"]:
            assert set(photo) == {"path", "width", "height", "size", "taken", "sharpness", "best"}
            assert photo["size"] == Path(photo["path"]).stat().st_size
    near = next(group for group in answer["groups"] if group["kind"] == "near")
    assert (near["photos"][0]["width"], near["photos"][1]["width"]) == (500, 300)
    spare = [photo["size"] for group in answer["groups"][:2] for photo in group["photos"][1:]]
    assert answer["spare_bytes"] == sum(spare)


def test_kinds_and_threshold(data: Path) -> None:
    def kinds(*arguments: str) -> list[str]:
        answer = json.loads(photosim(data, "duplicates", "--json", *arguments).stdout)
        return [group["kind"] for group in answer["groups"]]

    assert kinds("--kind", "same") == ["same"]
    assert kinds("--kind", "near", "--kind", "burst") == ["near", "burst"]
    assert "near" not in kinds("--threshold", "1")


def test_lines_for_people(data: Path) -> None:
    run = photosim(data, "duplicates")
    lines = run.stdout.decode().splitlines()
    assert "Same files: 1 group" in lines
    assert "One picture saved anew: 1 group" in lines
    assert "Shots of one moment: 1 group" in lines
    assert sum(line.startswith("  keep  ") for line in lines) == 3
    assert lines[-1].startswith("3 groups, 5 photos, ")
    assert run.stderr == b""


def test_nothing_found_and_wrong_use(tmp_path: Path) -> None:
    run = photosim(tmp_path, "duplicates")
    assert (run.returncode, run.stdout) == (0, b"No duplicates\n")
    assert photosim(tmp_path, "duplicates", "--threshold", "2").returncode == 2
    assert photosim(tmp_path, "duplicates", "--kind", "twin").returncode == 2
