"""Makes what people download: the packaged program, its archives, and the papers that go with them.

`python -m release STEP` runs one step; `make app` runs those that a computer of any system can do for itself.
Everything is made below `build/`, from the checkout and the packages installed beside it; nothing here is part of
photosim.

`product` holds names and places, `tree` lists and packs files, `calls` runs other programs.

The program (`build`): `contents` says which data and modules go in, `selection` which of the libraries that PyInstaller
finds, with what `depends` reads in them and what is known of the `qt_parts`; `icons` are drawn, `mac_bundle` and
`windows_program` are what these systems are told. `bundle` has PyInstaller make it as `build_app.spec` says; `start` is
where it begins.

Is it good? `guard` looks at what is in it (`check`), `annoy_check` at the processors it runs on; `smoke` and
`smoke_window` use it as a person would, in the surroundings that `trial` makes and on the screen of `x_screen`;
`start_time` measures how soon it is there (`start`), `sizes` what it weighs.

The downloads (`package`): `archives`, on Linux with a `debian` package, and with the `linux_files` that desktops read.

The papers: `collected` reads what PyInstaller took, `inventory` finds whose works that are, each a `component`, with
what packages say of themselves (`distributions`) and what is known of native `libraries`; `policy` says which licences
let us pass them on. `notice` prints them (with the build: it is part of the program), `sbom` lists them (`papers`).

Beside the program: `dist` makes wheel and source archive; `extra` tells which tools that takes.
"""
