"""Private rooms and blind questions."""
