"""HTML as data: elements whose text and attributes are always escaped, so that nothing foreign can become markup."""

from collections.abc import Iterable

from markupsafe import Markup, escape

Attribute = str | int | bool | None
Child = str | Markup | Iterable["Child"] | None

_VOID = frozenset({"br", "hr", "img", "input"})


def el(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """One element; children that are not `Markup` are escaped, and so is every attribute.

    Attribute names: a trailing underscore is dropped (`class_`), other underscores become hyphens (`aria_label`).
    True gives a bare attribute, False and None leave it out. Names come from this package only, never from outside.
    """
    # Names come from this package and values are escaped, so nothing here is foreign markup.
    opening = Markup(f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>")  # noqa: S704
    if name in _VOID:
        return opening
    return Markup("").join((opening, join(children), Markup(f"</{name}>")))  # noqa: S704


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    shown = key.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(value)}"'


def join(children: Iterable[Child]) -> Markup:
    """Children one after another, escaped where they are plain text."""
    return Markup("").join(_child(child) for child in children)


def _child(child: Child) -> Markup:
    match child:
        case None:
            return Markup("")
        case str():
            return escape(child)
        case _:
            return join(child)
