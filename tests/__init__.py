"""Tests and measurements; a package so that helpers can be imported and the suites run by `python -m`."""
