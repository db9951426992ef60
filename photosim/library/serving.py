"""All that answers with one model.

A `Library` holds one `Serving` and, when its model changes, takes another in its place. A query in flight keeps the one
it began with, so that the vectors of two models never meet; network and mapped files of the old one are released with
its last reference.
"""

from typing import TYPE_CHECKING

from photosim.embed.spec import ModelSpec
from photosim.library.late import Late
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog

if TYPE_CHECKING:
    from photosim.library.finding import Finding
    from photosim.library.focusing import Focusing
    from photosim.library.knowledge import Knowledge
    from photosim.library.looks import Looks
    from photosim.library.narrowing import Narrowing
    from photosim.library.tagging import Tagging


class Serving:
    """One model at work, each part made when first asked for; safe from any thread.

    Args:
        catalog: the open catalogue.
        paths: where things are kept.
        spec: the model.
        model_id: the model in the catalogue.
        knowledge: what is known about words and classes, shared by all models.
        provider: what is to compute, an `embed.provider_names.Provider`.

    Attributes:
        spec: as given.
        model_id: as given.
        looks: all that needs pixels or vectors.
        tagging: tags, filter and albums.
        focusing: focused searches.
        finding: photos by word.
        narrowing: photos that a filter lets through.
    """

    def __init__(
        self,
        catalog: Catalog,
        paths: AppPaths,
        spec: ModelSpec,
        model_id: int,
        knowledge: "Late[Knowledge]",
        provider: str,
    ) -> None:
        looks = Late(lambda: _open_looks(catalog, paths, spec, model_id, provider))
        tagging = Late(lambda: _open_tagging(catalog, spec, model_id, looks(), knowledge()))
        self.spec = spec
        self.model_id = model_id
        self.looks = looks
        self.tagging = tagging
        self.focusing = Late(lambda: _open_focusing(spec, looks(), tagging()))
        self.finding = Late(lambda: _open_finding(looks(), tagging(), knowledge()))
        self.narrowing = Late(lambda: _open_narrowing(catalog, tagging))

    def close(self) -> None:
        """Release files and the network. Running queries must have ended."""
        looks = self.looks.made
        if looks is not None:
            looks.close()


def _open_looks(catalog: Catalog, paths: AppPaths, spec: ModelSpec, model_id: int, provider: str) -> "Looks":
    from photosim.library.looks import Looks  # noqa: PLC0415 - lazy on purpose, see `late`

    return Looks(catalog, paths, spec, model_id, provider)


def _open_tagging(
    catalog: Catalog, spec: ModelSpec, model_id: int, looks: "Looks", knowledge: "Knowledge"
) -> "Tagging":
    from photosim.library.tagging import open_tagging  # noqa: PLC0415 - lazy on purpose, see `late`

    return open_tagging(catalog, spec, model_id, looks, knowledge)


def _open_focusing(spec: ModelSpec, looks: "Looks", tagging: "Tagging") -> "Focusing":
    from photosim.library.focusing import Focusing  # noqa: PLC0415 - lazy on purpose, see `late`

    return Focusing(spec, looks, tagging)


def _open_finding(looks: "Looks", tagging: "Tagging", knowledge: "Knowledge") -> "Finding":
    from photosim.library.finding import Finding  # noqa: PLC0415 - lazy on purpose, see `late`

    return Finding(looks, tagging, knowledge)


def _open_narrowing(catalog: Catalog, tagging: "Late[Tagging]") -> "Narrowing":
    from photosim.library.narrowing import Narrowing  # noqa: PLC0415 - lazy on purpose, see `late`

    return Narrowing(catalog, tagging)
