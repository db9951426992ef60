"""Settings of the library survive, are replaced and forgotten."""

from photosim.store.catalog import Catalog
from photosim.store.settings import get_setting, set_setting


def test_kept_replaced_and_forgotten(catalog: Catalog) -> None:
    with catalog.writing() as connection:
        set_setting(connection, "model", "one")
        set_setting(connection, "model", "two")
        set_setting(connection, "other", "\u00dcber")
    with catalog.reading() as connection:
        assert get_setting(connection, "model") == "two"
        assert get_setting(connection, "other") == "\u00dcber"
        assert get_setting(connection, "none") is None
    with catalog.writing() as connection:
        set_setting(connection, "model", None)
        set_setting(connection, "none", None)
        assert get_setting(connection, "model") is None
