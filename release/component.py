"""A work of others in the packaged program, and how the list of them goes from step to step."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from release.product import BUILD, ReleaseError

LISTING: Final = BUILD / "components.json"
"""What was found, for the steps that run in another environment."""


@dataclass(frozen=True, slots=True)
class Component:
    """A work, or several of the same makers.

    Attributes:
        name: as its makers write it.
        version: empty where it is part of something and nothing tells.
        licence: an expression of SPDX.
        origin: where it was taken from, in words.
        home: where it and its source are to be had; may be empty.
        purl: https://github.com/package-url/purl-spec
        kind: as CycloneDX has it: library, application, framework, machine-learning-model, data.
        texts: titles and texts of licences and notices that came with it.
        files: places in the program; of Python modules none, they lie in one archive.
        needs: `key` of the components it needs.
    """

    name: str
    version: str
    licence: str
    origin: str
    home: str
    purl: str
    kind: str = "library"
    texts: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What others call it."""
        return self.purl


def generic_purl(name: str, version: str = "") -> str:
    """The address of a work that no index of packages holds."""
    plain = "-".join("".join(letter if letter.isalnum() or letter in ".+" else " " for letter in name.lower()).split())
    return f"pkg:generic/{plain}" + (f"@{version}" if version else "")


def write_listing(components: Iterable[Component], file: Path = LISTING) -> None:
    """Keep what was found for `read_listing`."""
    file.write_text(json.dumps([asdict(one) for one in components], indent=1, ensure_ascii=False), encoding="utf-8")


def read_listing(file: Path = LISTING) -> list[Component]:
    """What `write_listing` kept.

    Raises:
        ReleaseError: it did not; the program was not built.
    """
    if not file.is_file():
        message = f"{file} is missing; build the program first"
        raise ReleaseError(message)
    plain = json.loads(file.read_text(encoding="utf-8"))
    return [
        Component(
            **{
                **one,
                "texts": tuple((title, text) for title, text in one["texts"]),
                "files": tuple(one["files"]),
                "needs": tuple(one["needs"]),
            }
        )
        for one in plain
    ]
