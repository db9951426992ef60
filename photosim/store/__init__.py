"""What is kept on disk: the catalogue (the only truth) and the search index derived from it.

`db` opens SQLite and turns its failures into clear lines, `migrations` builds and upgrades the schema, `catalog` ties
connections, schema and write lock together, `scans` compares a folder with the catalogue, `photos`, `listing`,
`dates`, `marks`, `models` and `vectors` hold the queries; `blobs` is the form vectors have in there. `building` writes
the derived search files, `generation` verifies and opens them; `projection` (principal components), `shortlist`
(Annoy) and `reduced` (long vectors) are the approximate parts of them, `mapped` reads large ones, `state` tells
whether they are up to date. `search` answers queries, perhaps only with photos that are `passing`, from both and from
what is newer than both, and `tags` keeps every photo's tags at hand.

May import: sqlite3, numpy, annoy, `photosim.core`, `photosim.errors`, `photosim.paths`. Any thread may read, each
through a connection of its own; one writes at a time, guarded by a lock that also holds between programs.
"""
