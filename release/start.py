"""Where the packaged program starts."""

from multiprocessing import freeze_support

from photosim.__main__ import run

if __name__ == "__main__":
    freeze_support()  # a child that `multiprocessing` starts is this very program; here it becomes the child
    run()
