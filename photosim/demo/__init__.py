"""The demonstration: sample photos, indexed and shown, without touching anything of the user's.

`samples` writes the photos (from the scikit-image package where it is installed, else the scenes of `painted`, which
`landscapes` and `things` draw on a `canvas`) and the variants made of them; `run` indexes them in a temporary folder
and shows the result.

May import: everything below and, inside `run`, `photosim.app`. Runs on the main thread.
"""
