"""How good the answers are, measured on labelled photos: `python -m tests.quality --images DIR`.

Each suite is a module with `run(images) -> Suite`; `__main__` lists them, prints tables and writes JSON.
"""
