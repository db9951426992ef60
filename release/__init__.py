"""Makes what people download: the packaged program, its archives, and the papers that go with them.

`python -m release STEP` runs one step; `make app` runs those that a computer of any system can do for itself.
Everything is made below `build/`, from the checkout and the packages installed beside it; nothing here is part of
photosim.

`product` holds names. `contents` says what goes into the program and what stays out, `bundle` has PyInstaller make
it as `build_app.spec` says, `guard` looks at the result, `smoke` uses it as a person would.

The papers: `collected` reads what PyInstaller took, `components` finds whose works that are, with what packages say of
themselves (`distributions`) and what is known of native `libraries`; `policy` says which licences let us pass them on.
`licences` prints them, `sbom` lists them. `dist` makes wheel and source archive.
"""
