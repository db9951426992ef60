"""The files of Qt Linguist: complete, true to the code, compiled."""

import ast
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from photosim.ui.language import CONTEXT, LANGUAGES
from resources import make_translations
from resources.make_translations import FOLDER, NotLiteralError, collect, read

TEXTS = collect()
TRANSLATED = sorted(set(LANGUAGES) - {"en"})


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    known = read(FOLDER / f"photosim_{language}.ts")
    assert sorted(TEXTS.keys() - known.keys()) == [], "run resources/make_translations.py, then translate"
    assert sorted(known.keys() - TEXTS.keys()) == [], "run resources/make_translations.py"


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_forms_and_names_of_their_text(language: str) -> None:
    for source, forms in read(FOLDER / f"photosim_{language}.ts").items():
        assert len(forms) == (2 if TEXTS[source].numerus else 1), source
        for form in forms:
            free = {"n"} if TEXTS[source].numerus and form is forms[0] else set()  # "the photo", "the 3 photos"
            assert names_in(form) | free == names_in(source) | free, source
            assert form.strip() == form
            assert form.count("&") == source.count("&"), source
            assert form.count("\n") == source.count("\n"), source
            assert form.endswith("…") == source.endswith("…"), source
        if TEXTS[source].numerus:
            assert forms[0] != source, "the form for one must not look untranslated"


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_file_says_the_same(qapp: QApplication, language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"photosim_{language}.qm"))
    for source, forms in read(FOLDER / f"photosim_{language}.ts").items():
        if TEXTS[source].numerus:
            told = tuple(translator.translate(CONTEXT, source, "", n) for n in (1, 2))
        else:
            told = (translator.translate(CONTEXT, source),)
        assert told == forms, "run resources/make_translations.py"


def test_written_file_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    known = read(FOLDER / "photosim_de.ts")
    assert make_translations.write(file, "de_DE", TEXTS, known) == 0
    assert file.read_bytes() == (FOLDER / "photosim_de.ts").read_bytes(), "run resources/make_translations.py"
    first = next(iter(TEXTS))
    assert (
        make_translations.write(file, "de_DE", TEXTS, {key: value for key, value in known.items() if key != first}) == 1
    )
    assert read(file).keys() == known.keys() - {first}


@pytest.mark.parametrize(
    "code", ["tr(name)", 'tr(f"Hello {name}")', 'plural("one", many, 3)', 'tr("a" + name)', "later(text)"]
)
def test_text_that_cannot_be_collected_is_told(tmp_path: Path, code: str) -> None:
    (tmp_path / "photosim").mkdir()
    (tmp_path / "photosim" / "module.py").write_text(f"{code}\n")
    with pytest.raises(NotLiteralError, match="line 1"):
        collect(tmp_path / "photosim")


def test_texts_are_collected_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "photosim").mkdir()
    (tmp_path / "photosim" / "a.py").write_text('tr("B")\nplural("{n} a", "{n} as", 3)\nlater("B")\nself.tr("no")\n')
    texts = collect(tmp_path / "photosim")
    assert [(text.source, text.numerus) for text in texts.values()] == [("B", False), ("{n} as", True)]
    (tmp_path / "photosim" / "b.py").write_text('tr("{n} as")\n')
    with pytest.raises(NotLiteralError, match="with and without"):
        collect(tmp_path / "photosim")


def test_no_text_is_looked_up_at_import() -> None:
    """The language can be changed while the program runs."""
    early = [
        f"{file.name}:{node.lineno}"
        for file in sorted((make_translations.ROOT / "photosim").rglob("*.py"))
        for node in at_import(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"tr", "plural", "language.tr"}
    ]
    assert early == []


def at_import(node: ast.AST) -> list[ast.AST]:
    """What runs when a module is imported: all but the insides of functions."""
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [*child.decorator_list, *child.args.defaults, *(x for x in child.args.kw_defaults if x)]
            found += [part for default in inside for part in ast.walk(default)]
            continue
        found += [child, *at_import(child)]
    return found


_SHOWING = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction", "addAction", "addMenu", "ask", "show_notice",
    "setText", "setToolTip", "setStatusTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setWindowTitle", "setTitle", "set_text", "show_text", "setHeaderLabels", "addItem", "addItems", "drawText",
    "EmptyText", "Card", "ChipRow",
}  # fmt: skip


def test_no_text_is_shown_that_cannot_be_translated() -> None:
    shown = [
        f"{file.name}:{text.lineno}: {ast.unparse(text)[:60]}"
        for file in sorted((make_translations.ROOT / "photosim" / "ui").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and called(call) in _SHOWING
        for text in bare_texts([*call.args, *(keyword.value for keyword in call.keywords)])
    ]
    assert shown == []


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def bare_texts(nodes: list[ast.expr]) -> list[ast.expr]:
    """Texts with words in them, outside any further call."""
    found: list[ast.expr] = []
    for node in nodes:
        if isinstance(node, ast.Constant):
            text = node.value
            if isinstance(text, str) and (" " in text.strip() or text[:1].isupper()) and text != "photosim":
                found.append(node)
        elif isinstance(node, ast.JoinedStr):
            parts = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if any(sign.isalpha() for sign in parts):
                found.append(node)
        elif isinstance(node, ast.BoolOp | ast.IfExp | ast.BinOp | ast.Tuple | ast.List):
            found += bare_texts([part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)])
    return found
