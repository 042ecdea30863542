"""The REST routes by group, and the table of all of them."""
