"""Use cases: load, decide, append, announce; and the ports that the outside implements."""
