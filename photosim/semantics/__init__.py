"""What photos and words mean: classes, groups, focus, certainty and albums, as pure arithmetic on arrays.

May import: numpy, `photosim.core`, `photosim.errors`, `photosim.paths`, `photosim.assets`; no SQL, no Qt, no network.
Any thread.
"""
