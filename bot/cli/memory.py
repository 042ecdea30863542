"""How the bot's process keeps its memory."""

import ctypes
import sys
from contextlib import suppress

_ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


def one_heap() -> None:
    """Let all threads share one heap, where the C library knows how; called before there are threads.

    What a thread needs for a moment, such as the building of the sentence parser, then serves everybody afterwards.
    Only one thread runs Python at a time, so they hardly wait for each other.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has one heap anyway
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
