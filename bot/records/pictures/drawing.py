"""How pictures look, and how they become files: the same facts, the same bytes.

Each series has a colour (Okabe and Ito's, told apart by people who are colour-blind), a marker, a line and a hatch of
its own, so that nothing is said by colour alone. Sizes are for a phone: five inches are its width.
"""

import io
import struct
import textwrap
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from lxml import etree
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from bot.records.pens import PLAIN

WIDTH = 5.0
"""Inches."""
DOTS = 180
_ROW = 0.24  # of a legend
INK, SOFT, GRID = "#1a1a1a", "#595959", "#d0d0d0"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8C6D31")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
_STYLE: Any = {
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.5,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "text.parse_math": False,  # what people typed is no formula
    "text.color": INK,
    "text.usetex": False,
    "timezone": "UTC",
    "xtick.color": INK,
    "ytick.color": INK,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# matplotlib's settings are the process's, and its fonts are not made for several threads at once.
_ONE_AT_A_TIME = Lock()


def rendered(draw: Callable[[Figure], None], name: str, title: str, alternative: str) -> tuple[bytes, bytes]:
    """Give what `draw` puts on a figure as PNG and as SVG; the SVG says `title` and `alternative` to who hears it."""
    with _ONE_AT_A_TIME, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        mpl.rcParams["svg.hashsalt"] = name
        figure = Figure(figsize=(WIDTH, WIDTH), dpi=DOTS, layout="constrained", facecolor="white")
        canvas = FigureCanvasAgg(figure)
        figure.suptitle(wrapped(title, 46), x=0.01, ha="left", fontsize=12, fontweight="bold")
        draw(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        png, svg = _png(canvas), io.BytesIO()
        figure.savefig(svg, format="svg", metadata=_NO_METADATA)
    return png, _told(svg.getvalue(), title, alternative)


def look(number: int) -> dict[str, Any]:
    """Give how the line of a series looks."""
    return {
        "color": COLOURS[number % len(COLOURS)],
        "marker": MARKERS[number % len(MARKERS)],
        "linestyle": LINES[number % len(LINES)],
        "linewidth": 1.8,
        "markersize": 6.5,
    }


def fill(number: int) -> dict[str, Any]:
    """Give how the bars of a series look."""
    return {
        "facecolor": COLOURS[number % len(COLOURS)],
        "hatch": HATCHES[number % len(HATCHES)],
        "edgecolor": "white",
        "linewidth": 0,
    }


def wrapped(text: str, width: int = 22, most: int = 3) -> str:
    """Give a text in at most so many lines that fit, with what the font cannot draw as U+FFFD."""
    clipped = text[: width * (most + 1)]
    rows = textwrap.wrap(drawable(clipped), width, max_lines=most, placeholder="…")
    return "\n".join(rows)


def name_of(name: str, id_: str) -> str:
    """Give the name of a party, or its id where the font lacks letters of the name but none of the id."""
    return name if drawable(name) == name or drawable(id_) != id_ else id_


def drawable(text: str) -> str:
    """Give a text with what the font cannot draw as U+FFFD."""
    letters = _letters()
    return "".join(char if ord(char) in letters or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def quiet(axes: Axes, *, along: Literal["x", "y", "both"] = "y") -> None:
    """Give a thin grid to read values by."""
    axes.grid(axis=along, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def legend(figure: Figure, handles: Sequence[Any], labels: Sequence[str]) -> None:
    """Say below the picture what each series is; foreign words are set afterwards, as some would leave a series out."""
    columns = 2 if len(labels) > 1 and max(map(len, labels)) <= 22 else 1  # noqa: PLR2004  # what half a phone holds
    figure.set_figheight(figure.get_figheight() + _ROW * -(-len(labels) // columns))
    made = figure.legend(
        handles,
        [str(number) for number, _ in enumerate(labels)],
        loc="outside lower left",
        ncols=columns,
        frameon=False,
        fontsize=9.5,
        handlelength=3.2,
    )
    for shown, label in zip(made.get_texts(), labels, strict=True):
        shown.set_text(wrapped(label, 22 if columns > 1 else 48, 2))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    font = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return frozenset(FT2Font(str(font)).get_charmap())


def _png(canvas: FigureCanvasAgg) -> bytes:
    """Give what is drawn as PNG: matplotlib's writer would hold up every other thread for tens of milliseconds."""
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each begins with the number of its filter: none
    rows[:, 1:] = pixels[:, :, :3].reshape(height, -1)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _told(svg: bytes, title: str, alternative: str) -> bytes:
    """Give a picture without any address, with names of its own only, and with words for who cannot see it."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    used = {value.removeprefix("url(").rstrip(")").lstrip("#") for one in root.iter() for value in _links(one)}
    for one in list(root.iter(f"{{{_SVG}}}style", f"{{{_SVG}}}metadata")):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for one in root.iter():
        if one.get("id") not in {None, *used}:
            del one.attrib["id"]
    # The stylesheet that was taken out: in a page it would have been every element's.
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")
    root.set("role", "img")
    for place, (tag, text) in enumerate([("title", title), ("desc", alternative)]):
        told = etree.Element(f"{{{_SVG}}}{tag}")
        told.text = "\n".join(PLAIN.line(row) for row in text.split("\n"))
        root.insert(place, told)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _links(element: etree._Element) -> list[str]:
    style = [part.partition(":")[2].strip() for part in (element.get("style") or "").split(";")]
    given = [element.get(name) or "" for name in (_XLINK, "clip-path", "fill", "marker-start", "marker-end", "mask")]
    return [value for value in (*style, *given) if value.startswith(("#", "url(#"))]
