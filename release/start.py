"""Where the packaged program starts."""

import os
from multiprocessing import freeze_support

from photosim.__main__ import run


def _give_back_libraries() -> None:
    """Let the programs that photosim opens find the system's libraries.

    On Linux PyInstaller's starter points the loader at the libraries of the program, which has its own by now; what
    was there before is kept in a second variable (https://pyinstaller.org/en/stable/runtime-information.html).
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    freeze_support()  # a child that `multiprocessing` starts is this very program; here it becomes the child
    _give_back_libraries()
    run()
