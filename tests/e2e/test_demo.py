"""The demonstration as a program of its own: the article's cat and coffee, in a table and in pictures of the window."""

import json
from pathlib import Path

from PIL import Image

from tests.support import photosim


def test_the_cat_and_the_coffee(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "demo.png"
    answer = photosim(data, "--json", "demo", "--screenshot", file, environment={"QT_QPA_PLATFORM": "offscreen"})
    assert answer.returncode == 0, answer.stderr
    [line] = answer.stdout.splitlines()
    shown = json.loads(line)
    focused = {query["focus"]: query for query in shown["queries"] if "focus" in query}
    assert list(focused) == ["Egyptian cat", "espresso"]
    for focus, kind in (("Egyptian cat", "cat"), ("espresso", "coffee")):
        assert focused[focus]["query"] == "cat and coffee.jpg"
        found = [match["path"].split(" - ")[0].removesuffix(".jpg") for match in focused[focus]["matches"]]
        assert found == [kind] * 6
    names = ["demo.png", "demo-egyptian-cat.png", "demo-espresso.png"]
    assert [Path(picture).name for picture in shown["screenshots"]] == names
    pictures = []
    for name in names:
        with Image.open(tmp_path / name) as image:
            assert image.size == (1280, 800)
            pictures.append(image.tobytes())
    assert len(set(pictures)) == 3


def test_table(data: Path, tmp_path: Path) -> None:
    answer = photosim(data, "demo", "--screenshot", tmp_path / "demo.png", environment={"QT_QPA_PLATFORM": "offscreen"})
    lines = answer.stdout.decode().splitlines()
    assert "cat and coffee.jpg, focus: espresso" in lines
    assert str(tmp_path / "demo-espresso.png") in lines[-1]
