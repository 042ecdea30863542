"""How a member is answered: found in a session, told what was done, refused, shown what they may read."""
