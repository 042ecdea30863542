"""Motions and votes: precedence, ballots, majorities in whole numbers."""
