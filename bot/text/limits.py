"""What fits: Discord's limits, and how a text is made to fit them."""

MESSAGE = 2_000
LAYOUT = 4_000
COMPONENTS = 40
LABEL = 80
OPTION = 100
PLACEHOLDER = 150
MODAL_TITLE = 45
FIELD_LABEL = 45
THREAD_NAME = 100
SELECT_OPTIONS = 25
CHOICES = 25
DESCRIPTION = 1_024
"""What an attached picture shows, in words."""

_MORE = "…"


def clip(text: str, most: int) -> str:
    """Give the text, or its beginning and an ellipsis; at most `most` characters, `most` at least 1."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rstrip()
    # A backslash that lost the character it escapes would escape what comes after the text.
    return (cut[:-1] if _escapes(cut) else cut) + _MORE


def split(text: str, most: int) -> list[str]:
    """Cut a text into pieces of at most `most` characters, at ends of lines where there are some, else at spaces.

    The pieces joined by nothing give the text again; no backslash is cut off from the character that it escapes.
    """
    pieces: list[str] = []
    rest = text
    while len(rest) > most:
        at = rest.rfind("\n", 0, most) + 1 or rest.rfind(" ", 0, most) + 1 or most
        if at > 1 and _escapes(rest[:at]):
            at -= 1
        pieces.append(rest[:at])
        rest = rest[at:]
    return [*pieces, rest] if rest or not pieces else pieces


def _escapes(text: str) -> bool:
    """Say whether a text ends in a backslash that escapes what comes after it."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
