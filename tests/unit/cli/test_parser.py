"""The command line is understood alike whether only the command at hand is known or all are."""

import pytest

from photosim.cli import parser
from photosim.cli.parser import COMMANDS, parse

CALLS = [
    [],
    ["/photos"],
    ["--", "-photo.jpg"],
    ["--json", "status"],
    ["--data-dir", "similar", "status"],
    ["--data-dir=similar", "status", "--json"],
    ["--model", "vgg16", "similar", "a.jpg", "-k", "3", "--region", "0,0,.5,.5"],
    ["find", "red", "car", "--like", "a.jpg", "--folder", "b"],
    ["words", "cat", "--batch", "-"],
    ["tags", "--filter", "cat", "--filter", "bottle"],
    ["index", "a", "b", "--speed", "eco"],
    ["duplicates", "--threshold", ".5", "--kind", "same"],
    ["learn", "--forget"],
    ["models"],
    ["models", "import", "net.onnx", "--name", "mine"],
    ["demo", "--screenshot", "a.png"],
    ["gui", "--provider", "cpu", "a.jpg", "b.jpg"],
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_one_command_is_understood_as_among_all(call: list[str]) -> None:
    whole, command = parser._with_command(call)
    assert command in COMMANDS
    assert vars(parse(call)) == vars(parser._parser(None).parse_args(whole))
    assert parse(call).command == command


def test_shortened_options_are_understood() -> None:
    options = parse(["--data=x", "gui", "a.jpg"])
    assert (options.data_dir, options.command, options.opened) == ("x", "gui", ["a.jpg"])


@pytest.mark.parametrize("call", [["--mod", "vgg16", "nothing"], ["--help"], ["--json", "-h"]])
def test_all_commands_are_told_of_where_one_is_not_certain(
    call: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        parse(call)
    told = "".join(capsys.readouterr())
    assert all(command in told for command in COMMANDS)
