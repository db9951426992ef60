"""The command line: what the user types in, one clear line or JSON out.

`parser` knows the words, `window` opens the window, `commands`, `queries`, `models` and `duplicates` do what each asks
of `Library`, `output` prints to the `streams`, `progress` draws the bar.
Exit status: 0 done, 1 a failure the user can mend, 2 wrong usage, 130 stopped with Ctrl-C.

May import: everything below, and `photosim.app` and `photosim.demo` inside the calls that need a window. Runs on the
main thread; calls that need no window import no Qt.
"""
