"""The distances of the window, logical pixels; everything stands on a grid of eight, small things on its half."""

from typing import Final

HALF: Final = 4
"""Between things that are one: an icon and its word, a name and its line of help."""
STEP: Final = 8
"""Between neighbours."""
WIDE: Final = 16
"""Around what stands together, and between such groups."""
BROAD: Final = 24
"""Between the sections of a page, and around it."""
