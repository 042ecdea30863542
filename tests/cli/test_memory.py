"""The bot's process has one heap, whatever its threads need for a moment."""

import subprocess
import sys

from tests.cli.test_command_line import ROOT

BUSY = """
import ctypes, threading
held = []
worker = threading.Thread(target=lambda: held.extend(bytes(5_000) for _ in range(1_000)))
worker.start()
worker.join()
ctypes.CDLL(None).malloc_stats()
"""


def heaps(script: str) -> int:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stderr.count("Arena ")


def test_all_threads_of_the_bot_share_one_heap() -> None:
    assert heaps(BUSY) > 1
    assert heaps(f"from bot.cli.memory import one_heap; one_heap()\n{BUSY}") == 1


def test_a_bot_on_a_file_loads_no_drivers_of_the_other_database() -> None:
    script = "import sys, bot.app, bot.storage.events; print('sqlalchemy.dialects.postgresql' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
