"""photosim finds photos by how they look, on the user's own computer.

Layers, imports pointing down only::

    app, cli -> ui -> library -> (store, embed, semantics) -> core        errors, paths: used by all

Every package's docstring says what it does, what it may import and which thread it runs on.
`Library` is the Python interface; it is loaded on first use so that importing this package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from photosim.library import Library as Library

__version__ = "0.1.0"
__all__ = ["Library", "__version__"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the signature PEP 562 asks for
    """Load `Library` on first use (PEP 562)."""
    if name == "Library":
        from photosim.library import Library  # noqa: PLC0415 - lazy on purpose

        return Library
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
