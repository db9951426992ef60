"""Which licences let the packaged program be passed on.

Expressions are those of SPDX (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/). What is licensed under
the GPL alone would make all of the program GPL and is refused; so is what nobody has looked at.
"""

import re
from typing import Final

ALLOWED: Final = frozenset(
    {
        *("0BSD", "AFL-2.1", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Open-MPI", "blessing"),
        *("bzip2-1.0.6", "CC0-1.0", "FTL", "HPND", "ICU", "IJG", "ISC", "LicenseRef-Microsoft-Distributable-Code"),
        *("LicenseRef-WordNet", "LicenseRef-public-domain", "libpng-2.0", "libtiff", "MIT", "MIT-CMU", "MPL-1.1"),
        *("MPL-2.0", "PDDL-1.0", "PSF-2.0", "Python-2.0", "Unicode-3.0", "X11", "Zlib"),
        # Libraries that stay files of their own, which anyone may replace.
        *("LGPL-2.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"),
        # Made to be part of programs under any licence.
        *("GPL-2.0-or-later WITH Bootloader-exception", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    }
)
"""Names of licences, some with an exception."""

_TOKEN: Final = re.compile(r"\s*(\(|\)|[A-Za-z0-9.+-]+)")


def terms(expression: str) -> tuple[str, ...] | None:
    """The licences by whose terms a work is passed on.

    Args:
        expression: of SPDX, with `AND`, `OR`, `WITH` and brackets.

    Returns:
        All that hold together; of alternatives the first that lets us. None where none does, and where this is no
        expression.
    """
    if "".join(_TOKEN.findall(expression)) != re.sub(r"\s", "", expression):
        return None
    tokens = _TOKEN.findall(expression)
    try:
        found = _any_of(tokens)
    except IndexError:  # it ends too early
        return None
    return None if tokens else found


def _any_of(tokens: list[str]) -> tuple[str, ...] | None:
    found = _all_of(tokens)
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        other = _all_of(tokens)
        found = other if found is None else found
    return found


def _all_of(tokens: list[str]) -> tuple[str, ...] | None:
    found = _one(tokens)
    while tokens and tokens[0] == "AND":
        tokens.pop(0)
        other = _one(tokens)
        found = None if found is None or other is None else tuple(dict.fromkeys((*found, *other)))
    return found


def _one(tokens: list[str]) -> tuple[str, ...] | None:
    name = tokens.pop(0)
    if name == "(":
        inner = _any_of(tokens)
        return inner if tokens.pop(0) == ")" else None
    if tokens and tokens[0] == "WITH":
        name = f"{name} WITH {tokens[1]}"
        del tokens[:2]
    return (name,) if name in ALLOWED else None
