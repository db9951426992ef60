"""Keeps what PySide compiles at each start, where Python keeps what it compiles itself.

Of the modules it finds as files Python compiles each once (https://peps.python.org/pep-3147/). PySide carries a dozen
as text inside a library, the package `shibokensupport` for signatures and messages of errors, and compiles them anew
whenever it is imported: a tenth of the time a window takes to open. It has `builtins.compile` do so, which is where
they are known again. One of them writes type stubs, nothing else, and is only run if somebody asks it for something.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any, Final

from photosim.assets import frozen

Code = dict[str, tuple[bytes, CodeType]]
"""By name of a module's file: the hash of its source, and what that was compiled to."""

PACKAGED_FILE: Final = Path(__file__).with_name("shibokensupport.bin")
"""Where the packaged program has them, made when it was."""
_THEIRS: Final = ("shibokensupport/", "signature_bootstrap.py")
_LATE: Final = "shibokensupport/signature/lib/pyi_generator.py"
_RUN_LATE: Final = """
def __getattr__(name):
    if not name.startswith("__") and globals().pop("__getattr__", None):
        exec(compile({source!r}, {name!r}, "exec"), globals())
        if name in globals():
            return globals()[name]
    raise AttributeError(name)
"""
_HASH_BYTES: Final = 8


def usual_file() -> Path:
    """Where they are kept: of the packaged program beside its modules, else among what Python has compiled of these."""
    if frozen():
        return PACKAGED_FILE
    return Path(cache_from_source(os.fspath(PACKAGED_FILE.with_suffix(".py"))))


@contextmanager
def keeping_code(file: Path) -> Iterator[None]:
    """While this lasts, modules of PySide's own are compiled only if they are not known.

    Others are known from then on, unless Python may keep nothing it compiles or this is the packaged program, which
    adds nothing to itself. Whatever keeps the file from being read or written only takes time.

    Args:
        file: what is known.
    """
    known = read_code(file)
    new: Code = {}
    usual = builtins.compile

    def known_or_compiled(source: Any, filename: Any, mode: str, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 - as it
        if mode != "exec" or rest or options or not isinstance(filename, str) or not filename.startswith(_THEIRS):
            return usual(source, filename, mode, *rest, **options)
        text = source.encode() if isinstance(source, str) else source
        stamp = source_hash(text)
        if filename not in known or known[filename][0] != stamp:
            run = _RUN_LATE.format(source=text, name=filename) if filename == _LATE else text
            known[filename] = new[filename] = stamp, usual(run, filename, mode)
        return known[filename][1]

    builtins.compile = known_or_compiled
    try:
        yield
    finally:
        builtins.compile = usual
        if new and not sys.dont_write_bytecode and not frozen():
            _write(file, known)


def read_code(file: Path) -> Code:
    """What is kept there; nothing if the file is not there, is damaged, or is of another version of Python."""
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    body = content[_HASH_BYTES:]
    if source_hash(body) != content[:_HASH_BYTES]:  # seeded with the version
        return {}
    code: Code = marshal.loads(body)  # noqa: S302 - lies among what Python itself loads in this way
    return code


def _write(file: Path, code: Code) -> None:
    body = marshal.dumps(code)
    beside = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            beside.write_bytes(source_hash(body) + body)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
