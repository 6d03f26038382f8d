"""Word: the body's paragraphs and tables in order; headers and footers of pages are left to Word."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.lines import RawLine, lay_out
from corpus.readers.source import Role, SourceText

# What a file of a few megabytes may unpack to.
LARGEST_UNPACKED = 300 * 1024 * 1024


def is_zip(raw: bytes) -> bool:
    return raw.startswith(b"PK\x03\x04")


def build_source(name: str, raw: bytes) -> SourceText:
    """Return the text of a Word file (.docx); each paragraph is a line, with a blank line after it.

    Raises:
        UnreadableFileError: no Word file, broken, or a file that unpacks to more than 300 MB.
        EmptySourceError: it holds no text.
    """
    document = _open(name, raw)
    text, lines, _ = lay_out([_read_body(document)])
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    return SourceText(file=name, sha256=hashlib.sha256(raw).hexdigest(), text=text, lines=lines)


def _open(name: str, raw: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableFileError(name, "unpacks to more than 300 MB", "give the paper without its pictures")
            if "word/document.xml" not in archive.namelist():
                raise UnreadableFileError(name, "is a zip file and no Word file", "give a .docx, PDF or text file")
        return docx.Document(io.BytesIO(raw))
    except UnreadableFileError:
        raise
    except Exception as error:  # python-docx and zipfile raise whatever a broken part leads to
        raise UnreadableFileError(name, "is a broken Word file", "save it anew in Word") from error


def _read_body(body: Document | _Cell) -> Iterator[RawLine]:
    for item in body.iter_inner_content():
        if isinstance(item, Paragraph):
            for line in item.text.split("\n"):
                yield RawLine(text=_clean(line))
            yield RawLine(text="")
        else:
            yield from _read_table(item)


def _read_table(table: Table) -> Iterator[RawLine]:
    heads = [cell.text.strip().casefold() for cell in table.rows[0].cells] if table.rows else []
    if "vraag" in heads and "antwoord" in heads:
        yield from _read_questions(table, heads)
        return
    for row in table.rows:
        cells = list({id(cell._tc): cell for cell in row.cells}.values())
        texts = ["\n".join(line for line in cell.text.split("\n") if line.strip()) for cell in cells]
        if len(texts) == 1:
            yield from (RawLine(text=_clean(line)) for line in texts[0].split("\n"))
        else:
            yield RawLine(text=_clean("\t".join(text.replace("\n", " ") for text in texts)))
    yield RawLine(text="")


def _read_questions(table: Table, heads: list[str]) -> Iterator[RawLine]:
    """Read a table of questions and answers by its columns, whatever their order."""
    yield RawLine(text=_clean("\t".join(cell.text for cell in table.rows[0].cells)))
    question, answer = heads.index("vraag"), heads.index("antwoord")
    number = next((place for place in range(len(heads)) if place not in (question, answer)), None)
    for row in table.rows[1:]:
        texts = [cell.text for cell in row.cells]
        yield RawLine(text=_clean(texts[number]).replace("\n", " ") if number is not None else "", role=Role.QUESTION)
        yield from (RawLine(text=_clean(line)) for line in texts[question].split("\n"))
        for count, line in enumerate(texts[answer].strip().split("\n")):
            yield RawLine(text=_clean(line), role=Role.ANSWER if count == 0 and line.strip() else None)
        yield RawLine(text="")


def _clean(line: str) -> str:
    return line.replace("\r", " ").replace("\f", " ").replace("\0", " ")
