"""How the documents look: one serif type in black, as treaties are set, and real styles for every paragraph."""

from typing import TYPE_CHECKING, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle
    from docx.styles.styles import Styles

CLAUSE, SMALL = "Clause", "Small"
"""Styles of our own: a numbered clause with a hanging indent; what stands in tables and below texts."""

_TYPE = "Times New Roman"
_SIZES = {
    "Normal": 11,
    "Title": 20,
    "Subtitle": 12,
    "Heading 1": 14,
    "Heading 2": 12,
    "Header": 8,
    "Footer": 8,
    SMALL: 9,
}
_CENTRED = ("Title", "Subtitle")
_ID = qn("w:styleId")
_USED = ("Title", "Subtitle", "Heading1", "Heading2", "Header", "Footer", "BodyText", "ListBullet", "TableGrid")


def dress(styles: "Styles", language: str) -> None:
    """Set the look of a new document, and the language that its words are in."""
    _keep(styles)
    for name, base in ((CLAUSE, "Body Text"), (SMALL, "Normal")):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
        made.base_style = styles[base]
    for name, points in _SIZES.items():
        _set(_paragraphs(styles, name), points)
    for name in _CENTRED:
        _paragraphs(styles, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # The lines that the template draws below them are blue.
        for line in list(_paragraphs(styles, name).element.iter(qn("w:pBdr"))):
            line.getparent().remove(line)
    clause = _paragraphs(styles, CLAUSE).paragraph_format
    clause.left_indent, clause.first_line_indent = Mm(10), Mm(-10)
    clause.tab_stops.add_tab_stop(Mm(10))
    _paragraphs(styles, SMALL).paragraph_format.space_after = Pt(2)
    for one in styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), language)


def _keep(styles: "Styles") -> None:
    """Leave out the styles that nobody uses: most of an empty document is its hundred styles of tables."""
    known = {one.get(_ID, ""): one for one in styles.element.findall(qn("w:style"))}
    kept, wanted = set[str](), [*_USED, *(id_ for id_, one in known.items() if one.get(qn("w:default")) == "1")]
    while wanted:
        kept.add(id_ := wanted.pop())
        leads = (known[id_].find(qn(tag)) for tag in ("w:basedOn", "w:link", "w:next"))
        wanted += [found for one in leads if one is not None and (found := one.get(qn("w:val"), "")) not in kept]
    for id_, one in known.items():
        if id_ not in kept:
            styles.element.remove(one)


def _paragraphs(styles: "Styles", name: str) -> "ParagraphStyle":
    return cast("ParagraphStyle", styles[name])


def _set(style: "ParagraphStyle", points: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _TYPE, Pt(points), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), _TYPE)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
