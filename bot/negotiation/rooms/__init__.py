"""Private rooms and mediation: caucuses, the chair's confessional, blind questions."""
