"""The layers and budgets of the code, checked by reading it.

app, cli -> ui -> library -> (store, embed) -> core, imports pointing down only; store and embed do not know each
other; only ui and app know Qt; files and functions have a ceiling. The check reports a deliberate violation.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "photosim"
BASE = {"errors", "paths", "assets", ""}
ALLOWED = {
    "": {"library"},
    "errors": set(),
    "paths": set(),
    "assets": set(),
    "core": {"core"},
    "store": {"core", "store"},
    "embed": {"core", "embed"},
    "semantics": {"core", "semantics"},
    "library": {"core", "store", "embed", "semantics", "library"},
    "settings": set(),
    "handover": {"library"},
    "log": set(),
    "ui": {"core", "library", "settings", "handover", "ui"},
    "app": {"core", "library", "settings", "handover", "log", "ui"},
    "demo": {"core", "library", "app", "cli", "demo"},
    "cli": {"core", "embed", "library", "handover", "log", "app", "demo", "cli"},
    "__main__": {"cli"},
}
MAY_USE_QT = {"ui", "app"}
LINES_A_FILE = 450
LINES_A_FUNCTION = 60


def layer_of(module: str) -> str:
    """`photosim.ui.jobs` -> `ui`, `photosim` -> the empty string."""
    return [*module.split("."), ""][1]


def imported_modules(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and full name of everything imported, also inside functions."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            # `from photosim import settings` imports a module; `from photosim.x import Y` says enough by itself.
            found += (
                [(node.lineno, f"photosim.{alias.name}") for alias in node.names if alias.name.islower()]
                if module == "photosim"
                else [(node.lineno, module)]
            )
    return found


def problems_of_imports(tree: ast.AST, layer: str) -> list[tuple[int, str]]:
    found = []
    for line, name in imported_modules(tree):
        top = name.split(".")[0]
        if name.startswith("."):
            found.append((line, "relative import"))
        elif top in {"PySide6", "shiboken6"} and layer not in MAY_USE_QT:
            found.append((line, f"{layer or 'photosim'} imports {top}"))
        elif top == "photosim":
            target = layer_of(name)
            if target not in ALLOWED[layer] | BASE and not target.startswith("__"):
                found.append((line, f"{layer or 'photosim'} imports {target}"))
    return found


def problems_of_size(tree: ast.AST, lines: int) -> list[tuple[int, str]]:
    found = [(1, f"file of {lines} lines")] if lines > LINES_A_FILE else []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LINES_A_FUNCTION:
                found.append((node.lineno, f"function {node.name} of {length} lines"))
    return found


def problems(package: Path) -> list[str]:
    """One line for each violation below a package folder named `photosim`."""
    found = []
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package).with_suffix("").parts
        layer = "" if parts == ("__init__",) else parts[0]
        if layer not in ALLOWED:
            found.append(f"{file}:1: unknown layer {layer}")
            continue
        text = file.read_text(encoding="utf-8")
        tree = ast.parse(text)
        here = problems_of_imports(tree, layer) + problems_of_size(tree, text.count("\n"))
        found += [f"{file.relative_to(package.parent)}:{line}: {what}" for line, what in here]
    return found


def test_layers_and_budgets() -> None:
    assert len(list(PACKAGE.rglob("*.py"))) > 30
    assert problems(PACKAGE) == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("core/scan.py", "import PySide6.QtCore\n", "core imports PySide6"),
        ("core/scan.py", "def f():\n    from photosim.store.db import connect\n", "core imports store"),
        ("store/db.py", "from photosim.embed import onnx\n", "store imports embed"),
        ("embed/onnx.py", "import photosim.store.db\n", "embed imports store"),
        ("library/facade.py", "from photosim.ui import jobs\n", "library imports ui"),
        ("library/facade.py", "from shiboken6 import isValid\n", "library imports shiboken6"),
        ("core/scan.py", "from photosim import settings\n", "core imports settings"),
        ("ui/jobs.py", "from photosim.store.db import connect\n", "ui imports store"),
        ("ui/jobs.py", "from . import theme\n", "relative import"),
        ("drawer/utils.py", "", "unknown layer drawer"),
        ("core/long.py", "x = 1\n" * 451, "file of 451 lines"),
        ("core/long.py", "def f():\n" + "    x = 1\n" * 60, "function f of 61 lines"),
    ],
)
def test_violation_is_reported(tmp_path: Path, file: str, text: str, expected: str) -> None:
    target = tmp_path / "photosim" / file
    target.parent.mkdir(parents=True)
    target.write_text(text)
    [found] = problems(tmp_path / "photosim")
    assert expected in found


def test_allowed_imports_are_not_reported(tmp_path: Path) -> None:
    target = tmp_path / "photosim" / "ui" / "window.py"
    target.parent.mkdir(parents=True)
    target.write_text(
        "from PySide6 import QtCore\nfrom photosim.library import Library\nfrom photosim import settings\n"
    )
    assert problems(tmp_path / "photosim") == []
