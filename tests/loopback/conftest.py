"""discord.py 2.7 imports `audioop`, of which Python 3.11 and 3.12 warn; no voice is used here, so it fails no test."""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord  # noqa: F401 -- imported here first, so that no test meets the warning
