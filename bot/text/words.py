"""Every word that a user reads comes from a template: `prompts/<language>/<name>.j2`."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound

from bot.text.limits import clip
from bot.text.markdown import escape

FALLBACK = "en"
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
PROMPTS = Path(__file__).resolve().parents[2] / "prompts"


class WordsMissing(LookupError):  # noqa: N818  # named for what happened, as elsewhere in the project
    """There is no template of this name, not even in the fallback language: a programming error."""


def _escaped(value: object) -> str:
    # A name that was not passed raises in str(), as it should.
    return escape(str(value))


def _quoted(value: object) -> str:
    return f"“{_escaped(value)}”"


def _flowing(text: str) -> str:
    """Join the lines of each paragraph: Discord shows every line break, and a file's lines end where they are full."""
    return _LINE_END.sub(" ", text.strip())


def _grouped(value: float) -> str:
    return f"{value:,}"


def _listed(values: Iterable[object], last: str = "and") -> str:
    """Give `a`, `a and b`, or `a, b and c`; `a, b, and c` where an item has an "and" of its own."""
    items = [str(value) for value in values]
    if len(items) < 2:  # noqa: PLR2004  # a list of one has no last comma
        return "".join(items)
    # A name with "and" in it would run into the last one.
    comma = "," if any(f" {last} " in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} {last} {items[-1]}"


def _moment(value: datetime | str, style: str = "f") -> str:
    """Give Discord's markup for a moment, which each reader sees in their own time."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"<t:{int(moment.timestamp())}:{style}>"


def _short_hash(value: str) -> str:
    return value[:12]


class _Environment(Environment):
    """Includes name files of the same language: `{% include "parts/phase.j2" %}`."""

    def join_path(self, template: str, parent: str) -> str:
        """Give the included file of the including template's language, or the fallback's."""
        own = f"{parent.split('/', 1)[0]}/{template}"
        try:
            self.get_template(own)
        except TemplateNotFound:
            return f"{FALLBACK}/{template}"
        return own


@cache
def _environment_of(prompts: Path) -> Environment:
    """Give the templates of a folder: compiled once in a process, however many bots there are in it."""
    environment = _Environment(
        loader=FileSystemLoader(prompts),
        undefined=StrictUndefined,
        autoescape=False,  # Discord is no HTML; the filter `md` escapes
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters |= {
        "md": _escaped,
        "quoted": _quoted,
        "grouped": _grouped,
        "listed": _listed,
        "moment": _moment,
        "short_hash": _short_hash,
        "clip": clip,
        "flow": _flowing,
    }
    return environment


class Words:
    """Renders templates. `words("cards/board", locale, …)`; `words("buttons#accept")` renders one block of a file.

    A locale such as `de-AT` looks in `de`, then in `en`. Templates get `locale`, and whatever is passed; a name
    that is not passed is an error. Foreign text goes through the filter `md`.
    """

    def __init__(self, prompts: Path = PROMPTS) -> None:
        self._environment = _environment_of(prompts)
        self._template = lru_cache(maxsize=None)(self._find)

    def __call__(self, name: str, /, locale: str = FALLBACK, **params: Any) -> str:  # noqa: ANN401  # any data
        """Render a template, without white space at its ends.

        Raises WordsMissing for an unknown name, jinja2.UndefinedError for a param that the template needs.
        """
        template, block = self._template(name, _language(locale))
        values: Mapping[str, Any] = {"locale": locale, **params}
        if not block:
            return template.render(values).strip()
        return "".join(template.blocks[block](template.new_context(dict(values)))).strip()

    def has(self, name: str, locale: str = FALLBACK) -> bool:
        """Say whether a template, or a block of one, exists in the language or in the fallback."""
        try:
            self._template(name, _language(locale))
        except WordsMissing:
            return False
        return True

    def _find(self, name: str, language: str) -> tuple[Template, str]:
        file, _, block = name.partition("#")
        for folder in dict.fromkeys((language, FALLBACK)):
            try:
                template = self._environment.get_template(f"{folder}/{file}.j2")
            except TemplateNotFound as error:
                # A template may include others: only its own absence leads to the fallback.
                if error.name != f"{folder}/{file}.j2":
                    raise
                continue
            # A translation may be unfinished: the blocks that it lacks are the fallback's.
            if not block or block in template.blocks:
                return template, block
        raise WordsMissing(f"no {name} in prompts/{language} or prompts/{FALLBACK}")


def _language(locale: str) -> str:
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language.isalpha() else FALLBACK
