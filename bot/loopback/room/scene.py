"""What a renderer must know beyond the message: who is who, which channels there are, and the words of the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

Label = Callable[..., str]
_CDN = re.compile(r"/cdn/attachments/(\d+)/(\d+)/([^/?#]+)(?:\?[^#]*)?\Z")


@dataclass(frozen=True, slots=True)
class Scene:
    """Names by id as one person sees them; `label` gives a word of the page by its key.

    `files` is the address of the loopback server, the only one whose files are loaded; `me` is the person's id.
    """

    label: Label
    me: str = ""
    users: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    files: str = ""

    def file_url(self, url: str) -> str | None:
        """The path of a file of the loopback server, which serves the room too; None for any other address."""
        if not self.files or not url.startswith(f"{self.files}/"):
            return None
        found = _CDN.fullmatch(url.removeprefix(self.files))
        if found is None:
            return None
        channel, attachment, name = found.groups()
        return f"/cdn/attachments/{channel}/{attachment}/{quote(unquote(name), safe='')}"
