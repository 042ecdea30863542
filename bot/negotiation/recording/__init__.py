"""What is recorded of the talk: whether it is at all, of whom, and which private rooms are open to all afterwards."""
