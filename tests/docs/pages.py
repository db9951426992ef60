"""The pages of the documentation, taken apart: commands, links, keys, words in italics, names of files and modules."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support import ROOT

PAGES: Final = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
_FENCE: Final = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SPAN: Final = re.compile(r"`([^`]+)`")
_PROGRAMS: Final = ("photosim", "pip", "pipx", "make", "python", "python3", "apt-get", "git", "sudo", "sh")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, or the commands that stand within the sentences of a page.

    Attributes:
        page: the file.
        line: number of its first line, 1 for the sentences of a page.
        language: "sh", "python", or empty.
        text: what is in it.
    """

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        """Where it is: the name of a test."""
        return f"{self.page.name}:{self.line}"


def read(page: Path) -> str:
    """A page as it is."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """Its fenced blocks."""
    text = read(page)
    return [Block(page, text[: found.start()].count("\n") + 2, *found.groups()) for found in _FENCE.finditer(text)]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", read(page))


def spans(page: Path) -> list[str]:
    """What stands between backticks in its sentences."""
    return [" ".join(span.split()) for span in _SPAN.findall(prose(page))]


def plain(page: Path) -> str:
    """Its sentences without code and addresses of links."""
    return re.sub(r"\]\([^)]*\)", "]", _SPAN.sub(" ", prose(page)))


def commands_in_sentences(page: Path) -> Block:
    """What stands between backticks, begins with the name of a program, and is not in a block of that page, too."""
    told = {line for block in blocks(page) for line in lines(block)}
    found = [span for span in spans(page) if len(span.split()) > 1 and span.split()[0] in _PROGRAMS]
    return Block(page, 1, "sh", "\n".join(span for span in dict.fromkeys(found) if span not in told))


def lines(block: Block) -> list[str]:
    """The commands of a block, without their comments."""
    bare = (re.sub(r"(^|\s)#.*", "", line).strip() for line in block.text.replace("\\\n", "").splitlines())
    return [line for line in bare if line]


def shell_blocks() -> list[Block]:
    """All that holds commands."""
    fenced = [block for page in PAGES for block in blocks(page) if block.language == "sh"]
    return [*fenced, *filter(lambda block: block.text, map(commands_in_sentences, PAGES))]


def anchors(page: Path) -> set[str]:
    """What links to parts of a page can name: its headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    """Where its links and pictures lead."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))
