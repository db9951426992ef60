"""`python -m photosim` and the console script `photosim`."""

import sys

from photosim.cli.main import main


def run() -> None:
    """Run the command line and end the program with its status."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
