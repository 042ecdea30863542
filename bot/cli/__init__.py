"""The commands of `python bot.py`, one module each."""
