"""Where the pictures of a web page are."""

from html.parser import HTMLParser


def images_of(page: str) -> list[str]:
    """The addresses, as they stand there, of the pictures in a page or a piece of one."""
    parser = _Images()
    parser.feed(page)
    return parser.found


class _Images(HTMLParser):
    """Collects where the pictures of a page are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag of the page."""
        if tag == "img":
            self.found += [value for name, value in attrs if name == "src" and value]
