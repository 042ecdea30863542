"""Ways to adopt beside acceptance, what is said at adoption, and what comes after it: initial, sign, ratify."""
