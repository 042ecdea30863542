"""A document for Word: its pages, tables and properties, and the same bytes for the same words.

Whatever comes in is text that a pen has made safe to see; here nothing of it can become markup, since lxml writes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.records.docx.marks import element
from bot.records.docx.styles import SMALL, dress
from bot.text.limits import clip

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from docx.opc.rel import Relationships

_LONGEST_PROPERTY = 255  # Word takes no more
_SECOND_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_SHORT, _LONG = Mm(210), Mm(297)
_FIXED_DAY = (1980, 1, 1, 0, 0, 0)
_PAGE, _PAGES = "\ue000", "\ue001"
PAGE_FIELDS = {"page": _PAGE, "pages": _PAGES}
"""What a template is to print where the number of the page, and that of all pages, stand."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; `made` and `changed` are times of the record, never of the clock."""

    title: str
    subject: str
    language: str
    made: datetime
    changed: datetime


class Paper:
    """A document that is being written, from top to bottom."""

    def __init__(self, about: About, *, landscape: bool = False) -> None:
        self._document = Document()
        self._landscape = landscape
        self._begun = False
        _forget(self._document.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL)
        _forget(self._document.part.rels, _SECOND_STYLES)
        _introduce(self._document.core_properties, about)
        dress(self._document.styles, about.language)

    def section(self, head: str, foot: str, pages: str) -> None:
        """Begin a part with a head and foot of its own, on a new page unless it is the first.

        `pages` are the words that a template made with `PAGE_FIELDS`.
        """
        document = self._document
        one = document.add_section(WD_SECTION.NEW_PAGE) if self._begun else document.sections[0]
        self._begun = True
        self._lay_out(one)
        one.header.is_linked_to_previous = one.footer.is_linked_to_previous = False
        one.header.paragraphs[0].text = head
        one.footer.paragraphs[0].text = foot
        _number(one.footer.add_paragraph(style="Footer"), pages)

    def write(self, text: str, style: str = "Body Text") -> Paragraph:
        """Add a paragraph; line breaks in the text stay."""
        return self._document.add_paragraph(text, style)

    def add(self, paragraph: BaseOxmlElement) -> None:
        """Add a paragraph that was made elsewhere."""
        self._document.element.body.insert_element_before(paragraph, "w:sectPr")

    def bullets(self, texts: Sequence[str]) -> None:
        """Add a list."""
        for text in texts:
            self.write(text, "List Bullet")

    def table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> Table:
        """Add a table whose first row is marked as its head; the caption is for those who hear it.

        `shares` are the widths of the columns to each other.
        """
        made: Table = self._document.add_table(rows=0, cols=len(head))
        made.style = "Table Grid"
        for one in (head, *rows):
            row = made.add_row()  # type: ignore[no-untyped-call]
            for cell, text in zip(row.cells, one, strict=True):
                fill(cell, text)
        for cell in made.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        _describe(made, caption)
        self._widen(made, shares)
        return made

    def content(self) -> bytes:
        """Give the file; the same document always gives the same bytes."""
        made = BytesIO()
        self._document.save(made)
        return _fixed(made.getvalue())

    def _widen(self, table: Table, shares: Sequence[int]) -> None:
        table.autofit = False
        section = self._document.sections[-1]
        sides = (section.page_width, section.left_margin, section.right_margin)
        room = (sides[0] or 0) - (sides[1] or 0) - (sides[2] or 0)
        widths = [Emu(room * share // sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width

    def _lay_out(self, section: Section) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if self._landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if self._landscape else (_SHORT, _LONG)
        section.left_margin = section.right_margin = Mm(15 if self._landscape else 25)
        section.top_margin = section.bottom_margin = Mm(22)


def fill(cell: _Cell, text: str) -> Paragraph:
    """Write into an empty cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = SMALL
    paragraph.add_run(text)
    return paragraph


def _number(paragraph: Paragraph, words: str) -> None:
    """Write words in which the numbers of pages are fields, so that they are right on every page."""
    for piece in re.split(f"([{_PAGE}{_PAGES}])", words):
        field = {_PAGE: "PAGE", _PAGES: "NUMPAGES"}.get(piece)
        if field is None:
            paragraph.add_run(piece)
        else:
            shown = element("w:r", element("w:t", text="1"))
            paragraph._p.append(element("w:fldSimple", shown, instr=field))  # noqa: SLF001  # python-docx has no fields


def _describe(table: Table, caption: str) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001  # python-docx has no captions of tables
    properties.append(element("w:tblCaption", val=caption))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001  # nor rows that stay on a page
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001  # nor rows that are heads


def _introduce(properties: "CoreProperties", about: About) -> None:
    properties.title = clip(about.title, _LONGEST_PROPERTY)
    properties.subject = clip(about.subject, _LONGEST_PROPERTY)
    properties.language = about.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = about.made.astimezone(UTC).replace(tzinfo=None)
    properties.modified = about.changed.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1


def _forget(relations: "Relationships", kind: str) -> None:
    """Leave out what python-docx brings along and nobody needs: the picture of an empty page, styles kept twice."""
    for id_, one in list(relations.items()):
        if one.reltype == kind:
            del relations[id_]


def _fixed(content: bytes) -> bytes:
    """Give the same archive with the same date for every part."""
    fixed = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(fixed, "w", ZIP_DEFLATED) as kept:
        for one in made.infolist():
            info = ZipInfo(one.filename, _FIXED_DAY)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            kept.writestr(info, made.read(one))
    return fixed.getvalue()
