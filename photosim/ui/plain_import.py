"""Loading Qt for Python without what it would do to every module that is imported after it.

PySide puts a function of its own in the place of Python's `__import__`, for programs that say `from __feature__ import
snake_case` (https://doc.qt.io/qtforpython-6/considerations.html). It reads the source of every module imported from
then on, to see whether that uses PySide, and leaves it in memory: a sixth of the time a window takes to open, and the
same again when NumPy and onnxruntime are first needed. Nothing here says `__feature__`.
"""

import builtins
import sys


def load_qt() -> None:
    """Load it, once; from then on modules are imported as Python imports them."""
    if sys.platform == "win32":  # of two C++ runtimes the one loaded first decides, see `photosim.app`
        from photosim.library import load_onnxruntime  # noqa: PLC0415 - only Windows needs it so early

        load_onnxruntime()
    pythons_own = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415 - what is put back is what was there before

    builtins.__import__ = pythons_own
