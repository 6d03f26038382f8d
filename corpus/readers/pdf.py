"""PDF: the text of each page as pdfium gives it, with the size and style of each line's letters."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import pypdfium2
from msgspec.structs import replace

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.columns import PlacedLine, Table, find_table
from corpus.readers.letters import Letters
from corpus.readers.limits import Limits
from corpus.readers.lines import BLANK, RawLine, cut_lead, lay_out, may_lead
from corpus.readers.source import SourceText
from corpus.readers.streams import check_streams

_TURN = threading.Lock()
# pdfium writes this for the hyphen of a word that is cut at a line end, and leaves the line end out.
_CUT = "\ufffe"
# A line of more words is no row of figures; a gap of more than this, in heights of a letter, parts two cells.
_MOST_CELLS = 16
_CELL_GAP = 1.2
# A line whose letters take less than this on average, in heights of a letter's box, has no such gap.
_NARROWEST = 0.5
_FIGURE = re.compile(r"\d")
# The white between two paragraphs: lines step down by more than this times the usual step.
_PARAGRAPH_GAP = 1.3
# Lines of double spacing step down by less than this times the height of a letter's box.
_WIDEST_STEP = 1.8


def build_source(name: str, raw: bytes, limits: Limits) -> SourceText:
    """Return the text of a PDF.

    Raises:
        UnreadableFileError: encrypted, broken, cut off, or larger than the limits.
        EmptySourceError: it holds images only.
    """
    check_streams(name, raw, limits)
    # pdfium serves one thread at a time.
    with _TURN:
        return _read(name, raw, limits)


def _read(name: str, raw: bytes, limits: Limits) -> SourceText:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise UnreadableFileError(name, "is encrypted", "save it without a password") from error
        raise UnreadableFileError(name, "is a broken or cut-off PDF", "fetch it anew") from error
    try:
        if len(document) > limits.pages:
            problem = f"has more than {limits.pages:,} pages"
            raise UnreadableFileError(name, problem, "split it, or raise GRIFFIER_MOST_PAGES")
        text, lines, count = lay_out(_read_pages(document, name))
    finally:
        document.close()
    if not text.strip():
        raise EmptySourceError(name, "holds images and no text", "run OCR on it first")
    sha256 = hashlib.sha256(raw).hexdigest()
    return SourceText(file=name, sha256=sha256, text=text, lines=lines, page_count=count)


def _read_pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[list[RawLine]]:
    # A table of questions goes on over the pages, and so does its last row.
    table: Table | None = None
    for number in range(len(document)):
        try:
            letters = Letters(document, number)
        except pypdfium2.PdfiumError as error:
            problem = "is a broken or cut-off PDF"
            raise UnreadableFileError(name, problem, "fetch it anew", place=f"page {number + 1}") from error
        try:
            lines = _split_lines(letters)
            if table is None:
                table = find_table(lines, letters.find_box)
            yield table.read_page(lines, letters.find_box) if table else _part_paragraphs(lines)
        finally:
            letters.close()


def _split_lines(letters: Letters) -> list[PlacedLine]:
    lines: list[PlacedLine] = []
    place = 0
    # What no line may hold is replaced once a page, not once a line; a NUL then parts the lines.
    text = letters.read().replace("\0", " ").replace("\r\n", "\0")
    for line in text.replace("\n", " ").replace("\r", " ").replace("\f", " ").split("\0"):
        if _CUT in line:
            *cut, line = line.split(_CUT)
            for piece in cut:
                # The hyphen stays in the text, with the line end that stood there: it may be a word's own (`IT-`).
                lines += _read_line(letters, piece, place, hyphen="-")
                place += len(piece) + 1
        lines += _read_line(letters, line, place)
        place += len(line) + 2
    return lines


def _read_line(letters: Letters, text: str, place: int, *, hyphen: str = "") -> list[PlacedLine]:
    """Return a line whose first letter is at `place` of its page; as two where it opens with a heading in bold."""
    bare = len(text.lstrip())
    first = place + len(text) - bare
    held = len(text) if place + len(text) <= letters.count else max(0, letters.count - place)
    if not bare or first >= letters.count:
        return [PlacedLine(RawLine(text=text + hyphen), place, held)]
    # The height of a letter's box; the font's own size may be scaled by the page.
    left, bottom, _, top = letters.find_box(first)
    size = _round_height(top - bottom)
    strong = letters.is_strong(first)
    if size and text.count(" ") < _MOST_CELLS and _FIGURE.search(text):
        text = _part_cells(letters, text, place, left, size)
    slanted = strong and letters.is_slanted(first)
    line = PlacedLine(RawLine(text=text + hyphen, size=size, strong=strong, slanted=slanted), place, held, bottom)
    return _cut_lead(line, letters) if strong else [line]


# A paper has letters of some few heights, and to round one takes as long as to ask pdfium for it.
@lru_cache(maxsize=1_024)
def _round_height(height: float) -> float:
    return round(height, 1)


def _cut_lead(line: PlacedLine, letters: Letters) -> list[PlacedLine]:
    """Return a line in bold as two where it opens with a heading, and goes on in no bold: `Antwoord Het aantal …`."""
    text = line.raw.text
    if not may_lead(text):
        return [line]
    shown = range(min(line.count, len(text)))
    bold = next((at for at in shown if not text[at].isspace() and not letters.is_strong(line.place + at)), len(text))
    cut = cut_lead(text, bold)
    if not cut:
        return [line]
    at = text.index(cut[1], bold)
    behind = PlacedLine(
        replace(line.raw, text=text[at:], strong=False, slanted=False), line.place + at, line.count - at, line.bottom
    )
    return [PlacedLine(replace(line.raw, text=cut[0]), line.place, at, line.bottom), behind]


def _part_paragraphs(lines: Sequence[PlacedLine]) -> list[RawLine]:
    """Return the lines of a page with a blank one wherever more than the usual white stands between two."""
    steps = [
        above.bottom - below.bottom if above.bottom is not None and below.bottom is not None else 0.0
        for above, below in pairwise(lines)
    ]
    sizes = [line.raw.size or 0.0 for line in lines]
    usual = sorted(step for step in steps if step > 0)
    # A third are lines that follow one another, however short the paragraphs are.
    most = usual[(len(usual) - 1) // 3] * _PARAGRAPH_GAP if usual else 0.0
    parted = [line.raw for line in lines[:1]]
    for step, line, size in zip(steps, lines[1:], map(min, pairwise(sizes)), strict=True):
        if usual and step > size * _PARAGRAPH_GAP and step > min(most, size * _WIDEST_STEP):
            parted.append(BLANK)
        parted.append(line.raw)
    return parted


def _part_cells(letters: Letters, text: str, place: int, left: float, size: float) -> str:
    """Return a line with a tab for each space that is so wide that it parts the cells of a table.

    `left` is where its first letter begins.
    """
    bare = text.rstrip()
    width = letters.find_box(place + len(bare) - 1)[2] - left
    if width < len(bare.strip()) * size * _NARROWEST:
        return text
    parted = list(text)
    for at, letter in enumerate(text):
        if letter == " " and text[at - 1 : at].strip() and text[at + 1 : at + 2].strip():
            right = letters.find_box(place + at - 1)[2]
            if letters.find_box(place + at + 1)[0] - right > size * _CELL_GAP:
                parted[at] = "\t"
    return "".join(parted)
