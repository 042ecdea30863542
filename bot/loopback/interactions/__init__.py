"""Interactions: what a person did, the bot's answer to it, and the clock between them."""
