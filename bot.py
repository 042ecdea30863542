"""Entry point: `python bot.py COMMAND` runs the commands of the package `bot`."""

from bot.__main__ import main

if __name__ == "__main__":
    main()
