"""Cards: pure functions from a scene to a layout."""
