"""The window: the only Qt code of photosim besides `photosim.app`.

The story: `main_window` assembles the parts; `actions` makes all actions from the `action_table`, for `menus`,
`toolbar` and keys, and `window_actions` has them do things: `photo_actions`, `file_actions`, `viewing`, `features`.
`pages` goes along a `history` between the `library_page`, the `query_page` with the answer of a query and other
`places`, which `page_area` shows below a `header` that says in `query_words` what is shown. `query_results` cuts, folds
and sorts an answer as `query_controls` wish. `ways_in` takes what `drop` made of photos from elsewhere. `photo_grid`
lets people move and select among any number of photos, which `grid_layout` places by arithmetic (`grid_places`,
`grid_view`) and `photo_delegate` paints from a `photo_model` that `library_list` feeds. `thumb_loader` has the visible
thumbnails made, `side_panel` has a `similar_panel` show the clicked photo, its tags as `chips` and its look-alikes,
and `viewer` shows it large. `search_box` and `focus_box` complete what is typed, `sidebar` filters by folder and tag
and leads to other pages, `indexing` runs and pauses the library's indexing and its changes of model (`switching`),
`status` and `message_bar` tell about it. Words go through `language`, icons and colours come from `icons` and `theme`.
What is not seen at first, such as answers and the pages of models, settings, duplicates and skipped photos, is imported
when first asked for; `plain_import`, `kept_code` and `own_viewport` keep PySide from doing more than that.

May import: PySide6, numpy, Pillow, `photosim.library`, `photosim.core`, `photosim.errors`, `photosim.settings`.
Everything here runs on the GUI thread, except the functions handed to `jobs.JobRunner`, which run on its
workers, talk to the `Library` only, and hand back frozen dataclasses and named tuples. No file or database is
touched elsewhere.
"""
