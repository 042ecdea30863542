"""Phases, the clock, pauses and presence."""
