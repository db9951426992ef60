"""Pictures of the window in every page and state, for anyone to look at: `make screenshots`."""
