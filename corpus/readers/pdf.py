"""PDF: the text of each page as pdfium gives it, with the size of each line's letters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pypdfium2

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.lines import RawLine, lay_out
from corpus.readers.source import SourceText

MOST_PAGES = 20_000
# pdfium writes this for the hyphen of a word that is cut at a line end, and leaves the line end out.
_CUT = "\ufffe"


def is_pdf(raw: bytes) -> bool:
    """Tell whether a file is a PDF; some have a little before the mark."""
    return b"%PDF-" in raw[:1024]


def build_source(name: str, raw: bytes) -> SourceText:
    """Return the text of a PDF.

    Raises:
        UnreadableFileError: encrypted, broken, cut off, or of more than 20,000 pages.
        EmptySourceError: it holds images only.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise UnreadableFileError(name, "is encrypted", "save it without a password") from error
        raise UnreadableFileError(name, "is a broken or cut-off PDF", "fetch it anew") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFileError(name, f"has more than {MOST_PAGES} pages", "split it")
        text, lines, count = lay_out(_read_page(document, number, name) for number in range(len(document)))
    finally:
        document.close()
    if not text.strip():
        raise EmptySourceError(name, "holds images and no text", "run OCR on it first")
    sha256 = hashlib.sha256(raw).hexdigest()
    return SourceText(file=name, sha256=sha256, text=text, lines=lines, page_count=count)


def _read_page(document: pypdfium2.PdfDocument, number: int, name: str) -> list[RawLine]:
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        problem = "is a broken or cut-off PDF"
        raise UnreadableFileError(name, problem, "fetch it anew", place=f"page {number + 1}") from error
    try:
        return list(_split_lines(textpage))
    finally:
        textpage.close()
        page.close()


def _split_lines(textpage: pypdfium2.PdfTextPage) -> Iterator[RawLine]:
    place = 0
    for line in textpage.get_text_range().replace("\0", " ").split("\r\n"):
        pieces = line.split(_CUT)
        for count, piece in enumerate(pieces):
            lead = len(piece) - len(piece.lstrip())
            size = _find_size(textpage, place + lead) if piece.strip() else None
            shown = piece.replace("\n", " ").replace("\r", " ").replace("\f", " ")
            # A soft hyphen keeps the sign of the cut, and the line end that stood there.
            yield RawLine(text=shown + ("\u00ad" if count < len(pieces) - 1 else ""), size=size)
            place += len(piece) + 1
        place += 1


def _find_size(textpage: pypdfium2.PdfTextPage, place: int) -> float | None:
    """Return the height of a letter's box; the font's own size may be scaled by the page."""
    if place >= textpage.count_chars():
        return None
    _, bottom, _, top = textpage.get_charbox(place, loose=True)
    return round(float(top - bottom), 1)
