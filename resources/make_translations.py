"""Collects the texts of the window into Qt Linguist's files and compiles these.

The code is read, not run: every `tr("...")`, `plural("...", "...", n)` and `later("...")` counts. What has been
translated stays; a text that is no longer in the code goes. Qt's own `lupdate` does not know our functions.

    python resources/make_translations.py            # after texts were changed, and after the .ts file was edited
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = {"de": "de_DE"}
_CONTEXT: Final = "photosim"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the code.

    Attributes:
        source: in English; of a plural the form for many.
        numerus: whether it has forms by number.
        places: files it stands in, in order of their names.
    """

    source: str
    numerus: bool
    places: tuple[str, ...]


class NotLiteralError(Exception):
    """A text that cannot be collected because it is not written down where it is used."""


def collect(folder: Path = ROOT / "photosim") -> dict[str, Text]:
    """All texts below a folder, by their source, in order of files and lines.

    Raises:
        NotLiteralError: a text is put together or looked up, or once with and once without forms by number.
    """
    found: dict[str, Text] = {}
    for file in sorted(folder.rglob("*.py")):
        place = file.relative_to(folder.parent).as_posix()
        for source, numerus in _texts_of(ast.parse(file.read_text(encoding="utf-8")), place):
            known = found.get(source, Text(source, numerus, ()))
            if known.numerus != numerus:
                message = f"{place}: {source!r} is used with and without forms by number"
                raise NotLiteralError(message)
            places = known.places if place in known.places else (*known.places, place)
            found[source] = Text(source, numerus, places)
    return found


def _texts_of(tree: ast.Module, place: str) -> Iterator[tuple[str, bool]]:
    if place.endswith("ui/language.py"):
        return  # where the functions themselves stand
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        wanted = {"tr": 1, "later": 1, "plural": 2}.get(name, 0)
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") != "language":
            wanted = 0  # Qt's own `self.tr` and other people's names
        if not wanted:
            continue
        texts = [argument.value for argument in call.args[:wanted] if isinstance(argument, ast.Constant)]
        if len(texts) != wanted or not all(isinstance(text, str) for text in texts):
            message = f"{place}, line {call.lineno}: the text of {name}() is not written down there"
            raise NotLiteralError(message)
        yield str(texts[-1]), wanted == 2


def read(file: Path) -> dict[str, tuple[str, ...]]:
    """Translations of a .ts file by source; each has one form, or one for each number. Unfinished ones are left out."""
    if not file.exists():
        return {}
    known: dict[str, tuple[str, ...]] = {}
    for message in ET.fromstring(file.read_text(encoding="utf-8")).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") is not None:
            continue
        forms = tuple(form.text or "" for form in translation.findall("numerusform")) or (translation.text or "",)
        known[message.findtext("source", "")] = forms
    return known


def write(file: Path, locale: str, texts: dict[str, Text], known: dict[str, tuple[str, ...]]) -> int:
    """Write a .ts file; returns how many texts have no translation in it yet."""
    missing = 0
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{locale}" sourcelanguage="en">',
        "<context>",
        f"    <name>{_CONTEXT}</name>",
    ]
    for text in texts.values():
        forms = known.get(text.source, ())
        if len(forms) != (2 if text.numerus else 1) or not all(forms):
            forms = ()
        missing += not forms
        lines += _message(text, forms)
    lines += ["</context>", "</TS>", ""]
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return missing


def _message(text: Text, forms: tuple[str, ...]) -> Iterator[str]:
    kind = "" if forms else ' type="unfinished"'
    yield '    <message numerus="yes">' if text.numerus else "    <message>"
    yield from (f'        <location filename="../../{place}"/>' for place in text.places)
    yield f"        <source>{escape(text.source)}</source>"
    if text.numerus:
        yield f"        <translation{kind}>"
        yield from (f"            <numerusform>{escape(form)}</numerusform>" for form in forms or ("", ""))
        yield "        </translation>"
    else:
        yield f"        <translation{kind}>{escape(''.join(forms))}</translation>"
    yield "    </message>"


def compile_file(source: Path, target: Path) -> None:
    """Make the .qm file of a .ts file, by the `lrelease` that comes with PySide6."""
    import PySide6  # noqa: PLC0415 - only its place is wanted

    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([tool, "-silent", source, "-qm", target], check=True)  # noqa: S603 - our own files


def main() -> None:
    """Bring all files up to date."""
    texts = collect()
    for language, locale in LANGUAGES.items():
        file = FOLDER / f"photosim_{language}.ts"
        missing = write(file, locale, texts, read(file))
        compile_file(file, file.with_suffix(".qm"))
        print(f"{file.name}: {len(texts)} texts, {missing} not translated")


if __name__ == "__main__":
    main()
