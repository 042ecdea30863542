"""A Discord-compatible server on loopback: REST v10, gateway, and the people who use it."""
