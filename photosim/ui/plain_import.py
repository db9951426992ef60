"""Loading Qt for Python so that everything imported after it is imported as if it were not there."""

import builtins
import sys

from photosim.ui.kept_code import keeping_code, usual_file


def load_qt() -> None:
    """Load it, once; safe to call where it is there already.

    PySide puts a function of its own in the place of Python's `__import__`, for programs that say `from __feature__
    import snake_case` (https://doc.qt.io/qtforpython-6/considerations.html). It reads the source of every module
    imported from then on, to see whether that uses PySide, and leaves it in memory: a tenth of the time a window takes
    to open, and again when NumPy and onnxruntime are first needed. Nothing here says `__feature__`.
    """
    if sys.platform == "win32":
        # Qt brings an older C++ runtime; whichever of the two is loaded first decides, and onnxruntime needs the newer.
        from photosim.library import load_onnxruntime  # noqa: PLC0415 - elsewhere it is loaded when it is needed

        load_onnxruntime()
    pythons_own = builtins.__import__
    with keeping_code(usual_file()):
        import PySide6.QtCore  # noqa: F401, PLC0415 - what is put back is what was there before
    builtins.__import__ = pythons_own
