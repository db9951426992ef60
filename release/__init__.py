"""Makes what people download: the packaged program, its archives, and the papers that go with them.

`python -m release STEP` runs one step; `make app` runs those that a computer of any system can do for itself.
Everything is made below `build/`, from the checkout and the packages installed beside it; nothing here is part of
photosim.

`product` holds names. `contents` says what goes into the program and what stays out, `bundle` has PyInstaller make
it as `build_app.spec` says, `guard` looks at the result, `smoke` uses it as a person would.
"""
