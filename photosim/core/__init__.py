"""Plain Python about photos and files: no Qt, no SQL, no network weights.

`photo` holds the frozen dataclasses that travel between threads, `scan` walks folders, `decode` opens a photo the one
way that thumbnail, embedding and query share, `fingerprint` recognises content that moved, `thumbs` keeps small
pictures on disk, `vectors` packs embeddings into bytes, `cancel` lets a long job stop, `threads` counts the cores that
may be used and `pace` shares them out, `exif` reads when a photo was taken, `excludes` knows what the user wants left
out of scans, `names` compares file names.

May import: numpy, Pillow, `photosim.errors`. Runs on any thread; keeps no state but what callers hold.
"""
