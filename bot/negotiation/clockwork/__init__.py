"""Phases of the pack, the clock, pauses, roll call, and parties that are not there."""
