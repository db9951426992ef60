"""What a library in memory does with answers and addresses; same signatures as those of the real one, tests only."""

from collections.abc import Callable, Sequence

from PIL import Image

from photosim.core.cancel import CancelToken


class FakeAnswers:
    """Near-identical photos and pictures on the web.

    Attributes:
        twins: for photos that are near-identical to another one, by id, the id of that one.
        fetched: addresses that were asked for.
        web: the picture at every address; a hook of `fetch_picture` may raise.
    """

    _called: Callable[..., None]

    def _make_answers(self) -> None:
        self.twins: dict[int, int] = {}
        self.fetched: list[str] = []
        self.web = Image.new("RGB", (60, 40), (200, 30, 30))

    def collapse(self, ids: Sequence[int]) -> tuple[int, ...]:
        self._called("collapse", tuple(ids))
        rows: dict[int, int] = {}
        found = []
        for row, photo_id in enumerate(ids):
            found.append(rows.setdefault(self.twins.get(photo_id, photo_id), row))
        return tuple(found)

    def fetch_picture(self, url: str, cancel: CancelToken | None = None) -> Image.Image:
        self._called("fetch_picture", url, cancel)
        self.fetched.append(url)
        return self.web
