"""`python -m photosim` and the console script `photosim`."""

import os
import sys


def run() -> None:
    """Run the command line and end the program with its status."""
    # NumPy's matrix library would start a thread a core that waits by spinning: beside an indexing run that makes a
    # product of 1 ms take 40 ms. It reads this when it is loaded, hence the late import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from photosim.cli.main import main  # noqa: PLC0415 - see above

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
