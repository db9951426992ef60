"""The window: the only Qt code of photosim besides `photosim.app`.

The story: `main_window` assembles widgets and actions; `pages` moves between the library, look-alikes and photos of a
word along a `history`; `photo_grid` lets people move and select among any number of photos, which `grid_layout` places
by arithmetic (`grid_places`, `grid_view`) and `photo_delegate` paints from a `photo_model` that `library_list` feeds.
`thumb_loader` has the visible thumbnails made, `similar_panel` shows the
clicked photo, its tags as `chips` and its look-alikes, `search_box` and `focus_box` complete what is typed, `sidebar`
filters the library with a `tag_tree`, `indexing` runs and pauses the library's indexing and its changes of model
(`switching`), `status` tells about it. `model_access` leads to the `model_menu` and to the `models_page`, whose cards
show what `models` knows and does; they are imported when first asked for.

May import: PySide6, numpy, Pillow, `photosim.library`, `photosim.core`, `photosim.errors`, `photosim.settings`.
Everything here runs on the GUI thread, except the functions handed to `jobs.JobRunner`, which run on its
workers, talk to the `Library` only, and hand back frozen dataclasses. No file or database is touched elsewhere.
"""
